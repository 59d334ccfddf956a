/**
 * Money is integer rupiah, always. There is no decimal, no float and no other currency in here: what a gateway says in
 * cents or "275000.00" is converted in the adapters' wire layer, and foreign currency never reaches the ledger.
 */
export type Idr = number & { readonly __unit: 'idr' };

/** The largest amount a single order, payment or entry may carry. A guard against absurd input, not a business rule. */
export const MAX_AMOUNT_IDR = 10_000_000_000;

/** Checks that a number is a whole amount within bounds and brands it. Throws RangeError otherwise. */
export function idr(amount: number): Idr {
  if (!Number.isSafeInteger(amount) || Math.abs(amount) > MAX_AMOUNT_IDR) {
    throw new RangeError(`not a rupiah amount: ${String(amount)}`);
  }
  return amount as Idr;
}

/** Sums amounts; throws RangeError when the sum leaves the bounds. */
export function sumIdr(amounts: readonly number[]): Idr {
  let total = 0;
  for (const amount of amounts) total += amount;
  return idr(total);
}
