/**
 * Ends a paid order once every line is final: captures what was delivered, gives back the rest. Runs in the transaction
 * that made the last line final, so the money and the state can never disagree.
 */
import type { Core } from '../core.ts';
import { isDelivered, isFinal } from '../fulfilment/machine.ts';
import type { Fulfilment } from '../fulfilment/model.ts';
import { account, book } from '../ledger/accounts.ts';
import { holdNext } from '../ledger/machine.ts';
import { refundDue } from '../refund/refund-due.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { tellOwner } from '../notices/send.ts';
import { orderNext } from './machine.ts';
import type { Order, OrderLine } from './model.ts';

export async function closeIfDone(core: Core, stores: Stores, orderId: string): Promise<void> {
  const order = await stores.orders.get(orderId);
  if (!order || order.state !== 'paid') return;
  const fulfilments = await stores.fulfilments.ofOrder(orderId);
  if (fulfilments.length === 0 || !fulfilments.every((row) => isFinal(row.state))) return;
  const deliveredIdr = deliveredValue(await stores.orders.lines(orderId), fulfilments);
  const step = orderNext(order.state, deliveredIdr === order.totalIdr ? 'all_delivered' : 'not_all_delivered');
  if (!step) return;
  mustWin(
    await stores.orders.update(order.id, order.version, { state: step.to, closedAt: core.clock.now() }),
    order.code,
  );
  await resolveMoney(core, stores, order, deliveredIdr);
  if (deliveredIdr < order.totalIdr) await giveBack(core, stores, order, deliveredIdr, fulfilments);
}

/** What was held on a balance and not captured is the buyer's again by that alone; money paid in is owed back. */
async function giveBack(
  core: Core,
  stores: Stores,
  order: Order,
  deliveredIdr: number,
  fulfilments: readonly Fulfilment[],
): Promise<void> {
  const why = fulfilments
    .map((row) => row.note)
    .filter(Boolean)
    .join('; ');
  if (order.payWith === 'balance') {
    const alert = purchaseAlert(order, 'failed-balance', why);
    await tellOwner(core, stores, order.environment, `failed:${order.id}`, alert);
    return;
  }
  const paid = (await stores.payments.ofOrder(order.id)).findLast((row) => row.state === 'paid');
  await refundDue(core, stores, order, {
    reason: 'fulfilment_failed',
    cause: 'fulfilment_failed',
    amountIdr: order.totalIdr - deliveredIdr,
    // Nothing came of it, so everything that left the payer's account goes back.
    feeIdr: deliveredIdr === 0 ? (paid?.feeIdr ?? 0) : 0,
    paymentId: paid?.id ?? null,
    buyer: null,
    alert: purchaseAlert(order, 'failed', why),
  });
}

/** The price of what reached the buyer. A line's units share its total evenly: totals are qty × unit price. */
function deliveredValue(lines: readonly OrderLine[], fulfilments: readonly Fulfilment[]): number {
  let sumIdr = 0;
  for (const line of lines) {
    const units = fulfilments.filter((row) => row.lineId === line.id);
    const delivered = units.filter((row) => isDelivered(row.state)).length;
    sumIdr += units.length === 1 ? (delivered === 1 ? line.totalIdr : 0) : delivered * line.unitPriceIdr;
  }
  return sumIdr;
}

async function resolveMoney(core: Core, stores: Stores, order: Order, deliveredIdr: number): Promise<void> {
  const hold = (await stores.ledger.holdsOf(order.id)).find((row) => row.state === 'open');
  const to = hold && holdNext(hold.state, deliveredIdr > 0 ? 'capture' : 'void');
  if (!hold || !to) throw new Error(`order ${order.code} has no open hold to close`);
  mustWin(await stores.ledger.resolveHold(hold.id, to, deliveredIdr), hold.id);
  if (deliveredIdr === 0) return;
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: 'capture',
    idemKey: `capture:${order.id}:${hold.attempt}`,
    orderId: order.id,
    memo: order.code,
    at: core.clock.now(),
    entries: [
      { accountId: hold.accountId, amountIdr: -deliveredIdr },
      { accountId: account.sales(order.environment), amountIdr: deliveredIdr },
    ],
  });
}
