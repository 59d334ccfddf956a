/** What we know of a supplier's full price list: when it was asked for, which one we have, what became of it. */

/**
 * `fetched` it is stored and not taken over yet (or a process died while it was) · `applied` the offers follow it ·
 * `braked` it looks wrong and waits for the owner · `kept` the owner would rather keep the offers of before.
 */
export type PriceListState = 'none' | 'fetched' | 'applied' | 'braked' | 'kept';

export interface SyncTotals {
  /** Products in the list, tools for looking up names left out. */
  listed: number;
  added: number;
  /** Cost, availability, repeats or cut-off changed. */
  changed: number;
  unchanged: number;
  /** Not for sale at the supplier: not added, or switched off. */
  skipped: number;
  vanished: number;
  dearer: number;
  cheaper: number;
  /** Costs that moved so far that they wait for the owner; the price stands on the earlier cost meanwhile. */
  held: number;
  /** No longer sold because they cost more than somebody would pay for them. */
  belowCost: number;
  /** Too many vanished, or too many prices jumped: nothing was changed. */
  braked: 'vanished' | 'prices' | null;
  /** Products for sale before, of which `vanished` or `jumped` are a share. */
  before: number;
  jumped: number;
  /** The costs that moved most, as examples. */
  movers: PriceMove[];
}

export interface PriceMove {
  name: string;
  fromIdr: number;
  toIdr: number;
}

export interface PriceList {
  providerId: string;
  /** Names the list at hand; a button about another one does nothing. */
  listId: string | null;
  state: PriceListState;
  fetchedAt: number | null;
  /** Pieces the list is stored in. */
  parts: number;
  totals: SyncTotals | null;
  /** The last time the supplier was asked for a full list. */
  askedAt: number | null;
  /** The day (see sync-day.ts) whose sync is done. */
  syncedDay: string | null;
  /** Times in a row that the daily sync came to nothing. */
  failures: number;
  /** Costs that move by more than this share wait for the owner; null = none does. */
  holdPct: number | null;
}

export const blankPriceList = (providerId: string): PriceList => ({
  providerId,
  listId: null,
  state: 'none',
  fetchedAt: null,
  parts: 0,
  totals: null,
  askedAt: null,
  syncedDay: null,
  failures: 0,
  holdPct: null,
});
