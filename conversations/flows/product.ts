/** One product: what it costs this person, how many or for which number, the summary, the order. */
import type { Commerce, OrderItem, ProductView, Quote } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readCount } from '../understand/words.ts';
import { bill } from './bill.ts';
import { checkout } from './checkout.ts';
import type { CustomerCheck } from '../../commerce/catalogue/customer.ts';
import { askDestination, customerText, isBack, wrongText } from './destination.ts';
import { healthLines, pauseChoices } from './product-pause.ts';
import { clockValue, screen, stack, toHuman, toMenu, toShop } from './say.ts';
import type { Place } from './shop-view.ts';

export interface ProductArgs {
  code: string;
  /** Where in the shop it was found; "back" leads there. */
  from?: Place;
  /** Where it goes, when that was said with the code already. Checked like what is asked for. */
  destination?: string;
}

interface Wished {
  kind: 'wish';
  item: Extract<OrderItem, { kind: 'product' }>;
  customer: CustomerCheck;
}

const BACK: Choice = { id: 'back', label: text('shop-button-back') };

export async function product(chat: TalkChat, app: Commerce, args: ProductArgs): Promise<FlowEnd> {
  const item = await chat.read('product', () => app.product(chat.actor, args.code));
  if (!item) return chat.say(screen([text('shop-refused-not_found')], [toShop, toMenu]));
  const own = pauseChoices(chat.actor, item);
  const closed = whyClosed(item);
  if (closed) return chat.say(screen([...detail(item), closed], [...own, toShop, toMenu]));
  const health = item.kind === 'h2h' ? await chat.read('health', () => app.productHealth(chat.actor, [item.id])) : {};
  const card = [...detail(item), ...healthLines(health[item.id])];
  if (item.kind === 'bill') {
    const end = await bill(chat, app, item, card);
    if (end === 'back') return { next: 'shop', args: args.from ?? {} };
    return end === 'change' ? { next: 'product', args: { ...args, destination: undefined } } : undefined;
  }
  const given = await givenWish(chat, app, item, args.destination);
  const above = given?.kind === 'wrong' ? [...card, wrongText(given.number)] : card;
  const wish = given?.kind === 'wish' ? given : await askWish(chat, app, item, above, own);
  if (wish === 'back') return { next: 'shop', args: args.from ?? {} };
  if (wish === 'stuck') {
    return chat.say(screen([text('shop-destination-stuck', { name: item.name })], [toHuman, toShop, toMenu]));
  }
  const end = await checkout(chat, app, {
    context: 'shop',
    items: [wish.item],
    summary: (quote) => summary(quote, wish.customer),
  });
  return end === 'change' ? { next: 'product', args: { ...args, destination: undefined } } : undefined;
}

async function givenWish(
  chat: TalkChat,
  app: Commerce,
  item: ProductView,
  destination: string | undefined,
): Promise<Wished | { kind: 'wrong'; number: string } | null> {
  if (destination === undefined || item.destinationKind === null) return null;
  const check = await chat.read('given', () => app.checkDestination(chat.actor, item.id, destination));
  if (!check.ok) return null;
  const customer = await chat.read('customer', () => app.customerOf(chat.actor, item.id, destination));
  if (customer.kind === 'wrong') return { kind: 'wrong', number: check.value.display };
  return { kind: 'wish', item: { kind: 'product', productId: item.id, qty: 1, destination }, customer };
}

async function askWish(
  chat: TalkChat,
  app: Commerce,
  item: ProductView,
  card: Text[],
  own: Choice[],
): Promise<Wished | 'back' | 'stuck'> {
  let above = card;
  let qty = 1;
  if (item.kind === 'stock_code' && maxQty(item) > 1) {
    qty = await askQty(chat, above, maxQty(item));
    if (qty === 0) return 'back';
    above = [];
  }
  const wish = { kind: 'product' as const, productId: item.id, qty };
  if (item.destinationKind === null) return { kind: 'wish', item: wish, customer: { kind: 'not_asked' } };
  const destination = await askDestination(chat, app, item, above, [BACK, ...own]);
  if (destination.kind !== 'given') return destination.kind;
  const { input, customer } = destination;
  return { kind: 'wish', item: { ...wish, destination: input }, customer };
}

const maxQty = (item: ProductView): number => Math.min(DEFAULT_SETTINGS.maxQty, item.stock ?? 1);

/** 0 = back to the shop. */
function askQty(chat: TalkChat, above: Text[], max: number): Promise<number> {
  const counts = [1, 2, 3, 5].filter((count) => count <= max);
  const choices = counts.map((count) => ({ id: String(count), label: text('shop-qty', { count }) }));
  return chat.ask('qty', screen([...above, text('shop-ask-qty', { max })], [...choices, BACK]), (words) =>
    readQty(words, max),
  );
}

export function readQty(words: string, max: number): Parsed<number> {
  if (isBack(words)) return { ok: true, value: 0 };
  const qty = readCount(words);
  if (qty === null) return { ok: false, say: text('shop-qty-unclear', { max }) };
  if (qty < 1) return { ok: false, say: text('shop-qty-too-few', { max }) };
  return qty > max ? { ok: false, say: text('shop-qty-too-many', { max, got: qty }) } : { ok: true, value: qty };
}

function detail(item: ProductView): Text[] {
  const lines = [text('shop-product-name', { name: item.name })];
  if (item.priceIdr > 0) lines.push(text('shop-product-price', { price: { money: item.priceIdr } }));
  if (item.stock !== null && item.stock > 0) lines.push(text('shop-product-stock', { stock: item.stock }));
  const about = item.description === '' ? [] : [text('shop-product-about', { description: item.description })];
  return [stack(lines), ...about];
}

function whyClosed(item: ProductView): Text | null {
  if (item.stock === 0) return text('shop-refused-sold_out');
  if (item.reopensAt !== null) return text('refused-cut_off', { reopensAt: clockValue(item.reopensAt, DEFAULT_ZONE) });
  if (item.pausedUntil !== null)
    return text('upkeep-closed-paused', { name: item.name, until: { time: item.pausedUntil, zone: DEFAULT_ZONE } });
  return item.sellable ? null : text('shop-refused-not_sellable');
}

function summary(quote: Quote, customer: CustomerCheck): Text[] {
  const whose = customerText(customer);
  return quote.lines.map((line) => {
    const what = text('shop-summary-item', { name: line.name, qty: line.qty, price: { money: line.unitPriceIdr } });
    const where =
      line.destination === null ? [] : [text('shop-summary-destination', { destination: line.destination })];
    return stack([what, ...where, ...(whose ? [whose] : [])]);
  });
}
