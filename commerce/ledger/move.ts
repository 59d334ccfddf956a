/** A booking with two sides: an amount leaves one account and arrives at another, once per key. */
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { book } from './accounts.ts';
import type { JournalKind } from './model.ts';

export interface Move {
  kind: JournalKind;
  /** What this is about: the same key moves once. */
  idemKey: string;
  from: string;
  to: string;
  amountIdr: number;
}

/** Nothing is booked for an amount of zero. */
export async function moveMoney(core: Core, stores: Stores, order: Order, move: Move): Promise<void> {
  if (move.amountIdr === 0) return;
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: move.kind,
    idemKey: move.idemKey,
    orderId: order.id,
    memo: order.code,
    at: core.clock.now(),
    entries: [
      { accountId: move.from, amountIdr: -move.amountIdr },
      { accountId: move.to, amountIdr: move.amountIdr },
    ],
  });
}
