/**
 * Handles whose engine answers in the same turn. A statement whose text is made already needs nothing of Kysely then:
 * its way to the connection is ten promises long, as much work as most statements are for SQLite. A transaction's handle
 * is in here only while it is open; afterwards Kysely refuses it.
 */
import type { CompiledQuery, Kysely, QueryResult } from 'kysely';

export type RunNow = <R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>) => QueryResult<R>;

const direct = new WeakMap<object, RunNow>();

export const directWay = (handle: Kysely<any>): RunNow | undefined => direct.get(handle);

export function openDirect(handle: Kysely<any>, run: RunNow): void {
  direct.set(handle, run);
}

export function closeDirect(handle: Kysely<any>): void {
  direct.delete(handle);
}
