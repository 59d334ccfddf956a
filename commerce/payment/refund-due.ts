/** Money that must go back: the promise as a row, the customer and the owner told. Paying it out is the owner's act. */
import type { Core } from '../core.ts';
import { moneyAlert } from '../notices/owner.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Screen } from '../ports/screen.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Refund, ReviewCase } from './model.ts';
import { openCase } from './open-case.ts';

export interface RefundInput {
  reason: Refund['reason'];
  /** What makes this refund one: the same cause is owed once, another cause once more. */
  cause: string;
  amountIdr: number;
  buyer: Screen | null;
  alert?: Screen;
}

export async function refundDue(core: Core, stores: Stores, order: Order, input: RefundInput): Promise<void> {
  const id = core.ids.uuid();
  const isNew = await stores.payments.insertRefund({
    id,
    orderId: order.id,
    personId: order.personId,
    environment: order.environment,
    amountIdr: input.amountIdr,
    reason: input.reason,
    cause: input.cause,
    state: 'due',
    createdAt: core.clock.now(),
  });
  if (!isNew) return;
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

/** The refund a `refund_due` case is about. */
export const isRefundOf = (row: ReviewCase, refund: Refund): boolean => row.dedupeKey === `refund_due:${refund.id}`;
