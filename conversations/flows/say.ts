/** Small parts every flow uses to build a Screen. Wording is in conversations/messages, never here. */
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../../commerce/ports/screen.ts';

export const toMenu: Choice = { id: action.menu, label: text('menu-button-menu') };
export const toHuman: Choice = { id: action.human, label: text('menu-button-human') };
export const toShop: Choice = { id: action.shop, label: text('menu-button-shop') };
export const toRooms: Choice = { id: action.rooms, label: text('menu-button-rooms') };
export const toOrders: Choice = { id: action.orders, label: text('menu-button-orders') };
export const toOrder = (code: string): Choice => ({ id: action.order(code), label: text('menu-button-order') });

/** Paragraphs, with buttons below when there are any. */
export const screen = (lines: Text[], choices: Choice[] = []): Screen =>
  choices.length > 0 ? { lines, choices } : { lines };

/** Several sentences as the lines of one paragraph. */
export function stack(texts: readonly Text[]): Text {
  const [first, ...rest] = texts;
  if (!first) throw new Error('nothing to stack');
  return rest.length === 0 ? first : text('menu-stack', { first: { text: first }, rest: { text: stack(rest) } });
}
