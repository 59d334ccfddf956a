/** Where parked money goes once somebody has decided. Each way empties exactly what the case holds. */
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import type { JournalKind } from '../ledger/model.ts';
import { moveMoney } from '../ledger/move.ts';
import type { Order } from '../order/model.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { CaseContext } from './decision.ts';

type Holder = Pick<CaseContext, 'core' | 'stores' | 'row' | 'order'>;

async function release({ core, stores, row, order }: Holder, kind: JournalKind, to: string): Promise<void> {
  await moveMoney(core, stores, order, {
    kind,
    idemKey: `${kind}:${row.id}`,
    from: account.parked(order.environment),
    to,
    amountIdr: row.parkedIdr,
  });
}

/** Back to the buyer, for the order to take. */
export const unparkRow = (core: Core, stores: Stores, order: Order, row: ReviewCase) =>
  release({ core, stores, order, row }, 'unparked', purseOf(order));

/** The buyer's to spend on whatever they like. */
export const keepParked = (context: CaseContext) => release(context, 'kept_as_balance', purseOf(context.order));

export const writeOffParked = (context: CaseContext) =>
  release(context, 'written_off', account.writtenOff(context.order.environment));
