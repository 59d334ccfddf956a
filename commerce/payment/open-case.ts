/** Opens a case for a person to decide, and tells the owner. One per cause, however often it is met. */
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { tellOwner } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { ReviewCase } from './model.ts';

export interface NewCase {
  kind: ReviewCase['kind'];
  order: Order;
  paymentId?: string;
  fulfilmentId?: string;
  amountIdr?: number | null;
  /** Received money, already booked to the buyer: from here on it waits for the decision. */
  parkIdr?: number;
  detail: string;
  /** What makes this cause one: a receipt key, a fulfilment id. */
  cause: string;
  alert: Screen;
}

/** The case, or null when this cause has one already. */
export async function openCase(core: Core, stores: Stores, input: NewCase): Promise<ReviewCase | null> {
  const dedupeKey = `${input.kind}:${input.cause}`;
  const row: ReviewCase = {
    id: core.ids.uuid(),
    kind: input.kind,
    environment: input.order.environment,
    orderId: input.order.id,
    paymentId: input.paymentId ?? null,
    fulfilmentId: input.fulfilmentId ?? null,
    amountIdr: input.amountIdr ?? null,
    detail: input.detail,
    state: 'open',
    resolution: null,
    openedAt: core.clock.now(),
    resolvedAt: null,
    resolvedBy: null,
    parkedIdr: input.parkIdr ?? 0,
    dedupeKey,
  };
  if (!(await stores.reviews.open(row))) return null;
  await parkMoney(core, stores, input, dedupeKey);
  await tellOwner(core, stores, input.order.environment, `case:${dedupeKey}`, input.alert);
  return row;
}

async function parkMoney(core: Core, stores: Stores, { order, parkIdr }: NewCase, dedupeKey: string): Promise<void> {
  await moveMoney(core, stores, order, {
    kind: 'parked',
    idemKey: `parked:${dedupeKey}`,
    from: purseOf(order),
    to: account.parked(order.environment),
    amountIdr: parkIdr ?? 0,
  });
}
