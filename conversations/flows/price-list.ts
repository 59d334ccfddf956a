/**
 * "Daftar harga": codes, prices of the person's own tier, whether they can be had and how they have been delivered lately,
 * as lines to read and to type from. Unlike the shop it asks nothing and ends at once, so the next message may be an order
 * line.
 */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import type { ProductHealth } from '../../commerce/catalogue/health/model.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { searchVariants } from '../understand/amounts.ts';
import { healthLines } from './product-pause.ts';
import { clockValue, screen, stack, toMenu, toShop } from './say.ts';

export interface PriceListArgs {
  /** What is looked for; everything when left out. */
  words?: string;
}

/** Lines of one message; who wants more says what they look for. */
const PAGE_SIZE = 20;
const PARAGRAPH = 10;
const MAX_SEARCH_CHARS = 60;

export async function priceList(chat: TalkChat, app: Commerce, args: PriceListArgs | null): Promise<FlowEnd> {
  const words = (args?.words ?? '').slice(0, MAX_SEARCH_CHARS);
  const { items, total } = await find(chat, app, words);
  if (items.length === 0) return chat.say(screen([text('pricelist-nothing', { words })], [toAll, toShop, toMenu]));
  const health = await app.productHealth(
    chat.actor,
    items.map(({ id }) => id),
  );
  const head = words === '' ? text('pricelist-all', { total }) : text('pricelist-found', { words, total });
  const rest = total > items.length ? [text('pricelist-more', { shown: items.length, total })] : [];
  await chat.say(
    screen(
      [head, ...paragraphs(items.map((item) => priceLine(item, health[item.id]))), ...rest, text('pricelist-how')],
      [toShop, toMenu],
    ),
  );
}

const toAll: Choice = { id: action.priceList, label: text('pricelist-button-all') };

async function find(chat: TalkChat, app: Commerce, words: string) {
  let found: { items: ProductView[]; total: number } = { items: [], total: 0 };
  for (const search of words === '' ? [''] : searchVariants(words)) {
    found = await app.products(chat.actor, { ...(search === '' ? {} : { search }), limit: PAGE_SIZE, offset: 0 });
    if (found.total > 0) break;
  }
  return found;
}

function priceLine(product: ProductView, health: ProductHealth | undefined): Text {
  const { code, name, priceIdr } = product;
  const line = { code, name, price: { money: priceIdr } };
  const [lately] = healthLines(health);
  const state = stateOf(product) ?? lately ?? null;
  return state ? text('pricelist-line-closed', { ...line, state: { text: state } }) : text('pricelist-line', line);
}

/** Why it cannot be had now; null when it can. */
function stateOf({ stock, reopensAt, sellable }: ProductView): Text | null {
  if (stock === 0) return text('pricelist-sold-out');
  if (reopensAt !== null) return text('pricelist-reopens', { at: clockValue(reopensAt, DEFAULT_ZONE) });
  return sellable ? null : text('pricelist-closed');
}

function paragraphs(lines: readonly Text[]): Text[] {
  const parts: Text[] = [];
  for (let from = 0; from < lines.length; from += PARAGRAPH) parts.push(stack(lines.slice(from, from + PARAGRAPH)));
  return parts;
}
