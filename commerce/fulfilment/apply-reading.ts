/**
 * The only writer of what a supplier says about a purchase, whoever asked: submit, check, webhook or owner. Final states
 * are left only by the two named incidents, which move no money by themselves.
 */
import type { Core } from '../core.ts';
import { account, book } from '../ledger/accounts.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import {
  supplyFailedScreen,
  supplyPendingScreen,
  supplyReviewScreen,
  supplyScheduledScreen,
} from '../notices/supply.ts';
import { zoneOf } from '../order/view.ts';
import { openCase } from '../payment/open-case.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { PurchaseReading } from '../ports/supplier.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { nextCheckAt } from './check-schedule.ts';
import { failDelivery } from './fail-delivery.ts';
import { handOver } from './hand-over.ts';
import { loadDelivery, type Delivery } from './load.ts';
import { fulfilmentNext } from './machine.ts';
import type { FulfilmentAttempt } from './model.ts';
import { readingToEvent, retryDelayMs } from './reading-event.ts';

export type ReadingSource = 'submit' | 'check' | 'webhook';

/** Applies a reading. The verdict is for the job that submitted: run again when the supplier can take the order. */
export async function applyReading(
  core: Core,
  { id: attemptId, fulfilmentId, attempt: number }: FulfilmentAttempt,
  reading: PurchaseReading,
  source: ReadingSource,
): Promise<JobVerdict> {
  return core.uow.run(`fulfilment.${source}`, async (stores) => {
    const delivery = await loadDelivery(stores, fulfilmentId);
    const attempt = await stores.fulfilments.attempt(fulfilmentId, number);
    if (!attempt) return undefined;
    // An answer that was overtaken on its way knows less than what is written.
    if (isFinalAnswer(reading.outcome) || !isFinalAnswer(attempt.outcome)) {
      await stores.fulfilments.updateAttempt(attemptId, {
        outcome: reading.outcome,
        reason: reading.reason,
        priceIdr: reading.priceIdr,
        message: reading.message.slice(0, 300),
        answeredAt: core.clock.now(),
      });
    }
    if (delivery.fulfilment.attempt !== number) return givenUp(core, stores, delivery, attempt, reading);
    return decide(core, stores, delivery, attempt, reading, source);
  });
}

async function decide(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
  source: ReadingSource,
): Promise<JobVerdict> {
  const event = readingToEvent(reading, isFirstAnswer(delivery, source) ? source : 'check');
  const step = fulfilmentNext(delivery.fulfilment.state, event);
  if (!step) return;
  if (step.effects.includes('incident')) return incident(core, stores, delivery, attempt, reading);
  if (event === 'delivered') return succeed(core, stores, delivery, attempt, reading);
  if (event === 'surely_failed') {
    const screen = supplyFailedScreen(delivery.order, delivery.line, reading.reason, delivery.line.totalIdr);
    await failDelivery(core, stores, delivery, reading.message || reading.reason, screen);
    return;
  }
  if (event === 'retry_later' || event === 'wait_cut_off') return sendLater(core, stores, delivery, reading);
  await keepChecking(core, stores, delivery, reading);
}

const isFinalAnswer = (outcome: FulfilmentAttempt['outcome']): boolean => outcome === 'success' || outcome === 'failed';

/** A twin of the worker that submits may have been answered before; then this refusal proves nothing. */
const isFirstAnswer = ({ fulfilment }: Delivery, source: ReadingSource): boolean =>
  source !== 'submit' || fulfilment.state === 'submitting';

async function succeed(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  const { line } = delivery;
  if (!(await handOver(core, stores, delivery, reading.serial))) return;
  const needsCode = line.snapshot.destinationKind === 'pln' || line.snapshot.destinationKind === 'text';
  if (needsCode && reading.serial === null) await alert(core, stores, delivery, 'serial-missing', reading.message);
  // A webhook knows no ceiling, so its price is compared here.
  const tooDear = reading.overMaxPrice || (reading.priceIdr ?? 0) > attempt.maxPriceIdr;
  if (tooDear) await alert(core, stores, delivery, 'over-price', reading.message);
  for (const what of reading.alerts ?? [])
    await alert(core, stores, delivery, what === 'other_sku' ? 'other-sku' : 'other-destination', reading.message);
  await bookCost(core, stores, delivery, attempt, reading);
}

/** What the supplier took from our deposit, once per purchase. */
async function bookCost(
  core: Core,
  stores: Stores,
  { order, line }: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  const costIdr = reading.priceIdr ?? line.snapshot.costIdr;
  if (!costIdr || costIdr <= 0) return;
  const idemKey = `cost:${attempt.id}`;
  if (await stores.ledger.journalByKey(idemKey)) return;
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: 'supplier_cost',
    idemKey,
    orderId: order.id,
    memo: attempt.refId,
    at: core.clock.now(),
    entries: [
      { accountId: account.supplier(order.environment, attempt.providerId), amountIdr: costIdr },
      { accountId: account.cost(order.environment), amountIdr: -costIdr },
    ],
  });
}

const alert = (
  core: Core,
  stores: Stores,
  { order, fulfilment }: Delivery,
  kind: 'serial-missing' | 'over-price' | 'refused' | 'other-sku' | 'other-destination',
  message: string,
) => tellOwner(core, stores, order.environment, `${kind}:${fulfilment.id}`, purchaseAlert(order, kind, message));

/** The supplier surely did not take it and may later: the paid order waits, the owner is told what to mend. */
async function sendLater(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  reading: PurchaseReading,
): Promise<JobVerdict> {
  const { fulfilment, line, order } = delivery;
  const step = fulfilmentNext(fulfilment.state, 'retry_later');
  if (!step) return;
  const againAt = core.clock.now() + retryDelayMs(reading.reason, fulfilment.attempt);
  mustWin(
    await stores.fulfilments.update(fulfilment.id, fulfilment.version, { state: step.to, nextCheckAt: againAt }),
    fulfilment.id,
  );
  const screen = supplyScheduledScreen(order, line, againAt, await zoneOf(stores, [line]));
  await tellBuyer(core, stores, order, `later:${fulfilment.id}`, screen);
  await alert(core, stores, delivery, 'refused', `${reading.reason}: ${reading.message}`);
  return { againAt };
}

async function keepChecking(core: Core, stores: Stores, delivery: Delivery, reading: PurchaseReading): Promise<void> {
  const { fulfilment, line, order } = delivery;
  const schedule = nextCheckAt(fulfilment, core.clock.now(), core.settings);
  const used = fulfilment.state === 'pending' && schedule.usedUp;
  const step = fulfilmentNext(fulfilment.state, used ? 'checks_used_up' : readingToEvent(reading, 'check'));
  if (!step) return;
  const patch = { state: step.to, nextCheckAt: schedule.at, checkCount: fulfilment.checkCount + 1 };
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, patch), fulfilment.id);
  if (schedule.at !== null) {
    const job = {
      name: 'fulfilment.check',
      payload: { fulfilmentId: fulfilment.id },
      dedupeKey: `fulfilment.check:${fulfilment.id}`,
      runAt: schedule.at,
    } as const;
    await stores.jobs.add(job, core.clock.now());
  }
  if (step.effects.includes('tell_waiting') && schedule.at !== null) {
    const screen = supplyPendingScreen(order, line, schedule.at, await zoneOf(stores, [line]));
    await tellBuyer(core, stores, order, `pending:${fulfilment.id}`, screen);
  }
  if (step.effects.includes('open_review')) await openReview(core, stores, delivery, reading);
}

async function openReview(core: Core, stores: Stores, delivery: Delivery, reading: PurchaseReading): Promise<void> {
  const { fulfilment, line, order } = delivery;
  await openCase(core, stores, {
    kind: 'purchase_unclear',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.totalIdr,
    detail: reading.message.slice(0, 200),
    cause: fulfilment.id,
    alert: purchaseAlert(order, 'unclear', reading.message),
  });
  await tellBuyer(core, stores, order, `review:${fulfilment.id}`, supplyReviewScreen(order, line));
}

/** Success after failure, or failure after success. Money stays where it is; the owner decides. */
async function incident(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  const { fulfilment, order, line } = delivery;
  const late = reading.outcome === 'success';
  const sealed =
    late && reading.serial
      ? core.vault.seal('serial', `fulfilments:${fulfilment.id}`, reading.serial)
      : fulfilment.serialSealed;
  const patch = {
    state: late ? 'late_success' : 'reversed',
    serialSealed: sealed,
    note: reading.message.slice(0, 200),
  } as const;
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, patch), fulfilment.id);
  await openCase(core, stores, {
    kind: late ? 'late_success' : 'reversed',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.totalIdr,
    detail: reading.message.slice(0, 200),
    cause: fulfilment.id,
    alert: purchaseAlert(order, late ? 'late-success' : 'reversed', reading.message),
  });
  if (late) await bookCost(core, stores, delivery, attempt, reading);
}

/** A purchase we took for refused and replaced by another was made after all: paid for, and nobody's. */
async function givenUp(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
): Promise<void> {
  if (reading.outcome !== 'success') return;
  await openCase(core, stores, {
    kind: 'late_success',
    order: delivery.order,
    fulfilmentId: delivery.fulfilment.id,
    amountIdr: reading.priceIdr,
    detail: `${attempt.refId} ${reading.message}`.slice(0, 200),
    cause: attempt.id,
    alert: purchaseAlert(delivery.order, 'late-success', reading.message),
  });
  await bookCost(core, stores, delivery, attempt, reading);
}
