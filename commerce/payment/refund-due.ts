/**
 * Money that must go back: from here on it is promised and no longer anybody's to spend. The row is the promise; the
 * customer and the owner are told.
 */
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { moneyAlert } from '../notices/owner.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Refund, ReviewCase } from './model.ts';
import { openCase } from './open-case.ts';

export interface RefundInput {
  reason: Refund['reason'];
  /** What makes this refund one: the same cause is owed once, another cause once more. */
  cause: string;
  amountIdr: number;
  /** Where the money lies until now: the buyer's account unless a case holds it. */
  from?: 'customer' | 'parked';
  /** The payment that brought it, where it is known. */
  paymentId?: string | null;
  buyer: Screen | null;
  alert?: Screen;
}

export async function refundDue(core: Core, stores: Stores, order: Order, input: RefundInput): Promise<void> {
  const id = core.ids.uuid();
  const earlier = await stores.payments.refundsOf(order.id);
  const isNew = await stores.payments.insertRefund(newRefund(core, order, input, id, earlier.length + 1));
  if (!isNew) return;
  await moveMoney(core, stores, order, {
    kind: 'refund_promised',
    idemKey: `refund-promised:${id}`,
    from: input.from === 'parked' ? account.parked(order.environment) : purseOf(order),
    to: account.refundsDue(order.environment),
    amountIdr: input.amountIdr,
  });
  await openCase(core, stores, {
    kind: 'refund_due',
    order,
    amountIdr: input.amountIdr,
    detail: input.reason,
    cause: id,
    alert: input.alert ?? moneyAlert(order, 'late-refund', input.amountIdr, order.totalIdr),
  });
  if (input.buyer) await tellBuyer(core, stores, order, `refund:${id}`, input.buyer);
}

function newRefund(core: Core, order: Order, input: RefundInput, id: string, number: number): Refund {
  return {
    id,
    orderId: order.id,
    personId: order.personId,
    environment: order.environment,
    amountIdr: input.amountIdr,
    feeIdr: 0,
    reason: input.reason,
    cause: input.cause,
    state: 'due',
    version: 1,
    reference: `${order.code}-R${number}`,
    paymentId: input.paymentId ?? null,
    way: null,
    chooseUntil: null,
    destinationSealed: null,
    destinationMasked: null,
    reminders: 0,
    unanswered: 0,
    proof: null,
    createdAt: core.clock.now(),
    endedAt: null,
  };
}

/** The refund a `refund_due` case is about. */
export const isRefundOf = (row: ReviewCase, refund: Refund): boolean => row.dedupeKey === `refund_due:${refund.id}`;
