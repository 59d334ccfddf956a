/**
 * Writes down how a purchase went for the product's health, in the transaction that learns it, and pauses or frees the
 * product where that follows. Called for every reading; only the first of a kind per attempt counts.
 */
import type { Core } from '../../core.ts';
import type { FulfilmentAttempt } from '../../fulfilment/model.ts';
import { productBackAlert, productPausedAlert } from '../../notices/supplier-upkeep.ts';
import { tellOwner } from '../../notices/send.ts';
import type { Stores } from '../../ports/stores/index.ts';
import type { PurchaseReading, PurchaseReason } from '../../ports/supplier.ts';
import { isCarriedBy, pauseStep, SAMPLE } from './health.ts';
import type { OutcomeKind, ProductOutcome } from './model.ts';

/** Failures that say something about the product or its supplier; the others are the buyer's number or our account. */
const SUPPLIERS_FAULT: ReadonlySet<PurchaseReason> = new Set(['product', 'failed', 'reversed']);

/** @param isFirstAnswer a refusal counts only as the answer to the submit itself: later it is about the question. */
export function outcomeOf(reading: PurchaseReading, isFirstAnswer: boolean): OutcomeKind | null {
  if (reading.outcome === 'success') return 'success';
  const isFailure = reading.outcome === 'failed' || (reading.outcome === 'rejected' && isFirstAnswer);
  return isFailure && SUPPLIERS_FAULT.has(reading.reason) ? 'failed' : null;
}

export async function noteOutcome(
  core: Core,
  stores: Stores,
  productId: string | null,
  attempt: FulfilmentAttempt,
  kind: OutcomeKind | null,
): Promise<void> {
  if (kind === null || productId === null) return;
  const now = core.clock.now();
  const outcome: ProductOutcome = {
    attemptId: attempt.id,
    kind,
    productId,
    providerId: attempt.providerId,
    tookMs: Math.max(0, now - attempt.submittedAt),
    at: now,
  };
  if (!(await stores.upkeep.health.note(outcome))) return;
  if (kind !== 'late') await judge(core, stores, outcome);
}

async function judge(core: Core, stores: Stores, outcome: ProductOutcome): Promise<void> {
  const { health } = stores.upkeep;
  const { productId } = outcome;
  // Nearly every delivery is a success of a product that never paused, and ends here.
  if (outcome.kind === 'success' && (await health.pause(productId)) === null) return;
  // Two failures at once must not both find that they are the one that pauses.
  await stores.admin.settings.lockShop();
  const pause = await health.pause(productId);
  const sample = await health.latest(productId, SAMPLE);
  const step = pauseStep(outcome, sample, pause, outcome.at, core.settings);
  if (step.kind === 'none') return;
  if (step.kind === 'forget') return health.endPause(productId);
  const product = await stores.catalogue.product(productId);
  if (!product) return;
  if (step.kind === 'pause') {
    const active = (await stores.catalogue.offersOf(productId)).filter((offer) => offer.active);
    const providers = active.map((offer) => offer.providerId);
    if (isCarriedBy(outcome, sample, providers, core.settings)) return;
  }
  await health.setPause(step.pause);
  const since = outcome.at - core.settings.healthWindowMs;
  const failed = sample.filter((one) => one.kind === 'failed' && one.at >= since).length;
  const screen = step.kind === 'back' ? productBackAlert(product) : productPausedAlert(product, step.pause, failed);
  await tellOwner(core, stores, product.environment, `product-${step.kind}:${productId}:${outcome.at}`, screen);
}
