/**
 * One transaction, one bundle of stores. Inside `run` use only the stores handed in, and never await the network: an
 * outer query inside a transaction hangs on SQLite, and a slow one holds every other writer. Either everything in `run`
 * is durable when its promise resolves, or nothing is.
 */
import type { Stores } from './stores/index.ts';

export interface UnitOfWork {
  /** `step` names the commit for the crash hook, e.g. "order.place". Retries by itself where the engine asks for it. */
  run<T>(step: string, work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Reads outside any transaction; each statement sees the latest commit. Writing through it throws. */
  read: Stores;
  /** Called after every commit that added jobs, outgoing rows or inbox rows. */
  onCommit(listener: (added: { jobs: boolean; outgoing: boolean; inbox: boolean }) => void): void;
}

/** Thrown inside `run` when a compare-and-set lost: the whole unit is rolled back and run again on what is there now. */
export class StaleWrite extends Error {}

/** Demands that a compare-and-set won. */
export function mustWin(won: boolean, what: string): void {
  if (!won) throw new StaleWrite(`${what} was changed by somebody else`);
}
