/**
 * Handles whose engine answers in the same turn. A statement whose text is made already needs nothing of Kysely then:
 * its way to the connection is ten promises long, as much work as most statements are for SQLite. A transaction's handle
 * is in here only while it is open; afterwards Kysely refuses it.
 */
import type { CompiledQuery, Kysely, QueryResult } from 'kysely';

export type RunNow = <R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>) => QueryResult<R>;

const direct = new WeakMap<object, RunNow>();

/** How a statement runs at once on this handle; undefined where Kysely has to be asked. */
export const directWay = (handle: Kysely<any>): RunNow | undefined => direct.get(handle);

/** From now on, until it is closed, statements of this handle run by `run`. */
export function openDirect(handle: Kysely<any>, run: RunNow): void {
  direct.set(handle, run);
}

/** The transaction behind the handle is over. */
export function closeDirect(handle: Kysely<any>): void {
  direct.delete(handle);
}
