/**
 * Orders lines that were understood, from the balance. Each order answers for itself in one line, in its own transaction:
 * said from here, the answer could come after the goods. Only what was not ordered is said here, a line each. A line that
 * was just ordered is asked about first: all such lines in one question, because somebody who pastes a list wants to
 * decide once.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { Repeat } from '../../commerce/order/repeats.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { readConfirm } from './checkout.ts';
import { askPin } from './pin.ts';
import { refusalText } from './refusals.ts';
import { withCustomers } from './line-customers.ts';
import { paragraphs, screen, toMenu } from './say.ts';

export interface TypedLine {
  /** As it is shown back: code and destination. */
  shown: string;
  /** Null when no product was meant. */
  item: { productId: string; code: string; name: string; destination: string; value: string } | null;
  /** What is wrong with it; null when it can be ordered. */
  problem: Text | null;
}

const AGAIN: Choice[] = [
  { id: 'yes', label: text('lines-button-again') },
  { id: 'no', label: text('lines-button-skip') },
];

export interface PlaceArgs {
  lines: TypedLine[];
  /** The reseller has a PIN and typed none along. */
  asksPin: boolean;
}

export async function placeLines(
  chat: TalkChat,
  app: Commerce,
  { lines: typed, asksPin }: PlaceArgs,
): Promise<FlowEnd> {
  const lines = await withCustomers(chat, app, typed);
  // Kept at once: looked up again after a crash, an order of this very message would be taken for one before it.
  const repeats = await chat.once('same', () => Promise.all(lines.map((line) => sameAs(chat, app, line))));
  const twice = lines.map((line, at) => firstOf(lines, line) !== at);
  const doubtful = lines.filter((line, at) => ready(line) && (twice[at] || repeats[at]?.mayRepeat));
  const again = doubtful.length > 0 && (await askAgain(chat, doubtful)) === 'yes';
  if (asksPin && lines.some(ready) && (await askPin(chat, app, 'lines')) === 'locked') return;
  const left: Text[] = [];
  let isShort = false;
  for (const [at, line] of lines.entries()) {
    const repeat = repeats[at] ?? null;
    const why = line.problem ?? skipped(repeat, twice[at] === true, again);
    if (why) {
      left.push(text('lines-not', { line: line.shown, why: { text: why } }));
      continue;
    }
    const placed = await chat.once(`place:${at}`, (key) => place(chat, app, line, key));
    isShort ||= !placed.ok && placed.reason === 'balance_short';
    if (!placed.ok) left.push(text('lines-not', { line: line.shown, why: { text: refusalText(placed, 'shop') } }));
  }
  if (left.length > 0) await chat.say(screen(paragraphs(left), [...(isShort ? [toTopUp] : []), toPrices, toMenu]));
}

const toTopUp: Choice = { id: action.topUp, label: text('lines-button-top-up') };
const toPrices: Choice = { id: action.priceList, label: text('pricelist-button-all') };

const ready = (line: TypedLine): boolean => line.problem === null && line.item !== null;

/** Where the same order stands first in the message. */
const firstOf = (lines: readonly TypedLine[], { item }: TypedLine): number =>
  lines.findIndex((other) => other.item?.productId === item?.productId && other.item?.value === item?.value);

async function sameAs(chat: TalkChat, app: Commerce, line: TypedLine): Promise<Repeat | null> {
  if (!ready(line) || !line.item) return null;
  return app.recentSame(chat.actor, line.item.productId, line.item.value);
}

/** Why a line is left out although nothing is wrong with it. */
function skipped(repeat: Repeat | null, isTwice: boolean, again: boolean): Text | null {
  if (repeat && !repeat.mayRepeat) return text('lines-once-only', sameOrder(repeat));
  if (again || (!repeat && !isTwice)) return null;
  return repeat ? text('lines-skipped', sameOrder(repeat)) : text('lines-skipped-twice');
}

const sameOrder = ({ code, placedAt }: Repeat) => ({ code, at: { time: placedAt, zone: DEFAULT_ZONE } });

function askAgain(chat: TalkChat, doubtful: readonly TypedLine[]): Promise<string> {
  const list = paragraphs(doubtful.map((line) => text('lines-item', { line: line.shown })));
  const lines = [text('lines-again', { count: doubtful.length }), ...list, text('lines-again-ask')];
  return chat.choose('again', screen(lines), AGAIN, (words) => {
    const read = readConfirm(words);
    return read.ok && read.value === 'change' ? { ok: true, value: 'no' } : read;
  });
}

async function place(chat: TalkChat, app: Commerce, line: TypedLine, key: string) {
  const { productId = '', destination = '' } = line.item ?? {};
  return app.placeOrder(chat.actor, key, {
    chatId: chat.chatId,
    items: [{ kind: 'product', productId, qty: 1, destination }],
    payWith: 'balance',
    brief: true,
  });
}
