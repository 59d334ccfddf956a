/** What an engine has to be for the rest of `db/`: the same for a file on this machine and for a server. */
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../tables/index.ts';

export interface Engine {
  kind: 'sqlite' | 'postgres';
  /** For migrations and what is written outside any unit of work. */
  writer: Kysely<Database>;
  /** Sees the latest commit and never waits for a transaction; a write on it throws. */
  reader: Kysely<Database>;
  /** Resolves when what `work` wrote is durable, rejects when nothing of it is. `work` may run more than once. */
  transaction: <T>(work: (transaction: Transaction<Database>) => Promise<T>) => Promise<T>;
  /** Ms to wait before the `run`-th failed run of a unit is followed by another; null when the error is the caller's. */
  pauseBeforeRetry(error: unknown, run: number): number | null;
  /** Waits for transactions that were asked for before, then closes. */
  close(): Promise<void>;
}
