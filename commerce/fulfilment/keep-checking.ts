/** A purchase nobody is sure of: asked about again by plan, told to the buyer once, in review when the short steps are over. */
import type { Core } from '../core.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellBuyer } from '../notices/send.ts';
import { supplyPendingScreen, supplyReviewScreen } from '../notices/supply.ts';
import { zoneOf } from '../order/view.ts';
import { openCase } from '../payment/open-case.ts';
import type { PurchaseReading } from '../ports/supplier.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { nextCheckAt } from './check-schedule.ts';
import type { Delivery } from './load.ts';
import { fulfilmentNext } from './machine.ts';
import type { FulfilmentAttempt } from './model.ts';
import { readingToEvent } from './reading-event.ts';

/** True when it is a person's to look at from now on. */
export async function keepChecking(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<boolean> {
  const { fulfilment, line, order } = delivery;
  const schedule = nextCheckAt(
    { checkCount: fulfilment.checkCount, beganAt: attempt.submittedAt },
    core.clock.now(),
    core.settings,
  );
  const used = fulfilment.state === 'pending' && schedule.usedUp;
  const step = fulfilmentNext(fulfilment.state, used ? 'checks_used_up' : readingToEvent(reading, 'check'));
  if (!step) return false;
  const isLost = await cannotBeAskedAbout(core, stores, attempt, reading);
  const checkCount = isLost ? core.settings.supplierChecks : fulfilment.checkCount + 1;
  const patch = { state: step.to, nextCheckAt: schedule.at, checkCount };
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, patch), fulfilment.id);
  if (schedule.at !== null) {
    const job = {
      name: 'fulfilment.check',
      payload: { fulfilmentId: fulfilment.id },
      dedupeKey: checkKey(attempt),
      runAt: schedule.at,
    } as const;
    await stores.jobs.add(job, core.clock.now());
  }
  if (step.effects.includes('tell_waiting') && schedule.at !== null) {
    const screen = supplyPendingScreen(order, line, schedule.at, await zoneOf(stores, [line]));
    await tellBuyer(core, stores, order, `pending:${fulfilment.id}`, screen);
  }
  if (!step.effects.includes('open_review')) return false;
  await openReview(core, stores, delivery, reading.message);
  return true;
}

/** Its answer was lost and its supplier knows no reference of ours: the next look is a person's. */
async function cannotBeAskedAbout(
  core: Core,
  stores: Stores,
  attempt: FulfilmentAttempt,
  { outcome, supplierRef }: PurchaseReading,
): Promise<boolean> {
  if (outcome !== 'unknown' || supplierRef || attempt.supplierRef) return false;
  const provider = await stores.providers.get(attempt.providerId);
  return provider !== null && core.registry.supplier(provider).capabilities.asksBy !== 'our_ref';
}

/** One job per attempt: the last steps of the job for an earlier one must not keep a new one from being made. */
export const checkKey = ({ fulfilmentId, attempt }: Pick<FulfilmentAttempt, 'fulfilmentId' | 'attempt'>): string =>
  `fulfilment.check:${fulfilmentId}:${attempt}`;

/** One case per unit; `cause` makes another one where an earlier was closed and the purchase is unclear still. */
export async function openReview(
  core: Core,
  stores: Stores,
  { fulfilment, line, order }: Delivery,
  message: string,
  cause = fulfilment.id,
): Promise<void> {
  await openCase(core, stores, {
    kind: 'purchase_unclear',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.unitPriceIdr,
    detail: message.slice(0, 200),
    cause,
    alert: purchaseAlert(order, 'unclear', message),
  });
  await tellBuyer(core, stores, order, `review:${fulfilment.id}`, supplyReviewScreen(order, line));
}
