/** Worlds that once broke a rule, smallest form. Each stays for good: what was mended must stay mended. */
import type { StoreKind } from './store.ts';

export interface Regression {
  seed: number;
  store: StoreKind;
  checkouts: number;
  /** What was wrong, in words. */
  found: string;
}

export const REGRESSIONS: readonly Regression[] = [
  {
    seed: 1_269_249,
    store: 'memory',
    checkouts: 61,
    found:
      'a reseller pays twice for an agreed difference: the second payment is their balance, which the rules forgot',
  },
  {
    seed: 1_728_551,
    store: 'memory',
    checkouts: 428,
    found: 'an agreed difference of a reseller comes to nothing: its money stays their balance without a refund',
  },
  {
    seed: 1_752_308,
    store: 'memory',
    checkouts: 466,
    found: 'a lock refuses a PIN it has from us and then cannot list its keys: another PIN became a second key',
  },
  {
    seed: 1_451_386,
    store: 'memory',
    checkouts: 469,
    found: 'a top-up is paid by its old QR: the new one stayed open at the gateway and pending with us',
  },
];
