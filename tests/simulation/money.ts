/**
 * What the money of an order must be, worked out from what came in and what was given, without asking any machine. Money
 * is received, spent on what was delivered, given back, or promised: a refund that is due, or a case a person decides.
 */
import type { StockCode } from '../../commerce/catalogue/model.ts';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { Journal, MoneyHold } from '../../commerce/ledger/model.ts';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { Payment, Receipt, Refund, ReviewCase } from '../../commerce/payment/model.ts';

export interface OrderRows {
  order: Order;
  lines: OrderLine[];
  payments: Payment[];
  receipts: Receipt[];
  refunds: Refund[];
  cases: ReviewCase[];
  journals: Journal[];
  holds: MoneyHold[];
  codes: StockCode[];
  fulfilments: Fulfilment[];
  attempts: FulfilmentAttempt[];
}

/** What follows from how the order is paid, and for what. */
const isTopUp = ({ lines }: OrderRows): boolean => lines.some((line) => line.kind === 'topup');

/** Accounts on which money lies that is not ours: a customer's, what waits for a decision, what is promised back. */
const OWED = /:customer:|:parked$|:refunds_due$/;
const PARKED: readonly ReviewCase['kind'][] = ['underpaid', 'overpaid', 'paid_twice'];
/** Money we were told of and do not believe, or cannot tell from money we have: not booked, and somebody was asked. */
const DOUBTED: readonly ReviewCase['kind'][] = ['wrong_money', 'maybe_paid_twice'];

/** @param takenIdr what the gateway took for the order. */
export function expectedMoney(rows: OrderRows, takenIdr: number): string[] {
  const { order, receipts, refunds, cases, journals, holds } = rows;
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(`${order.code} (${order.state}): ${text}`);

  const receivedIdr = sum(receipts.map((row) => row.amountIdr));
  if (receivedIdr !== takenIdr && !cases.some((row) => DOUBTED.includes(row.kind)))
    say(`the gateway took ${takenIdr}, booked is ${receivedIdr}`);

  const deliveredIdr = valueDelivered(rows);
  const capturedIdr = sum(holds.filter((row) => row.state === 'captured').map((row) => row.capturedIdr));
  if (capturedIdr !== deliveredIdr && order.state !== 'paid')
    say(`captured ${capturedIdr} for goods of ${deliveredIdr}`);
  if (holds.length > 1) say(`${holds.length} holds`);

  const paidOutIdr = sum(refunds.filter((row) => row.state === 'paid_out').map((row) => row.amountIdr));
  const dueIdr = sum(refunds.filter((row) => row.state === 'due').map((row) => row.amountIdr));
  const grantedIdr = sum(cases.map((row) => granted(rows, row)));
  const returnedIdr = sum(refunds.filter((row) => row.reason === 'cancelled_stay').map((row) => row.amountIdr));
  const undecidedIdr = sum(cases.filter(isUndecided).map((row) => row.amountIdr ?? 0));
  const heldIdr = sum(holds.filter((row) => row.state === 'open').map((row) => row.amountIdr));

  const leftIdr = receivedIdr + grantedIdr + returnedIdr - capturedIdr - paidOutIdr;
  const owedIdr = sum(
    journals.flatMap(({ entries }) => entries.filter((e) => OWED.test(e.accountId)).map((e) => e.amountIdr)),
  );
  if (order.payWith === 'balance') return [...wrong, ...fromBalance(rows, owedIdr - givenBackIdr(rows) + capturedIdr)];
  if (owedIdr !== leftIdr) say(`the ledger owes ${owedIdr}, the rows say ${leftIdr}`);
  const keptIdr = isTopUp(rows) ? receivedIdr : 0;
  if (leftIdr !== dueIdr + undecidedIdr + heldIdr + keptIdr)
    say(`${leftIdr} is left; due ${dueIdr}, undecided ${undecidedIdr}, on hold ${heldIdr}, on the balance ${keptIdr}`);
  if (order.state === 'failed') {
    const backIdr = sum(refunds.filter((row) => row.reason === 'fulfilment_failed').map((row) => row.amountIdr));
    if (backIdr !== order.totalIdr - deliveredIdr)
      say(`${order.totalIdr - deliveredIdr} was not delivered, ${backIdr} goes back`);
  }
  return wrong;
}

/** Nothing came in for it, so nothing may be owed back: what was not captured never left the balance. */
function fromBalance({ order, receipts, refunds, holds }: OrderRows, unexplainedIdr: number): string[] {
  const wrong: string[] = [];
  if (unexplainedIdr !== 0) wrong.push(`${order.code}: ${unexplainedIdr} of a balance moved without goods`);
  if (receipts.length + refunds.length > 0) wrong.push(`${order.code}: money came or goes for an order from a balance`);
  if (holds.length !== 1 || holds[0]?.amountIdr !== order.totalIdr)
    wrong.push(`${order.code} costs ${order.totalIdr} and held ${holds.map((hold) => hold.amountIdr).join()}`);
  return wrong;
}

/** A cancelled stay that was paid from a balance. */
const givenBackIdr = ({ journals }: OrderRows): number =>
  sum(
    journals
      .filter((journal) => journal.idemKey.startsWith('stay-cancel:'))
      .flatMap(({ entries }) => entries.filter((e) => OWED.test(e.accountId)).map((e) => e.amountIdr)),
  );

/** The price of what reached the buyer; also of what was taken back afterwards, which moves no money by itself. */
function valueDelivered({ lines, fulfilments }: OrderRows): number {
  const units = fulfilments.filter((row) => row.state === 'succeeded' || row.state === 'reversed');
  return sum(
    units.map((row) => {
      const line = lines.find((each) => each.id === row.lineId);
      return line?.kind === 'room_night' ? line.totalIdr : (line?.unitPriceIdr ?? 0);
    }),
  );
}

/** The owner let the order go for less. */
function granted({ payments }: OrderRows, row: ReviewCase): number {
  if (row.kind !== 'underpaid' || !row.resolution?.startsWith('accept')) return 0;
  const payment = payments.find((each) => each.id === row.paymentId);
  return (payment?.amountIdr ?? 0) - (row.amountIdr ?? 0);
}

/** Nobody decided yet, or it was decided to leave the money where it is. */
const isUndecided = ({ kind, state, resolution }: ReviewCase): boolean =>
  PARKED.includes(kind) && (state === 'open' || resolution?.startsWith('dismiss') === true);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

export function grouped<R>(rows: readonly R[], of: (row: R) => string): (key: string) => R[] {
  const groups = Map.groupBy(rows, of);
  return (key) => groups.get(key) ?? [];
}
