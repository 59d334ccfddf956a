/** Money that must go back: the promise as a row, the customer and the owner told. Paying it out is the owner's act. */
import type { Core } from '../core.ts';
import { moneyAlert } from '../notices/owner.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Screen } from '../ports/screen.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Refund } from './model.ts';
import { openCase } from './open-case.ts';

export async function refundDue(
  core: Core,
  stores: Stores,
  order: Order,
  input: { reason: Refund['reason']; amountIdr: number; buyer: Screen | null; alert?: Screen },
): Promise<void> {
  const isNew = await stores.payments.insertRefund({
    id: core.ids.uuid(),
    orderId: order.id,
    personId: order.personId,
    environment: order.environment,
    amountIdr: input.amountIdr,
    reason: input.reason,
    state: 'due',
    createdAt: core.clock.now(),
  });
  if (!isNew) return;
  await openCase(core, stores, {
    kind: 'refund_due',
    order,
    amountIdr: input.amountIdr,
    detail: input.reason,
    cause: `${order.id}:${input.reason}`,
    alert: input.alert ?? moneyAlert(order, 'late-refund', input.amountIdr, order.totalIdr),
  });
  if (input.buyer) await tellBuyer(core, stores, order, `refund:${input.reason}`, input.buyer);
}
