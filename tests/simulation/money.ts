/**
 * What the money of an order must be, worked out from what came in and what was given, without asking any machine. What
 * came in lies where it was spent, kept, promised back, parked for a decision or written off; nowhere else, and once.
 */
import type { StockCode } from '../../commerce/catalogue/model.ts';
import type { Fulfilment, FulfilmentAttempt } from '../../commerce/fulfilment/model.ts';
import type { Journal, MoneyHold } from '../../commerce/ledger/model.ts';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { Payment, Receipt, Refund, RefundState, ReviewCase } from '../../commerce/payment/model.ts';

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

/** Money we were told of and do not believe, or cannot tell from money we have: not booked, and somebody was asked. */
const DOUBTED: readonly ReviewCase['kind'][] = ['wrong_money', 'maybe_paid_twice'];
const PROMISED: readonly RefundState[] = ['due', 'sending', 'pending', 'unclear'];

/** @param takenIdr what the gateway took for the order. */
export function expectedMoney(rows: OrderRows, takenIdr: number): string[] {
  const { order, lines, receipts, refunds, cases, holds } = rows;
  const wrong: string[] = [];
  const demand = (what: string, saidIdr: number, where: string, isIdr: number) => {
    if (saidIdr !== isIdr) wrong.push(`${order.code} (${order.state}): ${what} ${saidIdr}, ${where} ${isIdr}`);
  };
  const on = (account: RegExp) => movedOn(rows, account);
  const refunded = (...states: RefundState[]) =>
    sum(refunds.filter((row) => states.includes(row.state)).map((row) => row.amountIdr));
  const decided = (decision: string) =>
    sum(cases.filter((row) => row.resolution?.startsWith(`${decision}:`)).map((row) => row.parkedIdr));

  const receivedIdr = sum(receipts.map((row) => row.amountIdr));
  const deliveredIdr = valueDelivered(rows);
  const heldIdr = sum(holds.filter((row) => row.state === 'open').map((row) => row.amountIdr));
  const capturedIdr = sum(holds.filter((row) => row.state === 'captured').map((row) => row.capturedIdr));
  if (!cases.some((row) => DOUBTED.includes(row.kind))) demand('taken are', takenIdr, 'booked are', receivedIdr);
  if (order.state !== 'paid') demand('delivered are', deliveredIdr, 'captured are', capturedIdr);
  demand('promised are', refunded(...PROMISED), 'on refunds_due lie', on(/:refunds_due$/));
  const parkedIdr = sum(cases.filter((row) => row.state === 'open').map((row) => row.parkedIdr));
  demand('undecided are', parkedIdr, 'on parked lie', on(/:parked$/));
  demand('given up are', refunded('written_off') + decided('write_off'), 'written off are', on(/:written_off$/));
  const lostIdr = takenBack(rows);
  if (lostIdr > receivedIdr) wrong.push(`${order.code}: ${lostIdr} were taken back of ${receivedIdr}`);
  demand('at the gateway should be', refunded('paid_out') + lostIdr - receivedIdr, 'there are', on(/:gateway:/));
  const keptIdr = refunded('kept') + decided('keep');
  const isTopUp = lines.some((line) => line.kind === 'topup');
  const paidInIdr = isTopUp ? receivedIdr : heldIdr + overIdr(order, receivedIdr, deliveredIdr);
  const balanceIdr = order.payWith === 'balance' ? stayBack(rows) - capturedIdr : paidInIdr;
  demand('the buyer should have', keptIdr + balanceIdr, 'and has', on(/:customer:/));
  wrong.push(...endings(rows, deliveredIdr));
  return wrong;
}

function endings({ order, refunds, receipts, holds }: OrderRows, deliveredIdr: number): string[] {
  const wrong: string[] = [];
  if (holds.length > 1) wrong.push(`${order.code} has ${holds.length} holds`);
  const back = refunds.filter((row) => row.cause === 'fulfilment_failed');
  const isFromBalance = order.payWith === 'balance';
  const missingIdr =
    order.state === 'failed' && !isFromBalance && !keepsMoney(order) ? order.totalIdr - deliveredIdr : 0;
  // The payer's fee goes back too where nothing came of the order.
  const prices = back.map((row) => row.amountIdr - row.feeIdr);
  if (order.state !== 'cancelled' && sum(prices) !== missingIdr)
    wrong.push(`${order.code}: ${missingIdr} was not delivered, back go ${prices.join()}`);
  if (deliveredIdr > 0 && back.some((row) => row.feeIdr > 0)) wrong.push(`${order.code}: a fee went back for goods`);
  if (isFromBalance && receipts.length > 0) wrong.push(`${order.code}: money came for an order from a balance`);
  if (isFromBalance && holds[0]?.amountIdr !== order.totalIdr) wrong.push(`${order.code} held another amount`);
  return wrong;
}

/** What bought nothing stays on the balance of who shops from one: excess, a second payment, too little, goods that failed. */
function overIdr(order: Order, receivedIdr: number, deliveredIdr: number): number {
  if (!keepsMoney(order)) return 0;
  const spentIdr = order.state === 'completed' || order.state === 'failed' ? deliveredIdr : 0;
  return receivedIdr - (order.state === 'paid' ? order.totalIdr : spentIdr);
}

const keepsMoney = ({ tier }: Order): boolean => tier === 'reseller';

const movedOn = ({ journals }: OrderRows, account: RegExp): number =>
  sum(journals.flatMap(({ entries }) => entries.filter((e) => account.test(e.accountId)).map((e) => e.amountIdr)));

/** What the gateway gave or took back without a refund of ours: booked as such, and no more than came. */
const takenBack = ({ journals }: OrderRows): number =>
  sum(
    journals
      .filter((journal) => journal.kind === 'taken_back')
      .flatMap(({ entries }) => entries.filter((e) => /:gateway:/.test(e.accountId)).map((e) => e.amountIdr)),
  );

/** Of a stay that was cancelled, or goods the supplier took back, paid from a balance: there it went back to at once. */
const stayBack = ({ journals, refunds }: OrderRows): number => {
  const returnedIdr = sum(
    journals
      .filter(({ idemKey }) => idemKey.startsWith('stay-cancel:') || idemKey.startsWith('reversed:'))
      .flatMap(({ entries }) => entries.filter((e) => /:customer:/.test(e.accountId)).map((e) => e.amountIdr)),
  );
  return returnedIdr - sum(refunds.filter((row) => row.reason === 'cancelled_stay').map((row) => row.amountIdr));
};

/** The price of what reached the buyer in time; also of what was taken back afterwards. */
function valueDelivered({ lines, fulfilments }: OrderRows): number {
  const units = fulfilments.filter((row) => row.state === 'succeeded' || row.state === 'reversed');
  return sum(
    units.map((row) => {
      const line = lines.find((each) => each.id === row.lineId);
      return line?.kind === 'room_night' ? line.totalIdr : (line?.unitPriceIdr ?? 0);
    }),
  );
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

export function grouped<R>(rows: readonly R[], of: (row: R) => string): (key: string) => R[] {
  const groups = Map.groupBy(rows, of);
  return (key) => groups.get(key) ?? [];
}
