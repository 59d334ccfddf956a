/**
 * A shop remembered in this process only. It is there for simulation and property tests, which need thousands of
 * checkouts a second and a disk that fails when told to. It is not for running a shop: nothing survives the process,
 * no other process sees it, and it grows until it is dropped.
 */
import type { Ids, StepHook } from '../../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import type { Vault } from '../../commerce/ports/vault.ts';
import { createMemoryStores } from './stores/index.ts';
import { createTables, type AllRows } from './tables.ts';
import { createUnits } from './unit-of-work.ts';

export interface InMemoryOptions {
  ids: Ids;
  vault: Vault;
  /** What it throws before a commit fails that commit, as a full disk does: nothing of the unit stays. */
  hook?: StepHook;
}

export interface InMemory {
  uow: UnitOfWork;
  /** Every table as it was last committed, to look at. */
  rows: AllRows;
}

export function openInMemory({ ids, vault, hook = () => {} }: InMemoryOptions): InMemory {
  const tables = createTables();
  const added = { jobs: false, outgoing: false, inbox: false };
  const deps = { ids, vault, added };
  const inside = createMemoryStores(tables.inside, deps);
  const outside = createMemoryStores(tables.outside, deps);
  return { uow: createUnits({ tables, inside, outside, added, hook }), rows: tables.outside };
}
