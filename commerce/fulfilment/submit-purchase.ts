/**
 * Buys one unit from a supplier. The attempt with its reference is committed before anything is sent; a process that
 * dies in between finds the attempt and asks again under the same reference, or leaves it to a person where the
 * supplier would buy twice.
 */
import type { Offer } from '../catalogue/model.ts';
import { customerNoFor } from '../catalogue/offer-destination.ts';
import { requestOf } from '../deployment/brief-of.ts';
import { followUnit } from '../deployment/follow-unit.ts';
import type { Core } from '../core.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { applyReading } from './apply-reading.ts';
import { maxAgeMs } from './check-schedule.ts';
import { ceilingOf, findRung } from './find-rung.ts';
import { followRung } from './follow-rung.ts';
import { checkKey } from './keep-checking.ts';
import { loadDelivery, type Delivery } from './load.ts';
import { fulfilmentNext } from './machine.ts';
import type { Fulfilment, FulfilmentAttempt } from './model.ts';
import { moveUnit } from './move.ts';

/** `repeat`: it may have been sent before, so a refusal now says nothing about it. */
type Plan =
  | { kind: 'send'; attempt: FulfilmentAttempt; repeat: boolean }
  | { kind: 'wait'; until: number }
  | { kind: 'stop' };

export async function submitPurchase(core: Core, fulfilmentId: string): Promise<JobVerdict> {
  const plan = await core.uow.run('fulfilment.submit', (stores) => planSubmit(core, stores, fulfilmentId));
  if (plan.kind === 'wait') return { againAt: plan.until };
  if (plan.kind === 'stop') return;
  const provider = await core.uow.read.providers.get(plan.attempt.providerId);
  if (!provider) throw new Error(`provider ${plan.attempt.providerId} is missing`);
  const reading = await core.registry.supplier(provider).purchase(await requestOf(core, plan.attempt, provider));
  return applyReading(core, plan.attempt, reading, plan.repeat ? 'check' : 'submit');
}

/** Decides and stores what is about to be sent. */
async function planSubmit(core: Core, stores: Stores, fulfilmentId: string): Promise<Plan> {
  const delivery = await loadDelivery(stores, fulfilmentId);
  const { fulfilment } = delivery;
  if (fulfilment.state === 'submitting') return resume(core, stores, delivery);
  if (!fulfilmentNext(fulfilment.state, 'submit')) return { kind: 'stop' };
  const rung = await findRung(core, stores, delivery);
  if (rung.kind !== 'buy') {
    const verdict = await followRung(core, stores, delivery, rung, { reason: 'product', message: '' });
    return verdict ? { kind: 'wait', until: verdict.againAt } : { kind: 'stop' };
  }
  const charges = await stores.supply.chargesOf(fulfilment.id);
  const attempt = newAttempt(core, delivery, rung.offer, ceilingOf(delivery.line, charges));
  // An endpoint knows a deployment by one id, so whatever is sent of it goes out under that.
  const deployment = fulfilment.kind === 'deployment' ? await stores.deployments.ofFulfilment(fulfilment.id) : null;
  if (deployment) attempt.refId = attempt.attempt === 1 ? deployment.id : `${deployment.id}-${attempt.attempt}`;
  await followUnit(core, stores, fulfilment, 'queued');
  await stores.fulfilments.insertAttempt(attempt);
  await moveUnit(stores, delivery, 'submit', { attempt: attempt.attempt, checkCount: 0, nextCheckAt: null });
  return { kind: 'send', attempt, repeat: false };
}

function newAttempt(
  core: Core,
  { fulfilment, line, order }: Delivery,
  offer: Offer,
  maxPriceIdr: number,
): FulfilmentAttempt {
  const { providerId, sku } = offer;
  const attempt = fulfilment.attempt + 1;
  const customerNo = customerNoFor(offer, line.snapshot.destination);
  if (customerNo === null) throw new Error(`offer ${offer.id} cannot serve order ${order.code}`);
  return {
    id: core.ids.uuid(),
    fulfilmentId: fulfilment.id,
    attempt,
    providerId,
    refId: `${order.code}-${fulfilment.unit}-${attempt}-${fulfilment.id.slice(-6)}`,
    sku,
    customerNo,
    maxPriceIdr,
    outcome: 'submitting',
    reason: null,
    priceIdr: null,
    message: '',
    serialSealed: null,
    submittedAt: core.clock.now(),
    answeredAt: null,
    supplierRef: null,
  };
}

/** A process died after the attempt was stored. Repeating is a question only where the supplier knows our reference. */
async function resume(core: Core, stores: Stores, { fulfilment }: Delivery): Promise<Plan> {
  const attempt = await stores.fulfilments.attempt(fulfilment.id, fulfilment.attempt);
  const provider = attempt ? await stores.providers.get(attempt.providerId) : null;
  if (!attempt || !provider) throw new Error(`fulfilment ${fulfilment.id} lost its attempt`);
  const { capabilities } = core.registry.supplier(provider);
  const young = core.clock.now() - attempt.submittedAt < maxAgeMs(capabilities, core.settings);
  if (capabilities.idempotentSubmit && young) return { kind: 'send', attempt, repeat: true };
  await leaveToChecks(core, stores, fulfilment, attempt);
  return { kind: 'stop' };
}

/** Whether it was ever sent is not known, and it is not sent again: the supplier is asked, then the owner. */
export async function leaveToChecks(
  core: Core,
  stores: Stores,
  fulfilment: Fulfilment,
  attempt: FulfilmentAttempt,
): Promise<void> {
  const step = fulfilmentNext(fulfilment.state, 'unclear');
  if (!step) return;
  const patch = { state: step.to, nextCheckAt: core.clock.now(), checkCount: core.settings.supplierChecks };
  mustWin(await stores.fulfilments.update(fulfilment.id, fulfilment.version, patch), fulfilment.id);
  await stores.jobs.add(
    {
      name: 'fulfilment.check',
      payload: { fulfilmentId: fulfilment.id },
      dedupeKey: checkKey(attempt),
    },
    core.clock.now(),
  );
}
