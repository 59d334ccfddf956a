/**
 * The only writer of what a supplier says about a purchase, whoever asked: submit, check, webhook or owner. Final states
 * are left only by the two named incidents, which move no money by themselves.
 */
import { noteOutcome, outcomeOf } from '../catalogue/health/note-outcome.ts';
import { followUnit } from '../deployment/follow-unit.ts';
import type { Core } from '../core.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellOwner } from '../notices/send.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { PurchaseReading } from '../ports/supplier.ts';
import { balanceJob } from '../provider/balance-job.ts';
import { bookCost } from './book-cost.ts';
import { findRung } from './find-rung.ts';
import { followRung } from './follow-rung.ts';
import { handOver } from './hand-over.ts';
import { incident, lateForAttempt } from './incident.ts';
import { keepChecking } from './keep-checking.ts';
import { loadDelivery, type Delivery } from './load.ts';
import { fulfilmentNext } from './machine.ts';
import type { FulfilmentAttempt } from './model.ts';
import { isAboutUs, readingToEvent } from './reading-event.ts';
import { pausesSupplier, pauseSupplier } from './supplier-pause.ts';

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
    if (reading.supplierRef && attempt.supplierRef === null) {
      await stores.fulfilments.updateAttempt(attemptId, { supplierRef: reading.supplierRef });
    }
    // The same sure no once more: what followed from it is under way.
    if (attempt.outcome === reading.outcome && isSureNo(reading.outcome)) return undefined;
    // An answer that was overtaken on its way knows less than what is written.
    if (isFinalAnswer(reading.outcome) || !isFinalAnswer(attempt.outcome)) {
      await stores.fulfilments.updateAttempt(attemptId, {
        outcome: writtenOutcome(reading, source),
        reason: reading.reason,
        priceIdr: reading.priceIdr,
        message: reading.message.slice(0, 300),
        answeredAt: core.clock.now(),
      });
    } else return undefined;
    if (reading.outcome === 'pending') await followUnit(core, stores, delivery.fulfilment, 'running');
    const kind = outcomeOf(reading, source === 'submit' && isFirstAnswer(delivery, source));
    await noteOutcome(core, stores, delivery.line.productId, attempt, kind);
    if (delivery.fulfilment.attempt !== number) return lateForAttempt(core, stores, delivery, attempt, reading);
    return decide(core, stores, delivery, attempt, reading, source);
  });
}

const isFinalAnswer = (outcome: FulfilmentAttempt['outcome']): boolean => outcome === 'success' || outcome === 'failed';
const isSureNo = (outcome: FulfilmentAttempt['outcome']): boolean => outcome === 'rejected' || outcome === 'failed';

/** Only the answer to a submit proves that nothing was made; kept otherwise, the ladder would take it for proof. */
const writtenOutcome = ({ outcome }: PurchaseReading, source: ReadingSource): PurchaseReading['outcome'] =>
  outcome === 'rejected' && source !== 'submit' ? 'unknown' : outcome;

async function decide(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
  source: ReadingSource,
): Promise<JobVerdict> {
  const first = isFirstAnswer(delivery, source);
  const event = readingToEvent(reading, first ? source : 'check');
  const step = fulfilmentNext(delivery.fulfilment.state, event);
  if (!step) return;
  if (step.effects.includes('incident')) return incident(core, stores, delivery, attempt, reading);
  if (event === 'delivered') return succeed(core, stores, delivery, attempt, reading);
  if (event === 'surely_failed' || event === 'retry_later' || event === 'wait_cut_off') {
    return afterSureNo(core, stores, delivery, attempt, reading, source);
  }
  // Written as a sure no before it was known that another worker had been answered first.
  if (!first && reading.outcome === 'rejected') {
    await stores.fulfilments.updateAttempt(attempt.id, { outcome: 'unknown' });
  }
  const inReview = await keepChecking(core, stores, delivery, attempt, reading);
  if (inReview) await noteOutcome(core, stores, delivery.line.productId, attempt, 'late');
}

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
  const needsCode =
    line.kind !== 'bill' && (line.snapshot.destinationKind === 'pln' || line.snapshot.destinationKind === 'text');
  if (needsCode && reading.serial === null) await alert(core, stores, delivery, 'serial-missing', reading.message);
  // A webhook knows no ceiling, so its price is compared here.
  const tooDear = reading.overMaxPrice || (reading.priceIdr ?? 0) > attempt.maxPriceIdr;
  if (tooDear) await alert(core, stores, delivery, 'over-price', reading.message);
  for (const what of reading.alerts ?? [])
    await alert(core, stores, delivery, what === 'other_sku' ? 'other-sku' : 'other-destination', reading.message);
  await bookCost(core, stores, delivery, attempt, reading.priceIdr);
}

const alert = (
  core: Core,
  stores: Stores,
  { order, fulfilment }: Delivery,
  kind: 'serial-missing' | 'over-price' | 'refused' | 'other-sku' | 'other-destination',
  message: string,
) => tellOwner(core, stores, order.environment, `${kind}:${fulfilment.id}`, purchaseAlert(order, kind, message));

/**
 * Nothing was made for sure. Where the trouble is ours the supplier is paused or the owner told; then the ladder says
 * where the unit goes. Only the job that submitted can be told to run again, any other news adds one.
 */
async function afterSureNo(
  core: Core,
  stores: Stores,
  delivery: Delivery,
  attempt: FulfilmentAttempt,
  reading: PurchaseReading,
  source: ReadingSource,
): Promise<JobVerdict> {
  const attempts = await stores.fulfilments.attemptsOf(attempt.fulfilmentId);
  if (pausesSupplier(attempt, reading, attempts)) await pauseSupplier(core, stores, attempt, reading);
  else if (reading.outcome === 'rejected' && isAboutUs(reading.reason))
    await alert(core, stores, delivery, 'refused', `${reading.reason}: ${reading.message}`);
  // Nobody else would notice for minutes that the deposit is short, and the next orders meet the same.
  if (reading.reason === 'supplier_balance') await stores.jobs.add(balanceJob(attempt.providerId), core.clock.now());
  const rung = await findRung(core, stores, delivery);
  const verdict = await followRung(core, stores, delivery, rung, reading);
  if (!verdict || source === 'submit') return verdict;
  const { id } = delivery.fulfilment;
  await stores.jobs.add(
    {
      name: 'fulfilment.run',
      payload: { fulfilmentId: id },
      dedupeKey: `fulfilment.run:${id}:${attempt.attempt}`,
      runAt: verdict.againAt,
    },
    core.clock.now(),
  );
  return undefined;
}
