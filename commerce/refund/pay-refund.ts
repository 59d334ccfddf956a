/**
 * The `refund.pay` job: keeps a promise. It may run twice or die after the call, so the intent is a row first and every
 * call for one refund carries the same key: a lost answer is asked about, never sent anew. What the gateway cannot do
 * goes by hand.
 */
import type { Core } from '../core.ts';
import type { Refund } from '../payment/model.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { applyAnswer } from './apply-answer.ts';
import { goByHand } from './by-hand.ts';
import { gatewayRoute, type GatewayRoute } from './gateway-route.ts';
import { refundNext } from './machine.ts';

export async function payRefund(core: Core, { refundId }: { refundId: string }): Promise<JobVerdict> {
  const refund = await core.uow.read.payments.refund(refundId);
  if (!refund || refund.way === 'manual' || refund.endedAt !== null || refund.state === 'unclear') return;
  if (refund.state === 'due' && refund.chooseUntil !== null && core.clock.now() < refund.chooseUntil)
    return { againAt: refund.chooseUntil };
  const route = await gatewayRoute(core, refund);
  // Sent already, so whatever became of the route since: only an answer or a person may end it.
  if (!route && refund.state === 'due') return goByHand(core, refund.id);
  const sent = await begin(core, refund.id);
  if (!sent) return;
  return applyAnswer(core, sent, await ask(core, route, sent.refund));
}

export interface Sent {
  refund: Refund;
  /** An earlier call may have been taken: a "no" now is only about the repeat. */
  isRepeat: boolean;
}

/** Writes the intent. Null when there is nothing to send any more. */
async function begin(core: Core, refundId: string): Promise<Sent | null> {
  return core.uow.run('refund.send', async (stores) => {
    const refund = await stores.payments.refund(refundId);
    if (!refund || refund.way === 'manual') return null;
    if (refund.state === 'sending' || refund.state === 'pending') return { refund, isRepeat: true };
    const step = refundNext(refund.state, 'send');
    if (!step || refund.state !== 'due') return null;
    const patch = { state: step.to, way: 'gateway', chooseUntil: null } as const;
    mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
    return { refund: { ...refund, ...patch, version: refund.version + 1 }, isRepeat: false };
  });
}

async function ask(
  core: Core,
  route: GatewayRoute | null,
  refund: Refund,
): ReturnType<GatewayRoute['gateway']['refund']> {
  if (!route) return { kind: 'unknown', message: 'the gateway cannot be asked any more' };
  if (core.clock.now() > refund.createdAt + route.capability.repeatableMs)
    return { kind: 'unknown', message: 'too long ago to ask under the same key' };
  const order = { key: refund.reference, amountIdr: refund.amountIdr, reason: `refund ${refund.reference}` };
  return route.gateway.refund(route.payment, order);
}
