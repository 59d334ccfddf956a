/**
 * Looks for a purchase whose answer was lost in the list of a supplier that does not know our reference. It proposes and
 * never decides, not even when exactly one entry fits: that one may be another order of ours for the same goods and
 * number, while the lost one never arrived. A person has to look; this tells them at what.
 */
import type { PurchaseReading, PurchaseRequest } from '../../commerce/ports/supplier.ts';
import { readBody } from '../wire/body.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import { readTime } from '../wire/values.ts';
import { doubt } from './classify.ts';
import type { SupplierProfile } from './profile.ts';
import { textOf } from './reply-fields.ts';

type Rules = NonNullable<SupplierProfile['recent']>;

/** Clocks differ, and a supplier may write an order down late. */
const BEFORE_MS = 2 * 60_000;
const AFTER_MS = 15 * 60_000;
const MAX_LISTED = 500;
const MAX_TOLD = 5;

export function createRecentReader(
  rules: Rules,
  { destinationSeparator = '' }: Pick<SupplierProfile, 'destinationSeparator'>,
): (result: HttpResult, request: PurchaseRequest) => PurchaseReading {
  const [list, id, status] = [rules.list, rules.supplierRef, rules.status].map((path) => compilePath(path));
  const sku = rules.sku === undefined ? null : compilePath(rules.sku);
  const parts = rules.destination.map((path) => compilePath(path));
  const { at } = rules;

  const fits = (item: unknown, request: PurchaseRequest): boolean => {
    const destination = parts.map((part) => textOf(part(item)) ?? '').filter(Boolean);
    if (destination.join(destinationSeparator) !== request.customerNo) return false;
    if (sku !== null && textOf(sku(item)) !== request.sku) return false;
    return at === undefined || isNear(readTime(compilePath(at.path)(item), at.format), request.submittedAt);
  };

  return (result, request) => {
    if (result.kind !== 'response') return doubt(result.message, 'transport');
    const items = list?.(readBody(result.body, 'json'));
    if (!Array.isArray(items)) {
      return doubt(`HTTP ${String(result.status)} without a readable list`, 'unreadable');
    }
    const found = (items.slice(0, MAX_LISTED) as unknown[]).filter((item) => fits(item, request));
    const names = found
      .slice(0, MAX_TOLD)
      .map((item) => `${textOf(id?.(item)) ?? '?'} ${textOf(status?.(item)) ?? '?'}`);
    return doubt(found.length === 0 ? 'not in its list of latest orders' : `may be one of: ${names.join(', ')}`);
  };
}

function isNear(at: number | null, submittedAt: number | undefined): boolean {
  if (at === null || submittedAt === undefined) return true;
  return at >= submittedAt - BEFORE_MS && at <= submittedAt + AFTER_MS;
}
