/**
 * Reads a price list answer. A list that is refused, empty or unreadable is never `ok`: the sync switches off what is
 * missing, so an error taken for a list would empty the shop. Single broken items are left out.
 */
import { clockTime } from '../../commerce/catalogue/cut-off.ts';
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { PriceListItem } from '../../commerce/ports/supplier.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import { readAmount, readFlag } from '../wire/values.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import type { ReplyReader } from './reply.ts';

type Columns = SupplierProfile['priceList'];

const MAX_ITEMS = 50_000;
const MAX_TEXT_CHARS = 200;
const MAX_DESCRIPTION_CHARS = 1_000;

export function readPriceList(columns: Columns, reader: ReplyReader, result: HttpResult): CallResult<PriceListItem[]> {
  if (result.kind !== 'response') return result;
  const list = reader.envelope(result.body);
  if (!Array.isArray(list) || result.status >= 300) return readRefusal(reader, result);
  const hidden = columns.hide.map((pattern) => new RegExp(pattern, 'i'));
  const items = new Map<string, PriceListItem>();
  for (const raw of list.slice(0, MAX_ITEMS) as unknown[]) {
    const item = readItem(columns, raw);
    if (item && !items.has(item.sku) && !hidden.some((pattern) => pattern.test(item.name))) items.set(item.sku, item);
  }
  if (items.size === 0) return { kind: 'rejected', code: 'empty_list', message: 'the price list holds no goods' };
  return ok([...items.values()]);
}

function readItem(columns: Columns, raw: unknown): PriceListItem | null {
  const at = (expression: string | undefined) => (expression === undefined ? undefined : compilePath(expression)(raw));
  const text = (expression: string | undefined, max = MAX_TEXT_CHARS) => textOf(at(expression), max);
  const sku = text(columns.sku);
  const name = text(columns.name);
  const costIdr = readAmount(at(columns.price));
  // A price of nothing is a broken row: it would be sold for the markup alone.
  if (sku === '' || name === '' || costIdr === null || costIdr === 0) return null;
  const window = readWindow(text(columns.cutOffStart), text(columns.cutOffEnd));
  const description = text(columns.description, MAX_DESCRIPTION_CHARS);
  return {
    sku,
    name,
    category: text(columns.category),
    brand: text(columns.brand),
    type: text(columns.type),
    costIdr,
    sellable: columns.active.every((flag) => readFlag(at(flag)) === true) && inStock(columns, at),
    multi: readFlag(at(columns.multi)) === true,
    ...window,
    description: description === '-' ? '' : description,
  };
}

/** Unlimited with a count of 0 is normal; without columns for it the supplier does not count. */
function inStock(columns: Columns, at: (expression: string) => unknown): boolean {
  if (!columns.stock) return true;
  if (readFlag(at(columns.stock.unlimited)) === true) return true;
  const count = at(columns.stock.count);
  return (typeof count === 'number' || typeof count === 'string') && Number(count) > 0;
}

/** Live data is not padded ("0:15"), and equal ends mean no window. */
function readWindow(start: string, end: string): Pick<PriceListItem, 'cutOffStart' | 'cutOffEnd'> {
  const [from, to] = [clockTime(start), clockTime(end)];
  return from === null || to === null || from === to
    ? { cutOffStart: null, cutOffEnd: null }
    : { cutOffStart: from, cutOffEnd: to };
}

function textOf(value: unknown, max: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, max) : '';
}
