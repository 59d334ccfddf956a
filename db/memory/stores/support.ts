/** What the stores in memory share: what they are given, order of rows, references between tables. */
import type { Ids } from '../../../commerce/ports/runtime.ts';
import type { Vault } from '../../../commerce/ports/vault.ts';
import { RowRefused } from '../table.ts';
import type { AllRows } from '../tables.ts';

export interface MemoryDeps {
  ids: Ids;
  vault: Vault;
  /** Written by the stores for whoever listens to the commit. */
  added: { jobs: boolean; outgoing: boolean; inbox: boolean };
}

export type MakeStore<S> = (rows: AllRows, deps: MemoryDeps) => S;

type Comparable = number | string;

/** Compares by what `of` gives, one after the other; a part with `-` before it is the caller's to negate. */
export const by =
  <R>(...of: ((row: R) => Comparable)[]) =>
  (a: R, b: R): number => {
    for (const part of of) {
      const [x, y] = [part(a), part(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };

export const newestFirst =
  <R extends { id: string }>(at: (row: R) => number) =>
  (a: R, b: R): number =>
    at(b) - at(a) || (a.id < b.id ? 1 : -1);

export const orNull = <R>(row: R | undefined): R | null => row ?? null;

/** Only the named fields, and of those only the ones given. */
export function patchOf<P extends object>(patch: P, allowed: readonly (keyof P)[]): Partial<P> {
  const change: Partial<P> = {};
  for (const name of allowed) if (patch[name] !== undefined) change[name] = patch[name];
  return change;
}

/** A row may only point to one of its own environment, and to one that is there. */
export function refer(
  to: 'orders' | 'providers' | 'payments' | 'accounts',
  rows: AllRows,
  id: string | null,
  environment: string | null,
): void {
  if (id !== null && rows[to].get(id)?.environment !== environment)
    throw new RowRefused(`there is no ${String(environment)} row ${id} in ${to}`);
}

export function positive(count: number, what: string): number {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${what} must be a positive whole number`);
  return count;
}
