/** The list of a person's orders, and one of them. Both say and end; what can be done with an order is on its buttons. */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text } from '../../commerce/ports/screen.ts';
import { isStaff } from '../../commerce/people/rights.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { orderLine, orderScreen } from './order-screen.ts';
import { screen, stack, toHuman, toMenu, toOrders, toRooms, toShop } from './say.ts';

/** Older orders are reached by typing their code. */
const MAX_LISTED = 8;

export async function orders(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const mine = await app.myOrders(chat.actor, { limit: MAX_LISTED, offset: 0 });
  if (mine.length === 0) return chat.say(screen([text('orders-none')], [toRooms, toShop, toMenu]));
  const choices = mine.map(({ code }) => ({ id: action.order(code), label: text('orders-button-order', { code }) }));
  await chat.say(
    screen([text('orders-list'), stack(mine.map(orderLine)), text('orders-list-ask')], [...choices, toMenu]),
  );
}

export async function order(chat: TalkChat, app: Commerce, args: { code: string }): Promise<FlowEnd> {
  const found = await app.order(chat.actor, args.code);
  if (!found)
    return chat.say(screen([text('orders-refused-not_found', { code: args.code })], [toOrders, toHuman, toMenu]));
  await chat.say(orderScreen(found, isStaff(chat.actor)));
}
