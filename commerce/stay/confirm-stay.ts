/**
 * Delivers a room: the held nights become sold, the booking is confirmed, and a key job per room is planned. For a stay
 * that begins within the lead time the key comes at once.
 */
import type { Core } from '../core.ts';
import { fulfilmentNext } from '../fulfilment/machine.ts';
import { loadDelivery } from '../fulfilment/load.ts';
import { stayConfirmedScreen } from '../notices/goods.ts';
import { tellBuyer } from '../notices/send.ts';
import { closeIfDone } from '../order/close-order.ts';
import { nightsOf } from '../order/reserve.ts';
import { pageUrl } from '../order/view.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { stayFacts } from './facts.ts';
import { instantOf } from './local-time.ts';
import { stayNext } from './machine.ts';
import type { Property, Stay } from './model.ts';

export async function confirmStay(core: Core, fulfilmentId: string): Promise<void> {
  await core.uow.run('fulfilment.stay', async (stores) => {
    const { fulfilment, line, order } = await loadDelivery(stores, fulfilmentId);
    const step = fulfilmentNext(fulfilment.state, 'delivered');
    if (!step?.effects.includes('deliver') || !line.stayId) return;
    const facts = await stayFacts(stores, line.stayId);
    const stayStep = stayNext(facts.stay.state, 'confirm');
    if (!stayStep) throw new Error(`stay of order ${order.code} is ${facts.stay.state}, not held`);
    mustWin(await stores.stays.updateStay(facts.stay.id, facts.stay.version, { state: stayStep.to }), facts.stay.id);
    await stores.stays.heldToSold(facts.stay.roomTypeId, nightsOf(facts.stay), facts.stay.rooms);
    const done = { state: step.to, finishedAt: core.clock.now() } as const;
    mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, done), fulfilment.id);
    const keyAt = keyDueAt(core, facts.stay, facts.property);
    await planKeys(core, stores, facts.stay, keyAt);
    const later = keyAt > core.clock.now() ? keyAt : null;
    await tellBuyer(
      core,
      stores,
      order,
      `stay:${facts.stay.id}`,
      stayConfirmedScreen(order, facts, later, pageUrl(core, order)),
    );
    await closeIfDone(core, stores, order.id);
  });
}

/** When the guest gets the key: at once on the day of arrival, else the lead time before check-in. */
export function keyDueAt(core: Core, stay: Stay, property: Property): number {
  const checkInAt = instantOf(stay.checkIn, property.checkInTime, property.zone);
  const startOfDay = instantOf(stay.checkIn, '00:00', property.zone);
  const now = core.clock.now();
  return now >= startOfDay ? now : Math.max(checkInAt - core.settings.keyLeadMs, now);
}

async function planKeys(core: Core, stores: Stores, stay: Stay, runAt: number): Promise<void> {
  for (const room of await stores.stays.stayRooms(stay.id)) {
    await stores.jobs.add(
      { name: 'key.issue', payload: { stayRoomId: room.id }, dedupeKey: `key.issue:${room.id}`, runAt },
      core.clock.now(),
    );
  }
}
