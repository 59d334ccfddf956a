/**
 * Asks the gateway what became of a payment and applies the answer. Used by the poll, by webhooks that prove nothing by
 * themselves, and by a person who presses "check now"; `claimQuery` keeps all of them together under one rate.
 */
import type { Core } from '../core.ts';
import type { JobPayloads, JobVerdict } from '../ports/jobs.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import { isBorneOut, reportUntruth, type Claim } from '../webhook/untruth.ts';
import type { Payment } from './model.ts';
import { observePayment } from './observe.ts';
import { isPollDue, nextPollAt } from './poll-schedule.ts';

export type CheckResult =
  | { kind: 'observed'; payment: Payment; answer: ObservedPayment }
  /** Asked within the gap by somebody else; what they learn is applied. */
  | { kind: 'too_soon'; payment: Payment }
  /** The gateway gave no usable answer; nothing changed. */
  | { kind: 'no_answer'; payment: Payment };

export async function checkPaymentNow(core: Core, paymentId: string, minGapMs: number): Promise<CheckResult> {
  const payment = await core.uow.read.payments.get(paymentId);
  if (!payment) throw new Error(`payment ${paymentId} is missing`);
  const provider = await core.uow.read.providers.get(payment.providerId);
  if (!provider) throw new Error(`provider ${payment.providerId} is missing`);
  const gateway = core.registry.payment(provider);
  if (!gateway.capabilities.poll) return { kind: 'no_answer', payment };
  const mayAsk = await core.uow.run('payment.claim-query', (stores) =>
    stores.payments.claimQuery(paymentId, core.clock.now(), minGapMs),
  );
  if (!mayAsk) return { kind: 'too_soon', payment };
  const answer = await gateway.status(payment);
  if (answer.kind !== 'ok') return { kind: 'no_answer', payment };
  return { kind: 'observed', payment: await observePayment(core, paymentId, answer.value), answer: answer.value };
}

/** The `payment.check` job: asks, then says when to ask again. */
export async function pollPayment(core: Core, { paymentId }: { paymentId: string }): Promise<JobVerdict> {
  const payment = await core.uow.read.payments.get(paymentId);
  if (!payment || !isPollDue(payment, core.clock.now(), core.settings)) return again(core, payment);
  const gapMs = Math.min(core.settings.queryGapMs, core.settings.pollEveryMs) / 2;
  return again(core, (await checkPaymentNow(core, paymentId, gapMs)).payment);
}

function again(core: Core, payment: Payment | null): JobVerdict {
  const againAt = payment ? nextPollAt(payment, core.clock.now(), core.settings) : null;
  return againAt === null ? undefined : { againAt };
}

/**
 * After news that needs confirming: asks now. When somebody asked within the gap, or the gateway does not answer, a
 * `payment.confirm` job asks later, so that the last of many webhooks is never the one nobody looked at.
 */
export async function confirmPayment(core: Core, paymentId: string): Promise<void> {
  const result = await checkPaymentNow(core, paymentId, core.settings.queryGapMs);
  if (result.kind === 'observed') return;
  const runAt = askAgainAt(core, result.payment);
  await core.uow.run('payment.confirm-later', (stores) =>
    stores.jobs.add(
      {
        name: 'payment.confirm',
        payload: { paymentId },
        // With the instant: a job that is already running may have asked before this news was made.
        dedupeKey: `payment.confirm:${paymentId}:${runAt}`,
        runAt,
      },
      core.clock.now(),
    ),
  );
}

/**
 * After news that contradicts the payment: asks again a little later, because a gateway may send a message before it
 * knows the same itself, and leaves it to that answer whether the owner has to hear of it.
 */
export async function doubtPayment(core: Core, paymentId: string, claim: Claim): Promise<void> {
  const now = core.clock.now();
  const dedupeKey = `payment.confirm:${paymentId}:${claim.kind}`;
  const runAt = now + core.settings.queryGapMs;
  await core.uow.run('payment.doubt', (stores) =>
    stores.jobs.add({ name: 'payment.confirm', payload: { paymentId, claim }, dedupeKey, runAt }, now),
  );
}

/** The `payment.confirm` job. Throws while the gateway does not answer, so that the runner tries with growing gaps. */
export async function confirmLater(
  core: Core,
  { paymentId, claim }: JobPayloads['payment.confirm'],
): Promise<JobVerdict> {
  const result = await checkPaymentNow(core, paymentId, core.settings.queryGapMs);
  if (result.kind === 'too_soon') return { againAt: askAgainAt(core, result.payment) };
  if (result.kind === 'no_answer') return askLater(core, result.payment);
  if (!claim || isBorneOut(claim, result.answer)) return;
  const provider = await core.uow.read.providers.get(result.payment.providerId);
  if (provider) await reportUntruth(core, provider, { ...claim, reference: result.payment.reference });
}

/** Kept up for as long as a gateway may be believed to come back with what it said itself. */
const CONFIRM_UNTIL_MS = 30 * 24 * 60 * 60 * 1000;
const CONFIRM_GAP_MAX_MS = 60 * 60 * 1000;

/**
 * A failed try would be retried at once and find its own question too young to be asked again, for ever. The gap grows
 * with the payment's age instead, from seconds to an hour.
 */
function askLater(core: Core, payment: Payment): JobVerdict {
  const ageMs = core.clock.now() - payment.createdAt;
  core.log.warn({ payment: payment.reference }, 'the gateway does not bear out what it said');
  if (ageMs > CONFIRM_UNTIL_MS) return;
  const gapMs = Math.min(Math.max(ageMs / 10, core.settings.queryGapMs), CONFIRM_GAP_MAX_MS);
  return { againAt: core.clock.now() + Math.max(1, Math.round(gapMs)) };
}

const askAgainAt = (core: Core, payment: Payment): number =>
  Math.max((payment.queriedAt ?? 0) + core.settings.queryGapMs, core.clock.now() + 1);
