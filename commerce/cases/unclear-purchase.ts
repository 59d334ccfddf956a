/**
 * What can be decided about a purchase nobody is sure of. Asking again changes nothing by itself; the other two are the
 * owner's word against the supplier's silence, so what the supplier says afterwards is an incident, never a second act.
 */
import { bookCost } from '../fulfilment/book-cost.ts';
import { failDelivery } from '../fulfilment/fail-delivery.ts';
import { handOver } from '../fulfilment/hand-over.ts';
import { checkKey } from '../fulfilment/keep-checking.ts';
import { loadDelivery, type Delivery } from '../fulfilment/load.ts';
import { givenUpScreen } from '../notices/supply.ts';
import { Refused } from '../refusal.ts';
import type { CaseContext, Decision } from './decision.ts';

export async function unitOf({ stores, row }: Pick<CaseContext, 'stores' | 'row'>): Promise<Delivery> {
  if (!row.fulfilmentId) throw new Refused('wrong_state', { kind: row.kind });
  return loadDelivery(stores, row.fulfilmentId);
}

/** As soon as the supplier may be asked again. One whose reference is too old is not asked: it would buy anew. */
export const checkAgain: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  keepsOpen: true,
  async carryOut(context) {
    const { core, stores } = context;
    const { fulfilment } = await unitOf(context);
    if (fulfilment.state !== 'pending' && fulfilment.state !== 'review') throw new Refused('wrong_state');
    const attempt = await stores.fulfilments.attempt(fulfilment.id, fulfilment.attempt);
    const now = core.clock.now();
    if (!attempt || now - attempt.submittedAt >= core.settings.supplierMaxAgeMs) throw new Refused('too_late');
    const job = { name: 'fulfilment.check', payload: { fulfilmentId: fulfilment.id } } as const;
    if (await stores.jobs.bringForward(checkKey(attempt), now)) return;
    await stores.jobs.add({ ...job, dedupeKey: checkKey(attempt), runAt: now }, now);
  },
};

/** It did arrive: with what the owner learned of it, or without where a top-up has nothing to show. */
export const markDelivered: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: true,
  asksSerial: true,
  async carryOut(context) {
    const { core, stores, serial } = context;
    const unit = await unitOf(context);
    if (unit.fulfilment.state !== 'pending' && unit.fulfilment.state !== 'review') throw new Refused('wrong_state');
    const attempt = await stores.fulfilments.attempt(unit.fulfilment.id, unit.fulfilment.attempt);
    if (!(await handOver(core, stores, unit, serial ?? null))) throw new Refused('wrong_state');
    if (attempt) await bookCost(core, stores, unit, attempt, null);
  },
};

/** The supplier may still deliver: then the goods are withheld, and the owner decides about them. */
export const giveUp: Decision = {
  name: 'refund',
  needsReason: true,
  isFinalForMoney: true,
  async carryOut(context) {
    const { core, stores, reason } = context;
    const unit = await unitOf(context);
    const screen = givenUpScreen(unit.order, unit.line);
    if (!(await failDelivery(core, stores, unit, `owner: ${reason}`, screen, 'owner_gives_up'))) {
      throw new Refused('wrong_state');
    }
  },
};
