/**
 * Orders typed in one line each. This first half makes out what is meant, looks at a PIN typed along, and hands on to
 * `place-lines`, which asks and orders. It never asks by itself, so what was typed, PIN and all, is in no stored dialog.
 * Words that only look like an order go the way of all words.
 */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { readOrderLines, withoutPin, type LineReading } from '../understand/order-lines.ts';
import { normalise } from '../understand/words.ts';
import type { PinVerdict } from '../../commerce/people/verify-pin.ts';
import { problemText } from './destination.ts';
import type { TypedLine } from './place-lines.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu } from './say.ts';

const MAX_LINES = DEFAULT_SETTINGS.maxOrderLines;

export async function orderLines(chat: TalkChat, app: Commerce, args: { text: string }): Promise<FlowEnd> {
  const lines = readOrderLines(args.text, MAX_LINES);
  if (lines === 'too_many') return chat.say(screen([text('lines-too-many', { max: MAX_LINES })], [toMenu]));
  const asWords: FlowEnd = { next: 'words', args: { words: normalise(args.text) } };
  if (lines === null) return asWords;
  const hasPin = await chat.read('pin', async () => {
    const answer = await app.balance(chat.actor);
    return answer.ok && answer.balance.reseller?.hasPin === true;
  });
  const read: TypedLine[] = [];
  const pins = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const { pin, ...typed } = await chat.read(`line:${at}`, () => understand(chat, app, line, hasPin));
    read.push(typed);
    if (pin !== null) pins.add(pin);
  }
  const known = read.filter((line) => line.item !== null);
  const [only] = known;
  if (!only?.item) return asWords;
  const isReseller = chat.actor.roles.includes('reseller');
  if (isReseller) {
    const verdict = await lookAt(chat, app, pins);
    if (verdict?.kind === 'wrong')
      return chat.say(screen([text('lines-pin-wrong', { triesLeft: verdict.triesLeft })], [toMenu]));
    if (verdict?.kind === 'locked') {
      const refusal = { ok: false as const, reason: 'pin_locked' as const, detail: { until: verdict.until } };
      return chat.say(screen([refusalText(refusal, 'help')], [toHuman, toMenu]));
    }
    return { next: 'place-lines', args: { lines: read, asksPin: hasPin && verdict === null } };
  }
  // Somebody without a balance is taken to the product, with what they typed so far.
  if (lines.length > 1) return chat.say(screen([text('lines-reseller-only')], [toMenu]));
  return { next: 'product', args: { code: only.item.code, destination: only.item.destination } };
}

/** Several lines carry the same PIN; of different ones the first is tried, and being wrong it ends the lot. */
async function lookAt(chat: TalkChat, app: Commerce, pins: ReadonlySet<string>): Promise<PinVerdict | null> {
  const [pin] = pins;
  return pin === undefined ? null : chat.once('verify', () => app.verifyPin(chat.actor, pin));
}

type ReadLine = TypedLine & { pin: string | null };

async function understand(chat: TalkChat, app: Commerce, line: LineReading, hasPin: boolean): Promise<ReadLine> {
  for (const { code, rest } of line.cuts) {
    const product = await app.product(chat.actor, code);
    if (product) return readRest(chat, app, product, rest, hasPin);
  }
  const problem = text('lines-unknown', { code: line.cuts[0]?.code ?? line.shown });
  return { shown: hasPin ? (withoutPin(line.shown)?.rest ?? line.shown) : line.shown, item: null, problem, pin: null };
}

/** A last group of digits is a PIN only where the number is right without it and wrong with it. */
async function readRest(
  chat: TalkChat,
  app: Commerce,
  product: ProductView,
  typed: string,
  hasPin: boolean,
): Promise<ReadLine> {
  const { id: productId, code } = product;
  const cut = hasPin ? withoutPin(typed) : null;
  const check = (destination: string) => app.checkDestination(chat.actor, productId, destination);
  const whole = await check(typed);
  const short = cut && !whole.ok ? await check(cut.rest) : null;
  const [rest, found, pin] = cut && short?.ok ? [cut.rest, short, cut.pin] : [typed, whole, null];
  const shown = `${code} ${cut?.rest ?? rest}`;
  if (product.destinationKind === null)
    return { shown, item: null, problem: text('lines-no-destination', { name: product.name }), pin: null };
  const item = { productId, code, name: product.name, destination: rest, value: '' };
  if (!found.ok) return { shown, item: { ...item, destination: '' }, problem: problemText(product, found), pin };
  return { shown: `${code} ${found.value.display}`, item: { ...item, value: found.value.value }, problem: null, pin };
}
