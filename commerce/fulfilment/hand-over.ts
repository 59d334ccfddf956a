/**
 * The moment of delivery, in one transaction: state, sealed goods, the message that carries them, and the order's money
 * if this was the last line. Whatever dies afterwards, the message row is there and is sent.
 */
import type { Core } from '../core.ts';
import { goodsScreen } from '../notices/goods.ts';
import { tellBuyer } from '../notices/send.ts';
import { closeIfDone } from '../order/close-order.ts';
import { pageUrl } from '../order/view.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { describeGoods } from './describe-goods.ts';
import { unitEnded } from './end-unit.ts';
import type { Delivery } from './load.ts';
import { fulfilmentNext } from './machine.ts';

/** Delivers; false when the state does not allow it (already final). `serial` null = delivered without a text. */
export async function handOver(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  serial: string | null,
): Promise<boolean> {
  const { fulfilment, line, order } = delivery;
  const step = fulfilmentNext(fulfilment.state, 'delivered');
  if (!step?.effects.includes('deliver')) return false;
  const won = await stores.fulfilments.update(fulfilment.id, fulfilment.version, {
    state: step.to,
    serialSealed: serial === null ? null : core.vault.seal('serial', `fulfilments:${fulfilment.id}`, serial),
    nextCheckAt: null,
    finishedAt: core.clock.now(),
  });
  mustWin(won, fulfilment.id);
  const screen = goodsScreen(order, line, describeGoods(line, serial), pageUrl(core, order));
  await tellBuyer(core, stores, order, `goods:${fulfilment.id}`, screen);
  await unitEnded(core, stores, delivery, 'delivered');
  await closeIfDone(core, stores, order.id);
  return true;
}
