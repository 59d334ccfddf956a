/**
 * Money for a top-up came. It is on the payer's balance already, by its receipt; here the order ends and the payer is
 * told. Whatever came counts, as often as it came: too little, too much, too late or twice is simply that much balance,
 * so a top-up never waits for a person.
 */
import type { Core } from '../core.ts';
import { account } from '../ledger/accounts.ts';
import { balanceOf } from '../ledger/balance.ts';
import { toppedUpScreen } from '../notices/balance.ts';
import { paymentSlot } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import { orderNext } from '../order/machine.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import type { Payment } from './model.ts';
import { withdrawOthers } from './withdraw.ts';

/** A top-up stands alone in its order. */
export const isTopUp = async (stores: Stores, order: Order): Promise<boolean> =>
  (await stores.orders.lines(order.id)).some((line) => line.kind === 'topup');

/** `cause` names the receipt: each is told once. */
export async function creditTopUp(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  receivedIdr: number,
  cause: string,
): Promise<void> {
  const step = orderNext(order.state, 'credited');
  const now = core.clock.now();
  if (step) {
    const ended = { state: step.to, paidAt: now, closedAt: now };
    mustWin(await stores.orders.update(order.id, order.version, ended), order.code);
  }
  const { environment, personId, id: orderId } = order;
  const { availableIdr } = await balanceOf(stores, account.customer(environment, { personId, orderId }));
  const attempts = await stores.payments.ofOrder(order.id);
  await withdrawOthers(core, stores, attempts, payment);
  const screen = toppedUpScreen(order, receivedIdr, availableIdr, paymentSlot(attempts.at(-1) ?? payment));
  await tellBuyer(core, stores, order, `topped-up:${cause}`, screen);
}
