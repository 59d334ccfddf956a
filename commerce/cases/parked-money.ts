/** Where parked money goes once somebody has decided. Each way empties exactly what the case holds. */
import { account, purseOf } from '../ledger/accounts.ts';
import type { JournalKind } from '../ledger/model.ts';
import { moveMoney } from '../ledger/move.ts';
import type { CaseContext } from './decision.ts';

async function release({ core, stores, row, order }: CaseContext, kind: JournalKind, to: string): Promise<void> {
  await moveMoney(core, stores, order, {
    kind,
    idemKey: `${kind}:${row.id}`,
    from: account.parked(order.environment),
    to,
    amountIdr: row.parkedIdr,
  });
}

/** Back to the buyer, for the order to take. */
export const unpark = (context: CaseContext) => release(context, 'unparked', purseOf(context.order));

/** The buyer's to spend on whatever they like. */
export const keepParked = (context: CaseContext) => release(context, 'kept_as_balance', purseOf(context.order));

export const writeOffParked = (context: CaseContext) =>
  release(context, 'written_off', account.writtenOff(context.order.environment));
