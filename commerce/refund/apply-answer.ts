/**
 * What follows from a gateway's answer about a refund. Done ends it, a sure no sends it by hand, everything else is
 * asked about again under the same key, and when that has gone on for long enough a person looks.
 */
import { systemActor } from '../audit.ts';
import type { Core } from '../core.ts';
import { refundUnclearAlert } from '../notices/owner-refund.ts';
import { refundPendingScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import { openCase } from '../payment/open-case.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { CallResult } from '../ports/outcome.ts';
import type { RefundProgress } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { sendByHand } from './by-hand.ts';
import { endRefund } from './end-refund.ts';
import { refundNext } from './machine.ts';
import type { Sent } from './pay-refund.ts';

type Answer = CallResult<{ progress: RefundProgress }>;

const MIN_PENDING_GAP_MS = 10 * 60_000;
const MAX_GAP_MS = 6 * 60 * 60_000;

export async function applyAnswer(core: Core, { refund: { id }, isRepeat }: Sent, answer: Answer): Promise<JobVerdict> {
  return core.uow.run('refund.answer', async (stores) => {
    const seen = await stores.payments.refund(id);
    if (seen) await stores.orders.lock(seen.orderId);
    const refund = await stores.payments.refund(id);
    const order = refund ? await stores.orders.get(refund.orderId) : null;
    if (!refund || !order || refund.endedAt !== null) return undefined;
    if (answer.kind === 'ok') return byProgress(core, stores, order, refund, answer.value.progress);
    const isNo = answer.kind === 'rejected' && !isRepeat;
    if (isNo) return sendByHand(core, stores, order, refund, answer.message);
    return unanswered(core, stores, order, refund, answer, isRepeat);
  });
}

async function byProgress(
  core: Core,
  stores: Stores,
  order: Order,
  refund: Refund,
  progress: RefundProgress,
): Promise<JobVerdict> {
  if (progress === 'done')
    return endRefund(core, stores, systemActor(order.environment), order, refund, 'paid_out', '');
  if (progress === 'failed') return sendByHand(core, stores, order, refund, 'the gateway says it failed');
  const ageMs = core.clock.now() - refund.createdAt;
  if (ageMs > core.settings.refundPendingMs) return giveToOwner(core, stores, order, refund, 'pending for too long');
  const step = refundNext(refund.state, 'accepted');
  if (step) {
    const patch = { state: step.to, unanswered: 0 };
    mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
    await tellBuyer(core, stores, order, `refund-pending:${refund.id}`, refundPendingScreen(order, refund));
  }
  return { againAt: core.clock.now() + Math.min(MAX_GAP_MS, Math.max(MIN_PENDING_GAP_MS, Math.floor(ageMs / 2))) };
}

/** Nothing left the house, or nobody knows. The first may go by hand in the end, the second never by itself. */
async function unanswered(
  core: Core,
  stores: Stores,
  order: Order,
  refund: Refund,
  answer: Exclude<Answer, { kind: 'ok' }>,
  isRepeat: boolean,
): Promise<JobVerdict> {
  const neverSent = answer.kind === 'not_sent' && !isRepeat;
  const count = refund.unanswered + 1;
  if (count >= core.settings.refundTries) {
    if (neverSent) return sendByHand(core, stores, order, refund, answer.message);
    return giveToOwner(core, stores, order, refund, answer.message);
  }
  // Back to due only where surely nothing was sent: then a later "no" may be believed.
  const state = neverSent ? refundNext(refund.state, 'refused')?.to : refund.state;
  const patch = { ...(state ? { state } : {}), unanswered: count };
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
  return { againAt: core.clock.now() + Math.min(MAX_GAP_MS, core.settings.refundRetryMs * 2 ** (count - 1)) };
}

async function giveToOwner(core: Core, stores: Stores, order: Order, refund: Refund, why: string): Promise<undefined> {
  const step = refundNext(refund.state, 'lost');
  if (!step) return;
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, { state: step.to }), refund.reference);
  await openCase(core, stores, {
    kind: 'refund_unclear',
    order,
    ...(refund.paymentId === null ? {} : { paymentId: refund.paymentId }),
    amountIdr: refund.amountIdr,
    detail: why.slice(0, 200),
    // Asked once more by a person and still unclear is a case of its own.
    cause: `${refund.id}:${refund.version}`,
    alert: refundUnclearAlert(order, refund),
  });
}
