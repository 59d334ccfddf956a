/**
 * Orders typed in one line each. This first half makes out what is meant and hands on to `place-lines`, which asks and
 * orders. It never asks by itself, so what was typed is in no stored dialog. Words that only look like an order go the
 * way of all words.
 */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { readOrderLines, type LineReading } from '../understand/order-lines.ts';
import { normalise } from '../understand/words.ts';
import { problemText } from './destination.ts';
import type { TypedLine } from './place-lines.ts';
import { screen, toMenu } from './say.ts';

const MAX_LINES = DEFAULT_SETTINGS.maxOrderLines;

export async function orderLines(chat: TalkChat, app: Commerce, args: { text: string }): Promise<FlowEnd> {
  const lines = readOrderLines(args.text, MAX_LINES);
  if (lines === 'too_many') return chat.say(screen([text('lines-too-many', { max: MAX_LINES })], [toMenu]));
  const asWords: FlowEnd = { next: 'words', args: { words: normalise(args.text) } };
  if (lines === null) return asWords;
  const read: TypedLine[] = [];
  for (const [at, line] of lines.entries()) {
    read.push(await chat.read(`line:${at}`, () => understand(chat, app, line)));
  }
  const known = read.filter((line) => line.item !== null);
  const [only] = known;
  if (!only?.item) return asWords;
  const isReseller = chat.actor.roles.includes('reseller');
  if (isReseller) return { next: 'place-lines', args: { lines: read } };
  // Somebody without a balance is taken to the product, with what they typed so far.
  if (lines.length > 1) return chat.say(screen([text('lines-reseller-only')], [toMenu]));
  return { next: 'product', args: { code: only.item.code, destination: only.item.destination } };
}

async function understand(chat: TalkChat, app: Commerce, line: LineReading): Promise<TypedLine> {
  for (const { code, rest } of line.cuts) {
    const product = await app.product(chat.actor, code);
    if (product) return readRest(chat, app, product, rest);
  }
  return { shown: line.shown, item: null, problem: text('lines-unknown', { code: line.cuts[0]?.code ?? line.shown }) };
}

async function readRest(chat: TalkChat, app: Commerce, product: ProductView, rest: string): Promise<TypedLine> {
  const { id: productId, code } = product;
  const shown = `${code} ${rest}`;
  if (product.destinationKind === null)
    return { shown, item: null, problem: text('lines-no-destination', { name: product.name }) };
  const check = await app.checkDestination(chat.actor, productId, rest);
  const item = { productId, code, name: product.name, destination: rest, value: '' };
  if (!check.ok) return { shown, item, problem: problemText(product, check) };
  return { shown: `${code} ${check.value.display}`, item: { ...item, value: check.value.value }, problem: null };
}
