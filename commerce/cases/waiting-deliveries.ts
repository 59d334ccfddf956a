/** What can be decided about something paid that could not be handed over yet: an order a supplier refuses, a key, a message. */
import { failDelivery } from '../fulfilment/fail-delivery.ts';
import type { FulfilmentState } from '../fulfilment/model.ts';
import { supplyFailedScreen } from '../notices/supply.ts';
import { tellBuyer } from '../notices/send.ts';
import { keyHandedOverScreen } from '../notices/goods.ts';
import { goodsOf } from '../order/goods.ts';
import { Refused } from '../refusal.ts';
import type { Decision } from './decision.ts';
import { unitOf } from './unclear-purchase.ts';

/** Sent at once; a supplier that is paused refuses or takes it like any other trial. */
export const sendNow: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  keepsOpen: true,
  async carryOut(context) {
    const { core, stores } = context;
    const { fulfilment } = await unitOf(context);
    if (fulfilment.state !== 'scheduled' && fulfilment.state !== 'queued') throw new Refused('wrong_state');
    const now = core.clock.now();
    const attempt = (await stores.fulfilments.attemptsOf(fulfilment.id)).at(-1);
    if (attempt) await stores.supply.endPause(attempt.providerId, now);
    const job = { name: 'fulfilment.run', payload: { fulfilmentId: fulfilment.id } } as const;
    await stores.jobs.add({ ...job, dedupeKey: `fulfilment.run:${fulfilment.id}:owner:${now}` }, now);
  },
};

const WAITING: readonly FulfilmentState[] = ['queued', 'scheduled', 'requoted'];

export const stopWaiting: Decision = {
  name: 'refund',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut(context) {
    const { core, stores, reason } = context;
    const unit = await unitOf(context);
    // One that is on its way, or unclear by now, is not given up like this: the supplier may deliver it.
    if (!WAITING.includes(unit.fulfilment.state)) throw new Refused('wrong_state');
    const screen = supplyFailedScreen(unit.order, unit.line, 'product', unit.line.unitPriceIdr);
    if (!(await failDelivery(core, stores, unit, `owner: ${reason}`, screen, 'owner_gives_up')))
      throw new Refused('wrong_state');
  },
};

/** Every key of the stay that is not there yet. */
export const makeKeyNow: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  keepsOpen: true,
  async carryOut({ core, stores, order }) {
    const stay = await stores.stays.stayOfOrder(order.id);
    if (stay?.state !== 'confirmed') throw new Refused('wrong_state');
    const now = core.clock.now();
    for (const room of await stores.stays.stayRooms(stay.id)) {
      const dedupeKey = `key.issue:${room.id}`;
      if (await stores.jobs.bringForward(dedupeKey, now)) continue;
      await stores.jobs.add({ name: 'key.issue', payload: { stayRoomId: room.id }, dedupeKey }, now);
    }
  },
};

/** The guest has a key from the desk. */
export const keyHandedOver: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: false,
  async carryOut({ core, stores, row, order }) {
    await tellBuyer(core, stores, order, `key-handed:${row.id}`, keyHandedOverScreen(order));
  },
};

/** Once more to the chat the order came from. */
export const sendGoodsAgain: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  async carryOut({ core, stores, order }) {
    const goods = await goodsOf(core, stores, order);
    const { chatId } = order;
    if (goods.length === 0 || !chatId) throw new Refused('wrong_state');
    await stores.outgoing.append(
      goods.map((item) => ({ chatId, screen: item.screen })),
      core.clock.now(),
    );
  },
};
