/** What the control API shows of the world. */
import { isClosed, statusOf } from '../gateway/payment.ts';
import type { Payment, World } from '../world/model.ts';

export function paymentView(payment: Payment, now: number): Record<string, unknown> {
  return {
    orderId: payment.orderId,
    project: payment.project,
    method: payment.method,
    status: statusOf(payment, now),
    amountIdr: payment.amountIdr,
    feeIdr: payment.feeIdr,
    totalIdr: payment.totalIdr,
    paymentNumber: payment.paymentNumber,
    billerCode: payment.billerCode ?? null,
    closed: isClosed(payment),
    phone: payment.phone ?? null,
    createdAt: payment.createdAt,
    expiresAt: payment.expiresAt,
    canceledAt: payment.canceledAt,
    creates: payment.creates,
    receipts: payment.receipts,
    refunds: payment.refunds ?? [],
  };
}

/** Newest first. */
export function paymentList(world: World, now: number, limit: number): Record<string, unknown>[] {
  return [...world.payments.values()]
    .slice(-limit)
    .toReversed()
    .map((payment) => paymentView(payment, now));
}

/** Counts for tests: what exists at each vendor, how often it was asked for, what is still under way. */
export function stateView(world: World, now: number): Record<string, unknown> {
  const purchases = [...world.purchases.values()].map(({ refId, sku, customerNo, status, rc, sn, priceIdr, asks }) => ({
    refId,
    sku,
    customerNo,
    status,
    rc,
    sn,
    priceIdr,
    asks,
  }));
  const locks = [...world.locks.values()].map((lock) => ({
    ...lock,
    keys: [...world.lockKeys.values()].filter((key) => key.lockId === lock.lockId),
  }));
  return {
    now,
    gateway: { payments: world.payments.size, receipts: receiptCount(world), receivedIdr: receivedIdr(world) },
    supplier: {
      deposits: Object.fromEntries([...world.accounts].map(([name, { depositIdr }]) => [name, depositIdr])),
      purchases,
    },
    lock: { locks },
    deployments: [...world.deployments.values()],
    waitingWebhooks: [...world.tasks.values()].filter((task) => task.kind === 'deliver').length,
    waitingTasks: world.tasks.size,
    counts: Object.fromEntries(world.counts),
  };
}

function receiptCount(world: World): number {
  let sum = 0;
  for (const payment of world.payments.values()) sum += payment.receipts.length;
  return sum;
}

/** Order money without payers' fees: what a shop's books must add up to. */
function receivedIdr(world: World): number {
  let sum = 0;
  for (const payment of world.payments.values()) for (const receipt of payment.receipts) sum += receipt.amountIdr;
  return sum;
}
