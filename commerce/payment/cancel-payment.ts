/** The `payment.cancel` job: asks the gateway to stop taking money for a withdrawn attempt. Best effort, few tries. */
import type { Core } from '../core.ts';
import { gatewayOf } from './create-payment.ts';
import { paymentNext } from './machine.ts';

export async function cancelPayment(core: Core, { paymentId }: { paymentId: string }): Promise<void> {
  const payment = await core.uow.read.payments.get(paymentId);
  if (!payment || payment.state === 'paid' || payment.state === 'parked') return;
  const step = paymentNext(payment.state, 'withdraw');
  if (step) {
    await core.uow.run('payment.withdraw', (stores) =>
      stores.payments.update(payment.id, payment.version, { state: step.to }),
    );
  }
  const gateway = await gatewayOf(core, payment);
  if (!gateway.capabilities.cancel) return;
  const result = await gateway.cancel(payment);
  if (result.kind !== 'ok')
    core.log.info({ payment: payment.reference, result: result.kind }, 'gateway did not cancel');
}
