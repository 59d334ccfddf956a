/**
 * What received money is for: it settles the order, alone or with what came before, or it fits nothing and waits; and
 * whether to believe it at all. Pure.
 */
import type { OrderState } from '../order/model.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import type { Payment } from './model.ts';

export interface Judged {
  orderState: OrderState;
  totalIdr: number;
  receivedIdr: number;
  /** Too little that came before and still waits. */
  waitingIdr: number;
  /** Too much is delivered, and the rest owed back. */
  overpaidDelivers: boolean;
}

export type MoneyVerdict =
  | { kind: 'settles'; withWaiting: boolean; excessIdr: number }
  | { kind: 'underpaid' | 'overpaid' | 'paid_twice' };

const SETTLED: readonly OrderState[] = ['paid', 'completed', 'failed'];

export function judgeMoney({ orderState, totalIdr, receivedIdr, waitingIdr, overpaidDelivers }: Judged): MoneyVerdict {
  if (SETTLED.includes(orderState)) return { kind: 'paid_twice' };
  // The whole price alone: what came before stays its payer's, and is decided by itself.
  if (receivedIdr === totalIdr) return { kind: 'settles', withWaiting: false, excessIdr: 0 };
  const sumIdr = receivedIdr + waitingIdr;
  if (sumIdr < totalIdr) return { kind: 'underpaid' };
  if (sumIdr === totalIdr) return { kind: 'settles', withWaiting: true, excessIdr: 0 };
  if (!overpaidDelivers) return { kind: 'overpaid' };
  const withWaiting = receivedIdr < totalIdr;
  return { kind: 'settles', withWaiting, excessIdr: (withWaiting ? sumIdr : receivedIdr) - totalIdr };
}

/** What makes a "paid" unbelievable whatever its signature: other reference, currency, or kind of money. */
export function integrityDoubt(
  payment: Pick<Payment, 'reference' | 'environment'>,
  told: Pick<ObservedPayment, 'reference' | 'currency' | 'amountIdr' | 'testMoney'>,
): string | null {
  if (told.reference !== null && told.reference !== payment.reference) return 'reference';
  if (told.currency !== null && told.currency !== 'IDR') return 'currency';
  if (told.amountIdr === null || told.amountIdr <= 0) return 'amount_unknown';
  if (payment.environment === 'live' && told.testMoney === true) return 'test_money';
  return null;
}
