/**
 * Reads a price list answer. A list that is refused, empty or unreadable is never `ok`: the sync switches off what is
 * missing, so an error taken for a list would empty the shop. Single broken items are left out.
 */
import { setImmediate } from 'node:timers/promises';
import { clockTime } from '../../commerce/catalogue/cut-off.ts';
import type { DestinationRule } from '../../commerce/catalogue/destination.ts';
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { PriceListItem } from '../../commerce/ports/supplier.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import type { Path } from '../wire/paths.ts';
import { readAmount, readFlag } from '../wire/values.ts';
import { placeInCatalogue } from './catalogue-map.ts';
import type { SupplierProfile } from './profile.ts';
import { readRefusal } from './refusal.ts';
import type { ReplyReader } from './reply.ts';

/** The customer number a biller knows somebody by. */
const BILL: DestinationRule = { kind: 'text', fields: ['number'], rules: { number: 'digits 6-20' } };

const MAX_ITEMS = 50_000;
/** Then chats and webhooks get their turn. */
const ROWS_AT_A_TIME = 500;
const MAX_TEXT_CHARS = 200;
const MAX_DESCRIPTION_CHARS = 1_000;

export type PriceListReader = (result: HttpResult) => Promise<CallResult<PriceListItem[]>>;

interface Listing extends Pick<SupplierProfile, 'catalogue' | 'destinationSeparator'> {
  priceList: Columns;
}

type Columns = Omit<SupplierProfile['priceList'], 'type' | 'multi'> & {
  type?: string;
  multi?: string;
  /** A row of bills: its price is the supplier's fee, which may be nothing. */
  isBill?: boolean;
};

/** Compiles the profile's columns once: a full list has thousands of rows. */
export function createPriceListReader(profile: Listing, reader: ReplyReader): PriceListReader {
  const readRow = compileRow(profile.priceList);
  const hidden = profile.priceList.hide.map((pattern) => new RegExp(pattern, 'i'));
  return async (result) => {
    if (result.kind !== 'response') return result;
    const list = reader.envelope(result.body);
    if (!Array.isArray(list) || result.status >= 300) return readRefusal(reader, result);
    const { isBill } = profile.priceList;
    const place = placer(profile);
    const items = new Map<string, PriceListItem>();
    for (const [index, raw] of (list.slice(0, MAX_ITEMS) as unknown[]).entries()) {
      if (index % ROWS_AT_A_TIME === 0) await setImmediate();
      const row = readRow(raw);
      if (!row || items.has(row.sku) || hidden.some((pattern) => pattern.test(row.name))) continue;
      items.set(row.sku, { ...row, ...place(row), ...(isBill ? { destination: BILL } : {}) });
    }
    if (items.size === 0) return { kind: 'rejected', code: 'empty_list', message: 'the price list holds no goods' };
    return ok([...items.values()]);
  };
}

type Row = Omit<PriceListItem, 'destination'>;
type Place = Pick<PriceListItem, 'category' | 'destination'>;

function compileRow(columns: Columns): (raw: unknown) => Row | null {
  const text = (expression: string | undefined, max = MAX_TEXT_CHARS) => {
    const path = compiled(expression);
    return (raw: unknown) => textOf(path(raw), max);
  };
  const at = {
    sku: text(columns.sku),
    name: joined([columns.name].flat().map((expression) => text(expression))),
    category: text(columns.category),
    brand: text(columns.brand),
    type: text(columns.type),
    description: text(columns.description, MAX_DESCRIPTION_CHARS),
    cutOffStart: text(columns.cutOffStart),
    cutOffEnd: text(columns.cutOffEnd),
    price: compiled(columns.price),
    multi: compiled(columns.multi),
    active: columns.active.map(compiled),
    isActive: activeIn(columns),
    inStock: compileStock(columns),
  };
  return (raw) => {
    const [sku, name, costIdr] = [at.sku(raw), at.name(raw), readAmount(at.price(raw))];
    // A price of nothing is a broken row: it would be sold for the markup alone.
    if (sku === '' || name === '' || costIdr === null || (costIdr === 0 && !columns.isBill)) return null;
    const description = at.description(raw);
    return {
      sku,
      name,
      category: at.category(raw),
      brand: at.brand(raw),
      type: at.type(raw),
      costIdr,
      sellable: at.active.every((flag) => at.isActive(flag(raw))) && at.inStock(raw),
      multi: readFlag(at.multi(raw)) === true,
      ...readWindow(at.cutOffStart(raw), at.cutOffEnd(raw)),
      description: description === '-' ? '' : description,
      ...(columns.isBill ? { isBill: true } : {}),
    };
  };
}

function joined(parts: readonly ((raw: unknown) => string)[]): (raw: unknown) => string {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = (raw: unknown) => parts.map((part) => part(raw)).filter(Boolean);
  return (raw) => all(raw).join(' ').slice(0, MAX_TEXT_CHARS);
}

function activeIn({ activeWords }: Columns): (value: unknown) => boolean {
  const words = activeWords?.map((word) => word.toLowerCase());
  return words ? (value) => words.includes(String(value).trim().toLowerCase()) : (value) => readFlag(value) === true;
}

const compiled = (expression: string | undefined): Path =>
  expression === undefined ? () => undefined : compilePath(expression);

/** Unlimited with a count of 0 is normal; without columns for it the supplier does not count. */
function compileStock({ stock }: Columns): (raw: unknown) => boolean {
  if (!stock) return () => true;
  const [unlimited, count] = [compilePath(stock.unlimited), compilePath(stock.count)];
  return (raw) => readFlag(unlimited(raw)) === true || Number(textOf(count(raw), MAX_TEXT_CHARS)) > 0;
}

/** Live data is not padded ("0:15"), and equal ends mean no window. */
function readWindow(start: string, end: string): Pick<Row, 'cutOffStart' | 'cutOffEnd'> {
  const [from, to] = [clockTime(start), clockTime(end)];
  return from === null || to === null || from === to
    ? { cutOffStart: null, cutOffEnd: null }
    : { cutOffStart: from, cutOffEnd: to };
}

/** Many rows share a category and brand; each pair is looked up once. */
function placer({
  catalogue,
  destinationSeparator,
}: Pick<SupplierProfile, 'catalogue' | 'destinationSeparator'>): (row: Row) => Place {
  const known = new Map<string, Place>();
  return ({ category, brand }) => {
    const key = JSON.stringify([category, brand]);
    const place = known.get(key) ?? apart(placeInCatalogue(catalogue, { category, brand }), destinationSeparator);
    known.set(key, place);
    return place;
  };
}

/** A supplier that takes the parts of a destination apart gets them joined by what it is told them apart by. */
function apart(place: Place, separator: string | undefined): Place {
  const { destination } = place;
  if (separator === undefined || destination?.template === undefined) return place;
  const template = (destination.fields ?? []).map((field) => `{${field}}`).join(separator);
  return { ...place, destination: { ...destination, template } };
}

function textOf(value: unknown, max: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, max) : '';
}
