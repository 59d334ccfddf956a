/** "Cek sekarang": the buyer wants to know now. Many presses are one question to the gateway. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { checkPaymentNow } from '../payment/check-payment.ts';
import type { Payment } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import { answering, Refused } from '../refusal.ts';
import { findOrder } from './own-order.ts';

export type CheckedPayment = Pick<Payment, 'state' | 'format'>;

export async function checkPaymentOf(core: Core, actor: Actor, code: string): Promise<Answer<CheckedPayment>> {
  return answering(async () => {
    const order = await findOrder(core.uow.read, actor, code);
    const payments = await core.uow.read.payments.ofOrder(order.id);
    const current = payments.find((row) => row.state === 'paid') ?? payments.at(-1);
    if (!current) throw new Refused('not_found');
    if (current.state === 'paid' || current.state === 'creating')
      return { ok: true as const, state: current.state, format: current.format };
    const result = await checkPaymentNow(core, current.id, core.settings.queryGapMs);
    return { ok: true as const, state: result.payment.state, format: current.format };
  });
}
