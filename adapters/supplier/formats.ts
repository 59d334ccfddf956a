/** The behaviours suppliers can have. A new vendor of a known behaviour is a preset; only a new behaviour comes here. */
import type { AdapterFormat } from '../format.ts';
import { formSignedPost } from './form-signed-post.ts';
import { h2hPrepaid } from './h2h-prepaid.ts';
import { queryGet } from './query-get.ts';

export const supplierFormats: readonly AdapterFormat<'supplier'>[] = [h2hPrepaid, formSignedPost, queryGet];
