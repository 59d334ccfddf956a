/** Takes a payment attempt back in the caller's transaction; its gateway is told by a job. Money that comes anyway is booked. */
import type { Core } from '../core.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { paymentNext } from './machine.ts';
import type { Payment, PaymentState } from './model.ts';

/** Money came or is being looked at: an attempt beside it would invite paying twice. */
export const MONEY_IN_HAND: readonly PaymentState[] = ['challenge', 'parked', 'paid'];

/** Attempts that are over already are left alone. */
export async function withdrawPayment(core: Core, stores: Stores, payment: Payment): Promise<void> {
  const step = paymentNext(payment.state, 'withdraw');
  if (!step) return;
  mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  await stores.jobs.add(
    { name: 'payment.cancel', payload: { paymentId: payment.id }, dedupeKey: `payment.cancel:${payment.id}` },
    core.clock.now(),
  );
}

/** A second QR of the same order must not be paid as well; money that comes anyway is still booked. */
export async function withdrawOthers(
  core: Core,
  stores: Stores,
  attempts: readonly Payment[],
  paid: Payment,
): Promise<void> {
  for (const other of attempts) {
    if (other.id === paid.id || other.state === 'paid') continue;
    await stores.jobs.add(
      { name: 'payment.cancel', payload: { paymentId: other.id }, dedupeKey: `payment.cancel:${other.id}` },
      core.clock.now(),
    );
  }
}
