/**
 * The `fulfilment.check` job: asks the supplier about a purchase nobody is sure of, by the reference it was sent under.
 * A reference that is too old would buy again, so from then on only the owner is asked, weekly and not for ever.
 */
import { requestOf } from '../deployment/brief-of.ts';
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellOwner } from '../notices/send.ts';
import { applyReading } from './apply-reading.ts';
import { maxAgeMs } from './check-schedule.ts';
import { openReview } from './keep-checking.ts';
import { loadDelivery } from './load.ts';
import type { FulfilmentAttempt } from './model.ts';
import { moveUnit } from './move.ts';

export async function checkPurchase(core: Core, { fulfilmentId }: { fulfilmentId: string }): Promise<JobVerdict> {
  const fulfilment = await core.uow.read.fulfilments.get(fulfilmentId);
  if (!fulfilment || (fulfilment.state !== 'pending' && fulfilment.state !== 'review')) return;
  const attempt = await core.uow.read.fulfilments.attempt(fulfilmentId, fulfilment.attempt);
  const provider = attempt ? await core.uow.read.providers.get(attempt.providerId) : null;
  if (!attempt || !provider) throw new Error(`fulfilment ${fulfilmentId} lost its attempt`);
  const supplier = core.registry.supplier(provider);
  const now = core.clock.now();
  const oldestMs = maxAgeMs(supplier.capabilities, core.settings);
  if (now - attempt.submittedAt >= oldestMs) return remindOwner(core, fulfilmentId, attempt, oldestMs);
  const askAt =
    (attempt.answeredAt ?? attempt.submittedAt) +
    Math.min(supplier.capabilities.minPollGapMs, core.settings.supplierCheckMs);
  if (now < askAt) return { againAt: askAt };
  await applyReading(core, attempt, await supplier.status(await requestOf(core, attempt, provider)), 'check');
  const after = await core.uow.read.fulfilments.get(fulfilmentId);
  if (after?.state !== 'pending' && after?.state !== 'review') return;
  const overdueAt = attempt.submittedAt + oldestMs;
  return { againAt: Math.max(Math.min(after.nextCheckAt ?? overdueAt, overdueAt), now + 1) };
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const MAX_REMINDERS = 8;

/** The case is opened again where it was closed without an end: the buyer's money is held until the owner decides. */
async function remindOwner(
  core: Core,
  fulfilmentId: string,
  attempt: FulfilmentAttempt,
  oldestMs: number,
): Promise<JobVerdict> {
  const overdueMs = core.clock.now() - attempt.submittedAt - oldestMs;
  const week = Math.floor(overdueMs / WEEK_MS);
  return core.uow.run('fulfilment.overdue', async (stores): Promise<JobVerdict> => {
    const delivery = await loadDelivery(stores, fulfilmentId);
    const { fulfilment, order } = delivery;
    if (fulfilment.state !== 'pending' && fulfilment.state !== 'review') return undefined;
    if (fulfilment.state === 'pending') await moveUnit(stores, delivery, 'checks_used_up', { nextCheckAt: null });
    const isOpen = (await stores.reviews.ofOrder(order.id)).some(
      (row) => row.kind === 'purchase_unclear' && row.fulfilmentId === fulfilment.id && row.state === 'open',
    );
    if (!isOpen) await openReview(core, stores, delivery, attempt.message, `${fulfilment.id}:overdue:${week}`);
    const alert = purchaseAlert(order, 'overdue', attempt.message);
    await tellOwner(core, stores, order.environment, `overdue:${fulfilment.id}:${week}`, alert);
    return week + 1 < MAX_REMINDERS ? { againAt: core.clock.now() + WEEK_MS } : undefined;
  });
}
