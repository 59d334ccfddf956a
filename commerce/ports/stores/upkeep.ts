/**
 * What is remembered for the upkeep of suppliers: the price list at hand, the deposit, and how products have been doing.
 * Limits that must hold across processes are rows here.
 */
import type { ProductOutcome, ProductPause } from '../../catalogue/health/model.ts';
import type { BalanceWatch } from '../../provider/balance-watch-model.ts';
import type { PriceList } from '../../provider/price-list.ts';

export interface PriceListStore {
  get(providerId: string): Promise<PriceList | null>;
  /** Writes what is given; the row is made when it is missing. */
  set(providerId: string, patch: Partial<Omit<PriceList, 'providerId'>>): Promise<void>;
  /** Takes the right to ask for a full list; false when somebody took it after `notSince`. */
  claim(providerId: string, now: number, notSince: number): Promise<boolean>;
  /** A piece of the list at hand, as JSON; a piece with the same place is replaced. */
  setPart(providerId: string, place: number, items: string): Promise<void>;
  part(providerId: string, place: number): Promise<string | null>;
  /** Drops the pieces from this place on. */
  dropParts(providerId: string, from: number): Promise<void>;
}

export interface BalanceWatchStore {
  get(providerId: string): Promise<BalanceWatch | null>;
  /** Compare and set on `version`, which the stored row has one more of; version 0 makes the row. */
  save(watch: BalanceWatch): Promise<boolean>;
}

export interface HealthStore {
  /** False when this outcome of the attempt is known. */
  note(outcome: ProductOutcome): Promise<boolean>;
  /** The newest outcomes of a product, newest first: as quick however many there are. */
  latest(productId: string, limit: number): Promise<ProductOutcome[]>;
  pause(productId: string): Promise<ProductPause | null>;
  /** Those of many products that have one. */
  pauses(productIds: readonly string[]): Promise<ProductPause[]>;
  setPause(pause: ProductPause): Promise<void>;
  endPause(productId: string): Promise<void>;
  /** Products that are paused or on trial, longest first; at most `limit`. */
  allPauses(limit: number): Promise<ProductPause[]>;
}
