/**
 * Goods that came after their money had gone back. They are withheld until the owner decides: asked for again with the
 * buyer's consent, given away, or written off. What they cost is booked as a loss until somebody pays.
 */
import type { Core } from '../core.ts';
import { goodsScreen } from '../notices/goods.ts';
import { tellBuyer } from '../notices/send.ts';
import { lateChargeScreen } from '../notices/supply.ts';
import { pageUrl, zoneOf } from '../order/view.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { lossToCost } from './book-cost.ts';
import { describeGoods } from './describe-goods.ts';
import type { Delivery } from './load.ts';
import { moveUnit } from './move.ts';
import { scheduleChargeEnd } from './requote.ts';
import type { Charge } from './supply-model.ts';

/** False when they are not waiting any more. `paid`: the buyer paid again, so their cost is no loss. */
export async function handOverLate(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  how: 'paid' | 'given',
): Promise<boolean> {
  const { fulfilment, order, line } = delivery;
  if (!(await moveUnit(stores, delivery, 'late_handed_over', { finishedAt: core.clock.now() }))) return false;
  const serial = fulfilment.serialSealed
    ? core.vault.open('serial', `fulfilments:${fulfilment.id}`, fulfilment.serialSealed)
    : null;
  const screen = goodsScreen(order, line, describeGoods(line, serial), pageUrl(core, order));
  await tellBuyer(core, stores, order, `goods:${fulfilment.id}`, screen);
  const bought = (await stores.fulfilments.attemptsOf(fulfilment.id)).findLast((row) => row.outcome === 'success');
  if (how === 'paid' && bought) await lossToCost(core, stores, order, bought);
  return true;
}

/** Asks the buyer whether they want to pay for them after all. */
export async function offerLateGoods(core: Core, stores: Stores, delivery: Delivery): Promise<void> {
  const { fulfilment, order, line } = delivery;
  const charges = await stores.supply.chargesOf(fulfilment.id);
  const asked = charges.filter((row) => row.kind === 'late_delivery').length;
  if (order.chatId === null || order.personId === null || asked >= core.settings.chargeRounds) {
    throw new Refused('wrong_state');
  }
  const now = core.clock.now();
  const charge: Charge = {
    id: core.ids.uuid(),
    fulfilmentId: fulfilment.id,
    environment: order.environment,
    kind: 'late_delivery',
    round: charges.length + 1,
    amountIdr: line.unitPriceIdr,
    ceilingIdr: 0,
    state: 'offered',
    orderId: null,
    expiresAt: now + core.settings.chargeOfferMs,
    createdAt: now,
  };
  await stores.supply.insertCharge(charge);
  await scheduleChargeEnd(core, stores, charge);
  const screen = lateChargeScreen(order, line, charge, await zoneOf(stores, [line]));
  await tellBuyer(core, stores, order, `late-charge:${charge.id}`, screen);
}
