/** What somebody reads about the balance they keep with the shop. Each message ends with how much there is now. */
import type { Order } from '../order/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen, type Text } from '../ports/screen.ts';

const withOrder = (order: Order): Pick<Screen, 'choices'> => ({
  choices: [
    { id: action.order(order.code), label: text('button-see-order') },
    { id: action.menu, label: text('button-menu') },
  ],
});

export const paidFromBalanceScreen = (order: Order, summary: Text, balanceIdr: number): Screen => ({
  lines: [
    text('balance-paid', { code: order.code, summary: { text: summary }, amount: { money: order.totalIdr } }),
    text('balance-now', { balance: { money: balanceIdr } }),
  ],
  ...withOrder(order),
});

/** The answer to an order typed in one line: one line, without buttons, since many may follow one another. */
export const orderLineScreen = (order: Order, summary: Text, balanceIdr: number): Screen => ({
  lines: [
    text('balance-line', {
      code: order.code,
      summary: { text: summary },
      amount: { money: order.totalIdr },
      balance: { money: balanceIdr },
    }),
  ],
});

/** What came may differ from what was asked for: it is the money that counts. */
export const toppedUpScreen = (order: Order, receivedIdr: number, balanceIdr: number, slot: string): Screen => ({
  lines: [
    text(receivedIdr === order.totalIdr ? 'balance-topped-up' : 'balance-topped-up-other', {
      code: order.code,
      amount: { money: receivedIdr },
      asked: { money: order.totalIdr },
    }),
    text('balance-now', { balance: { money: balanceIdr } }),
  ],
  replaces: slot,
  ...withOrder(order),
});
