/** What every store gets beside its database handle. Stores know no clock: instants come in as values. */
import type { Ids } from '../../commerce/ports/runtime.ts';
import type { Vault } from '../../commerce/ports/vault.ts';

export interface StoreDeps {
  ids: Ids;
  vault: Vault;
  /** Tells the unit of work what a transaction added, so it can wake the right worker after the commit. */
  added: { jobs(): void; outgoing(): void; inbox(): void };
  /** Tells it that a row of db/kept-rows.ts was written. */
  changedKept(): void;
}
