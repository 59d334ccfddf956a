/**
 * Carries out where the ladder leads when nothing is bought at this moment: to the next supplier, to a later time, to a
 * question about the price, or to an end with the money back. The buyer hears of a wait once, not of every attempt.
 */
import type { Core } from '../core.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellBuyer } from '../notices/send.ts';
import { supplyFailedScreen, supplyScheduledScreen, supplyWaitsScreen } from '../notices/supply.ts';
import { zoneOf } from '../order/view.ts';
import { openCase } from '../payment/open-case.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { PurchaseReason } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import { failDelivery } from './fail-delivery.ts';
import { deliverEarlierSuccess } from './earlier-success.ts';
import type { Rung } from './ladder.ts';
import type { Delivery } from './load.ts';
import { moveUnit } from './move.ts';
import { askForDifference } from './requote.ts';

/** Why nothing was bought; the message is the supplier's own. */
export interface Why {
  reason: PurchaseReason;
  message: string;
}

/** The verdict is for the job that works on this unit. */
export async function followRung(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  rung: Rung,
  why: Why,
): Promise<JobVerdict> {
  const { order, line } = delivery;
  if (rung.kind === 'unclear') return deliverEarlierSuccess(core, stores, delivery);
  if (rung.kind === 'wait') return waitUntil(core, stores, delivery, rung);
  if (rung.kind === 'too_dear') return askForDifference(core, stores, delivery, rung.costIdr);
  if (rung.kind === 'used_up') {
    const screen = supplyFailedScreen(order, line, rung.reason, line.unitPriceIdr);
    await failDelivery(core, stores, delivery, why.message || rung.reason, screen);
    return undefined;
  }
  await moveUnit(stores, delivery, 'next_offer', { nextCheckAt: null });
  return { againAt: core.clock.now() };
}

async function waitUntil(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  { until, why }: Extract<Rung, { kind: 'wait' }>,
): Promise<JobVerdict> {
  const { fulfilment, line, order } = delivery;
  const stays = fulfilment.state === 'queued' || fulfilment.state === 'scheduled';
  if (!(await moveUnit(stores, delivery, stays ? 'wait_cut_off' : 'retry_later', { nextCheckAt: until }))) return;
  // A cut-off has a time to name; the trouble of a supplier has none, so that is said once.
  const zone = await zoneOf(stores, [line]);
  if (why === 'cut_off') {
    const screen = supplyScheduledScreen(order, line, until, zone);
    await tellBuyer(core, stores, order, `scheduled:${fulfilment.id}:${until}`, screen);
  } else {
    await tellBuyer(core, stores, order, `later:${fulfilment.id}`, supplyWaitsScreen(order, line, until, zone));
  }
  if (why !== 'cut_off' && until - fulfilment.createdAt >= core.settings.supplierRefusedAfterMs) {
    await leaveToOwner(core, stores, delivery);
  }
  return { againAt: until };
}

/** It goes on waiting and trying; the owner may give the money back instead. */
async function leaveToOwner(core: Core, stores: Stores, { fulfilment, line, order }: Delivery): Promise<void> {
  const detail = (await stores.fulfilments.attemptsOf(fulfilment.id)).at(-1)?.message ?? '';
  await openCase(core, stores, {
    kind: 'supplier_refused',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.unitPriceIdr,
    detail,
    cause: fulfilment.id,
    alert: purchaseAlert(order, 'waits', detail),
  });
}
