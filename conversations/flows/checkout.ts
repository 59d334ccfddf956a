/**
 * The last steps of every sale: the price as it is now, "is this right?", and the order. It ends there: the payment is
 * prepared by a job and arrives as a notice, so the person may do something else meanwhile.
 */
import type { Commerce, OrderItem, Quote } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { Parsed, TalkChat } from '../port.ts';
import { fold, isNo, isYes } from '../understand/words.ts';
import { refusalText } from './refusals.ts';
import { nextHow, payOptions, readPurse, shortText, wayOf, type PayChoice, type Purse } from './paying.ts';
import { opened, readWays } from './pay-ways.ts';
import type { PayWay } from '../../commerce/payment/methods.ts';
import { askPin } from './pin.ts';
import { screen, toHuman, toMenu, toRooms, toShop } from './say.ts';

export interface Wish {
  context: 'rooms' | 'shop';
  items: OrderItem[];
  /** What is bought, shown back before paying; the total is added below it. */
  summary: (quote: Quote) => Text[];
}

/** `change`: the person wants to alter something; `closed`: ordered, declined or refused, and said so. */
export type CheckoutEnd = 'change' | 'closed';

/** How often a price may move while somebody decides. */
const MAX_ROUNDS = 4;

export async function checkout(chat: TalkChat, app: Commerce, wish: Wish): Promise<CheckoutEnd> {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const priced = await chat.read(`quote:${round}`, () => app.quote(chat.actor, wish.items));
    if (!priced.ok) return refused(chat, refusalText(priced, wish.context), wish);
    const purse = await readPurse(chat, app, round);
    const ways = await readWays(chat, app, `${round}`, priced.quote.totalIdr);
    const answer = await confirm(chat, wish, priced.quote, { purse, ways }, round);
    if (answer === 'change') return 'change';
    if (answer === 'no') return declined(chat, wish);
    if (answer === 'balance' && purse?.hasPin && (await askPin(chat, app, `pin:${round}`)) === 'locked')
      return 'closed';
    const pay = await wayOf(chat, answer, priced.quote, ways, round);
    const placed = await chat.once(`place:${round}`, (key) => place(chat, app, wish, priced.quote, pay, key));
    // The order itself says that it is noted, in its own transaction: from here the message could come after the QR.
    if (placed.ok) return 'closed';
    if (placed.reason !== 'price_changed') return refused(chat, refusalText(placed, wish.context), wish);
    await chat.say(screen([text('checkout-price-changed')]));
  }
  return refused(chat, text('checkout-price-unsteady'), wish);
}

const CONFIRM: Choice[] = [
  { id: 'yes', label: text('checkout-button-yes') },
  { id: 'change', label: text('checkout-button-change') },
  { id: 'no', label: text('checkout-button-no') },
];

/** With money on a balance the question is how to pay as well; whoever has none is not asked. */
function confirm(
  chat: TalkChat,
  wish: Wish,
  quote: Quote,
  { purse, ways }: { purse: Purse | null; ways: PayWay[] },
  round: number,
): Promise<string> {
  const lines = [...wish.summary(quote), text('checkout-total', { total: { money: quote.totalIdr } })];
  const total = quote.totalIdr;
  const covers = purse !== null && purse.spendableIdr >= total;
  if (purse && !covers) lines.push(shortText(purse, total));
  lines.push(covers ? text('checkout-ask-balance') : text(`checkout-ask-${wish.context}`, { how: nextHow(ways) }));
  const [, ...others] = CONFIRM;
  const options = covers ? [...payOptions(purse, ways), ...others] : CONFIRM;
  return chat.choose(`confirm:${round}`, screen(lines), options, covers ? readPaying : readConfirm);
}

export function readConfirm(words: string): Parsed<string> {
  if (isYes(words)) return { ok: true, value: 'yes' };
  if (isNo(words)) return { ok: true, value: 'no' };
  if (/^(?:ubah|ganti|ralat|salah|change|edit|wrong|koreksi|kembali|back)\b/.test(fold(words)))
    return { ok: true, value: 'change' };
  return { ok: false, say: text('checkout-yes-or-no') };
}

/** The journalled result is small: the order is read again wherever it is shown. */
async function place(chat: TalkChat, app: Commerce, wish: Wish, quote: Quote, pay: PayChoice, key: string) {
  const placed = await app.placeOrder(chat.actor, key, {
    chatId: chat.chatId,
    items: wish.items,
    expectedTotalIdr: quote.totalIdr,
    ...('payWith' in pay ? pay : await opened(pay)),
  });
  return placed.ok ? { ok: true as const, code: placed.order.code } : placed;
}

/** "Saldo" and "QRIS" name the way; a plain yes takes the balance, which is why it is kept. */
function readPaying(words: string): Parsed<string> {
  if (/^(?:pakai |bayar (?:pakai )?|pay (?:from |with )?|from )?(?:saldo|balance)$/.test(fold(words)) || isYes(words))
    return { ok: true, value: 'balance' };
  if (/^(?:pakai |bayar (?:pakai )?|pay (?:with )?)?(?:qris|qr)$/.test(fold(words))) return { ok: true, value: 'yes' };
  return readConfirm(words);
}

async function declined(chat: TalkChat, wish: Wish): Promise<CheckoutEnd> {
  await chat.say(screen([text(`checkout-declined-${wish.context}`)], [toMenu]));
  return 'closed';
}

async function refused(chat: TalkChat, why: Text, wish: Wish): Promise<CheckoutEnd> {
  await chat.say(screen([why], [wish.context === 'rooms' ? toRooms : toShop, toHuman, toMenu]));
  return 'closed';
}
