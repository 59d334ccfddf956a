/** The `fulfilment.check` job: asks the supplier about a purchase nobody is sure of, by the reference it was sent under. */
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { applyReading } from './apply-reading.ts';

export async function checkPurchase(core: Core, { fulfilmentId }: { fulfilmentId: string }): Promise<JobVerdict> {
  const fulfilment = await core.uow.read.fulfilments.get(fulfilmentId);
  if (!fulfilment || (fulfilment.state !== 'pending' && fulfilment.state !== 'review')) return;
  const attempt = await core.uow.read.fulfilments.attempt(fulfilmentId, fulfilment.attempt);
  const provider = attempt ? await core.uow.read.providers.get(attempt.providerId) : null;
  if (!attempt || !provider) throw new Error(`fulfilment ${fulfilmentId} lost its attempt`);
  const supplier = core.registry.supplier(provider);
  const now = core.clock.now();
  if (now - attempt.submittedAt >= core.settings.supplierMaxAgeMs) return;
  const askAt =
    (attempt.answeredAt ?? attempt.submittedAt) +
    Math.min(supplier.capabilities.minPollGapMs, core.settings.supplierCheckMs);
  if (now < askAt) return { againAt: askAt };
  await applyReading(core, attempt, await supplier.status(attempt), 'check');
  const after = await core.uow.read.fulfilments.get(fulfilmentId);
  const waiting = after && (after.state === 'pending' || after.state === 'review');
  return waiting && after.nextCheckAt !== null ? { againAt: Math.max(after.nextCheckAt, now + 1) } : undefined;
}
