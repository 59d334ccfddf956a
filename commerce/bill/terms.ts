/**
 * Until when a quoted bill may be paid, and what the buyer pays for it. Pure. Billers settle by the day in Jakarta, so a
 * quote ends with it. Nobody sells a bill below its cost or its amount.
 */
import { priceByRule } from '../catalogue/price.ts';
import type { PriceRule } from '../catalogue/model.ts';
import type { BillReading } from '../ports/supplier.ts';

const DAY_MS = 86_400_000;
const JAKARTA_MS = 7 * 3_600_000;

/** The first instant of the next day in Jakarta. */
export const endOfBillDay = (now: number): number =>
  (Math.floor((now + JAKARTA_MS) / DAY_MS) + 1) * DAY_MS - JAKARTA_MS;

export const isPayable = ({ expiresAt }: { expiresAt: number }, now: number): boolean => now < expiresAt;

/**
 * What the supplier recommends, or what a rule for this product, brand or category adds to the cost. A fixed price is
 * not meant for bills, which all come to something else.
 */
export function billPrice(
  { costIdr, feeIdr, sellingIdr }: Pick<BillReading, 'costIdr' | 'feeIdr' | 'sellingIdr'>,
  rule: PriceRule | null,
): { sellingIdr: number; feeIdr: number } {
  const billIdr = Math.max(sellingIdr - feeIdr, 0);
  const wanted = rule === null || rule.kind === 'fixed' ? sellingIdr : priceByRule(rule, costIdr);
  const asked = Math.max(wanted, costIdr, billIdr);
  return { sellingIdr: asked, feeIdr: asked - billIdr };
}

const ABOUT_BILL = new Set(['destination', 'failed']);

/** A refusal to say what a bill comes to that is about the bill; any other is between us and the supplier. */
export const isAboutBill = (code: string): boolean => ABOUT_BILL.has(code);
