/**
 * One page of the shop: categories, the brands of one, or products. A page is read and then shown; what the person does
 * with it (`turnPage`) gives the next one. Pure apart from the one read.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';

/** Where somebody is in the shop. Nothing set = the categories. */
export interface Place {
  category?: string;
  brand?: string;
  search?: string;
  offset?: number;
}

export const PAGE_SIZE = 8;

export interface ShopItem {
  /** Category or brand name, or product code. */
  id: string;
  name: string;
  count: number;
  priceIdr: number;
  sellable: boolean;
}

export interface Page {
  level: 'categories' | 'brands' | 'products';
  items: ShopItem[];
  total: number;
  /** A category of one brand shows its products at once; "up" then leads to the categories. */
  skippedBrand: boolean;
}

export async function readPage(app: Commerce, actor: Actor, place: Place): Promise<Page> {
  const offset = place.offset ?? 0;
  if (place.search === undefined && place.category === undefined) {
    return groups('categories', await app.categories(actor), offset);
  }
  let brand = place.brand;
  let skippedBrand = false;
  if (place.search === undefined && place.category !== undefined && brand === undefined) {
    const brands = await app.brands(actor, place.category);
    if (brands.length > 1) return groups('brands', brands, offset);
    brand = brands[0]?.name;
    skippedBrand = true;
  }
  const { items, total } = await app.products(actor, {
    category: place.category,
    brand,
    search: place.search,
    limit: PAGE_SIZE,
    offset,
  });
  const shown = items.map(({ code, name, priceIdr, sellable, stock }) => ({
    id: code,
    name,
    count: 0,
    priceIdr,
    sellable: sellable && stock !== 0,
  }));
  return { level: 'products', items: shown, total, skippedBrand };
}

function groups(level: 'categories' | 'brands', all: { name: string; count: number }[], offset: number): Page {
  const items = all
    .slice(offset, offset + PAGE_SIZE)
    .map(({ name, count }) => ({ id: name, name, count, priceIdr: 0, sellable: true }));
  return { level, items, total: all.length, skippedBrand: false };
}

export function pageLines(place: Place, page: Page): Text[] {
  const from = (place.offset ?? 0) + 1;
  const where = { category: place.category ?? '', brand: place.brand ?? '', search: place.search ?? '' };
  const lines = [text(headOf(place, page), { ...where, total: page.total })];
  if (page.total > PAGE_SIZE)
    lines.push(text('shop-page-of', { from, to: from + page.items.length - 1, total: page.total }));
  lines.push(text('shop-page-ask'));
  return lines;
}

function headOf(place: Place, { level }: Page): string {
  if (place.search !== undefined) return 'shop-page-search';
  if (level === 'products' && place.brand === undefined) return 'shop-page-category';
  return `shop-page-${level}`;
}

export function pageChoices(place: Place, page: Page): Choice[] {
  const offset = place.offset ?? 0;
  const nav = [
    ...(offset > 0 ? ['prev'] : []),
    ...(offset + page.items.length < page.total ? ['next'] : []),
    ...(page.level === 'categories' ? [] : ['up']),
  ];
  const items = page.items.map((item, i) => ({ id: `i${i}`, label: itemLabel(page, item) }));
  return [...items, ...nav.map((id) => ({ id, label: text(`shop-button-${id}`) }))];
}

function itemLabel({ level }: Page, { name, count, priceIdr, sellable }: ShopItem): Text {
  if (level !== 'products') return text('shop-item-group', { name, count });
  if (sellable && priceIdr === 0) return text('shop-item-bill', { name });
  return text(sellable ? 'shop-item-product' : 'shop-item-closed', { name, price: { money: priceIdr } });
}

/** The next place, or the product that was chosen. */
export function turnPage(place: Place, page: Page, chosen: string): Place | { product: string } {
  const offset = place.offset ?? 0;
  if (chosen === 'next') return { ...place, offset: offset + PAGE_SIZE };
  if (chosen === 'prev') return { ...place, offset: Math.max(0, offset - PAGE_SIZE) };
  if (chosen === 'up') return above(place, page);
  const item = /^i\d$/.test(chosen) ? page.items[Number(chosen.slice(1))] : undefined;
  if (!item) return place;
  if (page.level === 'products') return { product: item.id };
  return page.level === 'categories' ? { category: item.id } : { category: place.category, brand: item.id };
}

const above = (place: Place, page: Page): Place =>
  place.brand !== undefined && !page.skippedBrand ? { category: place.category } : {};
