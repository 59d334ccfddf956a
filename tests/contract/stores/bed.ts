/**
 * What a store contract suite runs on: a fresh, migrated database behind a unit of work. The same suites run over every
 * engine, so nothing in them may know which one it is.
 */
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../../../commerce/ports/unit-of-work.ts';

export interface StoreBed {
  uow: UnitOfWork;
  close(): Promise<void> | void;
}

export type OpenBed = () => Promise<StoreBed> | StoreBed;

/** One transaction of a test; the step's name is of no interest here. */
export const inTransaction = <T>(bed: StoreBed, work: (stores: Stores) => Promise<T>): Promise<T> =>
  bed.uow.run('contract', work);

/** Runs `work` in `count` transactions at once and gathers what each came to. */
export const atOnce = <T>(
  bed: StoreBed,
  count: number,
  work: (stores: Stores, n: number) => Promise<T>,
): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => inTransaction(bed, (stores) => work(stores, n))));
