/**
 * What a supplier took from our deposit, once per attempt. Goods that came after their money went back are a loss until
 * somebody pays for them after all.
 */
import type { Core } from '../core.ts';
import { account, book } from '../ledger/accounts.ts';
import type { Order, OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { FulfilmentAttempt } from './model.ts';

type Bought = { order: Order; line: OrderLine };

/** `as` says what it was spent on: goods that were sold, or goods nobody pays for. */
export async function bookCost(
  core: Core,
  stores: Stores,
  { order, line }: Bought,
  attempt: FulfilmentAttempt,
  toldIdr: number | null,
  as: 'cost' | 'lossLateDelivery' = 'cost',
): Promise<void> {
  const costIdr = toldIdr ?? attempt.priceIdr ?? line.snapshot.costIdr;
  if (!costIdr || costIdr <= 0) return;
  const idemKey = `cost:${attempt.id}`;
  if (await stores.ledger.journalByKey(idemKey)) return;
  await move(core, stores, order, {
    kind: 'supplier_cost',
    idemKey,
    memo: attempt.refId,
    from: account[as](order.environment),
    to: account.supplier(order.environment, attempt.providerId),
    amountIdr: costIdr,
  });
}

/** Somebody paid for what was written off: its cost is an ordinary one. */
export async function lossToCost(core: Core, stores: Stores, order: Order, attempt: FulfilmentAttempt): Promise<void> {
  const amountIdr = await bookedAs(stores, attempt, account.lossLateDelivery(order.environment));
  if (amountIdr === 0) return;
  await move(core, stores, order, {
    kind: 'adjustment',
    idemKey: `late-cost:${attempt.id}`,
    memo: attempt.refId,
    from: account.cost(order.environment),
    to: account.lossLateDelivery(order.environment),
    amountIdr,
  });
}

/** Goods were delivered, then their money went back: what they cost is a loss. */
export async function costToLoss(core: Core, stores: Stores, order: Order, attempt: FulfilmentAttempt): Promise<void> {
  const amountIdr = await bookedAs(stores, attempt, account.cost(order.environment));
  if (amountIdr === 0) return;
  await move(core, stores, order, {
    kind: 'adjustment',
    idemKey: `lost-cost:${attempt.id}`,
    memo: attempt.refId,
    from: account.lossLateDelivery(order.environment),
    to: account.cost(order.environment),
    amountIdr,
  });
}

/** The supplier put the price back on our deposit. */
export async function costReturned(
  core: Core,
  stores: Stores,
  order: Order,
  attempt: FulfilmentAttempt,
): Promise<void> {
  const amountIdr = await bookedAs(stores, attempt, account.cost(order.environment));
  if (amountIdr === 0) return;
  await move(core, stores, order, {
    kind: 'adjustment',
    idemKey: `cost-back:${attempt.id}`,
    memo: attempt.refId,
    from: account.supplier(order.environment, attempt.providerId),
    to: account.cost(order.environment),
    amountIdr,
  });
}

async function bookedAs(stores: Stores, attempt: FulfilmentAttempt, accountId: string): Promise<number> {
  const journal = await stores.ledger.journalByKey(`cost:${attempt.id}`);
  const entry = journal?.entries.find((row) => row.accountId === accountId);
  return entry ? Math.abs(entry.amountIdr) : 0;
}

async function move(
  core: Core,
  stores: Stores,
  order: Order,
  journal: {
    kind: 'supplier_cost' | 'adjustment';
    idemKey: string;
    memo: string;
    from: string;
    to: string;
    amountIdr: number;
  },
): Promise<void> {
  const { kind, idemKey, memo, from, to, amountIdr } = journal;
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind,
    idemKey,
    orderId: order.id,
    memo,
    at: core.clock.now(),
    entries: [
      { accountId: to, amountIdr },
      { accountId: from, amountIdr: -amountIdr },
    ],
  });
}
