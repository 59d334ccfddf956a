/** Small parts every flow uses to build a Screen. Wording is in conversations/messages, never here. */
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text, type TextValue } from '../../commerce/ports/screen.ts';
import { instantOf } from '../../commerce/stay/local-time.ts';

export const toMenu: Choice = { id: action.menu, label: text('menu-button-menu') };
export const toHuman: Choice = { id: action.human, label: text('menu-button-human') };
export const toShop: Choice = { id: action.shop, label: text('menu-button-shop') };
export const toRooms: Choice = { id: action.rooms, label: text('menu-button-rooms') };
export const toOrders: Choice = { id: action.orders, label: text('menu-button-orders') };
export const toOrder = (code: string): Choice => ({ id: action.order(code), label: text('menu-button-order') });

/** Paragraphs, with buttons below when there are any. */
export const screen = (lines: Text[], choices: Choice[] = []): Screen =>
  choices.length > 0 ? { lines, choices } : { lines };

/** "14:00" of a property's clock, to be written the reader's way. */
export const clockValue = (time: string, zone: string): TextValue => ({ time: instantOf(ANY_DAY, time, zone), zone });
/** Which day it is does not matter: the zones we sell in have no daylight saving. */
const ANY_DAY = '2026-01-01';

/** Slots of the widest stack in the message files. */
const SLOTS = ['a', 'b', 'c', 'd'] as const;

/**
 * Several sentences as the lines of one paragraph. A tree of four branches, because sentences may stand only so deep
 * inside one another: sixteen lines are two levels.
 */
export function stack(texts: readonly Text[]): Text {
  const [only] = texts;
  if (!only) throw new Error('nothing to stack');
  if (texts.length === 1) return only;
  const size = Math.ceil(texts.length / SLOTS.length);
  const parts: Text[] = [];
  for (let i = 0; i < texts.length; i += size) parts.push(stack(texts.slice(i, i + size)));
  const values = Object.fromEntries(parts.map((part, i) => [SLOTS[i] ?? '', { text: part }]));
  return text(`menu-stack-${parts.length}`, values);
}

/** Lines of one paragraph: more are hard to read on a small screen. */
const PARAGRAPH = 10;

/** Lines, however many, in paragraphs short enough to read. */
export function paragraphs(lines: readonly Text[]): Text[] {
  const parts: Text[] = [];
  for (let from = 0; from < lines.length; from += PARAGRAPH) parts.push(stack(lines.slice(from, from + PARAGRAPH)));
  return parts;
}
