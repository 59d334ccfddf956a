/** The `payment.cancel` job: asks the gateway to stop taking money for a withdrawn attempt. Best effort, few tries. */
import type { Core } from '../core.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { gatewayOf } from './create-payment.ts';
import { paymentNext } from './machine.ts';
import type { Payment } from './model.ts';

export async function cancelPayment(core: Core, { paymentId }: { paymentId: string }): Promise<void> {
  const payment = await withdraw(core, paymentId);
  if (!payment || payment.state === 'paid' || payment.state === 'parked') return;
  const gateway = await gatewayOf(core, payment);
  if (!gateway.capabilities.cancel) return;
  const result = await gateway.cancel(payment);
  if (result.kind !== 'ok')
    core.log.info({ payment: payment.reference, result: result.kind }, 'gateway did not cancel');
}

/** Judged on the row as it is now: money may have come since the job was made. */
async function withdraw(core: Core, paymentId: string): Promise<Payment | null> {
  return core.uow.run('payment.withdraw', async (stores) => {
    const payment = await stores.payments.get(paymentId);
    const step = payment ? paymentNext(payment.state, 'withdraw') : null;
    if (payment && step)
      mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
    return payment;
  });
}
