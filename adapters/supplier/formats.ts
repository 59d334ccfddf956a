/** The behaviours suppliers can have. A new vendor of a known behaviour is a preset; only a new behaviour comes here. */
import type { AdapterFormat } from '../format.ts';
import { h2hPrepaid } from './h2h-prepaid.ts';

export const supplierFormats: readonly AdapterFormat<'supplier'>[] = [h2hPrepaid];
