/** The lock systems we speak. Their interfaces have nothing in common, so each vendor is a format of its own. */
import type { AdapterFormat } from '../format.ts';
import { ttlock } from './ttlock.ts';

export const doorLockFormats: readonly AdapterFormat<'door_lock'>[] = [ttlock];
