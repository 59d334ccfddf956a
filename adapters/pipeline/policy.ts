/**
 * How long, how often and in what case again: one policy per method of each port. The tables are typed over the ports,
 * so a new method without a policy does not compile. Nothing that moves money is sent twice unless it surely never left.
 */
import type { DoorLock } from '../../commerce/ports/door-lock.ts';
import type { PaymentGateway } from '../../commerce/ports/payment-gateway.ts';
import type { Supplier } from '../../commerce/ports/supplier.ts';
import { callResult, connectionTest, purchaseReading, purchaseStatusReading } from './results.ts';
import type { ResultShape } from './results.ts';

export interface Policy<R> {
  shape: ResultShape<R>;
  /** For all attempts together, waiting included. */
  budgetMs: number;
  /** At most this many tries. */
  attempts: number;
  /** `never_left`: only when nothing was sent. `reads`: also when the answer was lost; for questions only. */
  again: 'never_left' | 'reads';
  /** The owner's connection test wants to know now, whatever the breaker thinks. */
  evenWhenOpen?: boolean;
  /** The answer names a person: none of it is kept, understood or not. */
  keepsNoAnswer?: boolean;
}

type AsyncMethod<P> = {
  [K in keyof P]: P[K] extends (...parameters: never[]) => Promise<unknown> ? K : never;
}[keyof P];

type ResultOf<F> = F extends (...parameters: never[]) => Promise<infer R> ? R : never;

export type Policies<P> = { [K in AsyncMethod<P>]: Policy<ResultOf<P[K]>> };

const SECOND_MS = 1_000;

/** Creating (20 s) and asking what became of it (10 s) together stay within the 30 s a person waits. */
export const paymentPolicies: Policies<PaymentGateway> = {
  create: { shape: callResult(), budgetMs: 20 * SECOND_MS, attempts: 2, again: 'never_left' },
  charge: { shape: callResult(), budgetMs: 30 * SECOND_MS, attempts: 1, again: 'never_left' },
  status: { shape: callResult(), budgetMs: 10 * SECOND_MS, attempts: 2, again: 'reads' },
  cancel: { shape: callResult(), budgetMs: 15 * SECOND_MS, attempts: 2, again: 'never_left' },
  simulate: { shape: callResult(), budgetMs: 15 * SECOND_MS, attempts: 1, again: 'never_left' },
  refund: { shape: callResult(), budgetMs: 20 * SECOND_MS, attempts: 2, again: 'never_left' },
  test: { shape: connectionTest, budgetMs: 10 * SECOND_MS, attempts: 1, again: 'reads', evenWhenOpen: true },
};

export const supplierPolicies: Policies<Supplier> = {
  balance: { shape: callResult(), budgetMs: 15 * SECOND_MS, attempts: 2, again: 'reads' },
  priceList: { shape: callResult(), budgetMs: 60 * SECOND_MS, attempts: 1, again: 'reads' },
  // Somebody waits with a purchase in hand: one short try, and its failures must not turn purchases away.
  inquire: {
    shape: callResult(),
    budgetMs: 5 * SECOND_MS,
    attempts: 1,
    again: 'reads',
    evenWhenOpen: true,
    keepsNoAnswer: true,
  },
  billList: { shape: callResult(), budgetMs: 60 * SECOND_MS, attempts: 1, again: 'reads' },
  inquireBill: {
    shape: callResult(),
    budgetMs: 15 * SECOND_MS,
    attempts: 1,
    again: 'reads',
    evenWhenOpen: true,
    keepsNoAnswer: true,
  },
  purchase: { shape: purchaseReading, budgetMs: 30 * SECOND_MS, attempts: 2, again: 'never_left' },
  // A status query is the purchase sent again under its reference, so a lost answer is not repeated at once either.
  status: { shape: purchaseStatusReading, budgetMs: 30 * SECOND_MS, attempts: 1, again: 'never_left' },
  test: { shape: connectionTest, budgetMs: 15 * SECOND_MS, attempts: 1, again: 'reads', evenWhenOpen: true },
};

export const doorLockPolicies: Policies<DoorLock> = {
  generateKey: { shape: callResult(), budgetMs: 30 * SECOND_MS, attempts: 2, again: 'never_left' },
  revokeKey: { shape: callResult(), budgetMs: 30 * SECOND_MS, attempts: 2, again: 'never_left' },
  listActiveKeys: { shape: callResult(), budgetMs: 20 * SECOND_MS, attempts: 2, again: 'reads' },
  test: { shape: connectionTest, budgetMs: 15 * SECOND_MS, attempts: 1, again: 'reads', evenWhenOpen: true },
};
