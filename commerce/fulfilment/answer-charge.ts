/**
 * The buyer's answer to what is asked on top for a unit. Yes makes an order over just that amount, paid and expiring like
 * any other; no ends it now as silence would end it later.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { findOwnOrder } from '../order/own-order.ts';
import { placeSupplement } from '../order/place-supplement.ts';
import type { Actor } from '../people/model.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { endCharge } from './expire-charge.ts';
import { loadDelivery } from './load.ts';
import { scheduleChargeEnd } from './requote.ts';

export interface AnswerChargeInput {
  chargeId: string;
  accept: boolean;
}

/** `code` is the order that collects it; null after a no. `told`: what a no leads to stands in the chat already. */
export async function answerCharge(
  core: Core,
  actor: Actor,
  key: string,
  input: AnswerChargeInput,
): Promise<Answer<{ code: string | null; told: boolean }>> {
  const result = await idempotent(core, actor, 'charge.answer', key, input, async (stores) => {
    const asked = await stores.supply.charge(input.chargeId);
    const delivery = asked ? await loadDelivery(stores, asked.fulfilmentId) : null;
    if (!delivery) throw new Refused('not_found');
    await findOwnOrder(stores, actor, delivery.order.code);
    const charge = await stores.supply.charge(input.chargeId);
    if (charge?.state !== 'offered') throw new Refused('already_done');
    if (core.clock.now() >= charge.expiresAt) throw new Refused('too_late');
    await audit(
      core,
      stores,
      actor,
      input.accept ? 'charge.accepted' : 'charge.declined',
      `orders:${delivery.order.id}`,
      delivery.order.code,
    );
    if (!input.accept) {
      mustWin(await stores.supply.updateCharge(charge.id, 'offered', { state: 'declined' }), charge.id);
      await endCharge(core, stores, delivery, charge);
      return { code: null, told: charge.kind === 'price_rise' };
    }
    const order = await placeSupplement(core, stores, actor, delivery, charge);
    const expiresAt = order.payBy + core.settings.holdGraceMs;
    const accepted = { state: 'accepted', orderId: order.id, expiresAt } as const;
    mustWin(await stores.supply.updateCharge(charge.id, 'offered', accepted), charge.id);
    await scheduleChargeEnd(core, stores, { ...charge, ...accepted });
    return { code: order.code, told: true };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}
