/**
 * The price rose above what was agreed: the buyer is asked to pay the difference or gets the money back, which is also
 * what happens when nobody answers. Nothing is charged by itself, and nothing is bought meanwhile.
 */
import type { Core } from '../core.ts';
import { tellBuyer } from '../notices/send.ts';
import { requoteScreen, supplyFailedScreen } from '../notices/supply.ts';
import { zoneOf } from '../order/view.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import { failDelivery } from './fail-delivery.ts';
import { ceilingOf } from './find-rung.ts';
import type { Delivery } from './load.ts';
import { moveUnit } from './move.ts';
import type { Charge } from './supply-model.ts';

/** Differences are asked in whole hundreds. */
const ROUND_IDR = 100;
/** After the price list is due, its job gets this long. */
const LIST_MS = 15_000;

/** `costIdr` null: a supplier refused the ceiling without saying its price, which is looked up first. */
export async function askForDifference(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  costIdr: number | null,
): Promise<JobVerdict> {
  if (costIdr === null) return lookUpPrice(core, stores, delivery);
  const { fulfilment, order, line } = delivery;
  const charges = await stores.supply.chargesOf(fulfilment.id);
  const amountIdr = differenceIdr(core, costIdr, ceilingOf(line, charges));
  const askable = order.chatId !== null && order.personId !== null && charges.length < core.settings.chargeRounds;
  // Dearer than the thing itself is no price rise but a fault of somebody's list.
  if (!askable || amountIdr > line.unitPriceIdr) return giveBack(core, stores, delivery);
  const now = core.clock.now();
  const charge: Charge = {
    id: core.ids.uuid(),
    fulfilmentId: fulfilment.id,
    environment: order.environment,
    kind: 'price_rise',
    round: charges.length + 1,
    amountIdr,
    ceilingIdr: costIdr,
    state: 'offered',
    orderId: null,
    expiresAt: now + core.settings.chargeOfferMs,
    createdAt: now,
  };
  if (!(await moveUnit(stores, delivery, 'price_rose', { nextCheckAt: charge.expiresAt }))) return;
  await stores.supply.insertCharge(charge);
  await scheduleChargeEnd(core, stores, charge);
  const screen = requoteScreen(order, line, charge, await zoneOf(stores, [line]));
  await tellBuyer(core, stores, order, `requote:${charge.id}`, screen);
}

function differenceIdr(core: Core, costIdr: number, ceilingIdr: number): number {
  const gapIdr = Math.max(costIdr - ceilingIdr, core.settings.chargeMinIdr);
  return Math.ceil(gapIdr / ROUND_IDR) * ROUND_IDR;
}

export async function scheduleChargeEnd(core: Core, stores: Stores, charge: Charge): Promise<void> {
  await stores.jobs.add(
    {
      name: 'charge.expire',
      payload: { chargeId: charge.id },
      dedupeKey: `charge.expire:${charge.id}:${charge.expiresAt}`,
      runAt: charge.expiresAt,
    },
    core.clock.now(),
  );
}

async function giveBack(core: Core, stores: Stores, delivery: Delivery): Promise<void> {
  const { order, line } = delivery;
  await failDelivery(
    core,
    stores,
    delivery,
    'price rose, difference not paid',
    supplyFailedScreen(order, line, 'price', line.unitPriceIdr),
  );
}

/** Asks for the price list of whoever refused, as soon as that may be asked for again; not found in time = money back. */
async function lookUpPrice(core: Core, stores: Stores, delivery: Delivery): Promise<JobVerdict> {
  const attempts = await stores.fulfilments.attemptsOf(delivery.fulfilment.id);
  const refused = attempts.filter((row) => row.reason === 'price');
  const last = refused.at(-1);
  const now = core.clock.now();
  const deadline = (last?.answeredAt ?? last?.submittedAt ?? 0) + core.settings.priceWaitMs;
  if (now >= deadline) return giveBack(core, stores, delivery);
  let lookAt = now;
  for (const providerId of new Set(refused.map((row) => row.providerId))) {
    const provider = await stores.providers.get(providerId);
    if (!provider) continue;
    const gapMs = core.registry.supplier(provider).capabilities.minPriceListGapMs;
    const askedAt = (await stores.upkeep.priceLists.get(providerId))?.askedAt ?? 0;
    const runAt = Math.max(now, askedAt + gapMs);
    const dedupeKey = `supplier.sync:${providerId}:price`;
    const since = last?.answeredAt ?? now;
    await stores.jobs.add({ name: 'supplier.sync', payload: { providerId, since }, dedupeKey, runAt }, now);
    lookAt = Math.max(lookAt, runAt);
  }
  const until = Math.min(lookAt + LIST_MS, deadline);
  const { state } = delivery.fulfilment;
  const event = state === 'queued' || state === 'scheduled' ? 'wait_cut_off' : 'retry_later';
  if (!(await moveUnit(stores, delivery, event, { nextCheckAt: until }))) return;
  return { againAt: until };
}
