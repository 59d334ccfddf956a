/**
 * What can be decided about goods that came after they were given up. They are withheld and booked as a loss; nothing is
 * charged by itself.
 */
import { costReturned, costToLoss } from '../fulfilment/book-cost.ts';
import { handOverLate, offerLateGoods } from '../fulfilment/late-goods.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { reversedBackScreen } from '../notices/supply.ts';
import { refundDue } from '../refund/refund-due.ts';
import { Refused } from '../refusal.ts';
import type { CaseContext, Decision } from './decision.ts';
import { unitOf } from './unclear-purchase.ts';

/** Asks the buyer to pay for them; a yes hands them over, a no or silence opens the case again. */
export const chargeLate: Decision = {
  name: 'charge',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ order }) => order !== null && order.chatId !== null && order.personId !== null,
  async carryOut(context) {
    const unit = await unitOf(context);
    if (unit.fulfilment.state !== 'late_success') throw new Refused('wrong_state');
    await offerLateGoods(context.core, context.stores, unit);
  },
};

/** A code is sent; of a direct top-up the buyer is told that it arrived. Its cost stays a loss. */
export const giveLate: Decision = {
  name: 'give',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut(context) {
    if (!(await handOverLate(context.core, context.stores, await unitOf(context), 'given')))
      throw new Refused('wrong_state');
  },
};

/** Nobody gets them, or somebody did without paying: booked as a loss when they came, so nothing is left to move. */
export const writeOffLate: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  carryOut: async () => undefined,
};

const isAboutUnit = ({ row }: Pick<CaseContext, 'row'>): boolean => row.fulfilmentId !== null;

/** The supplier took the goods back and our deposit has the price again: the buyer's money goes back too. */
export const refundReversed: Decision = {
  name: 'refund',
  needsReason: false,
  isFinalForMoney: true,
  isOffered: isAboutUnit,
  carryOut: (context) => giveBackReversed(context, 'returned'),
};

/** The buyer's money goes back although our deposit does not have it: what the goods cost is a loss. */
export const refundReversedAtLoss: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  isOffered: isAboutUnit,
  carryOut: (context) => giveBackReversed(context, 'lost'),
};

async function giveBackReversed(context: CaseContext, cost: 'returned' | 'lost'): Promise<void> {
  const { core, stores, row, order } = context;
  const unit = await unitOf(context);
  // While the order is open its money is on hold and not yet ours to return.
  if (unit.fulfilment.state !== 'reversed' || order.state === 'paid') throw new Refused('wrong_state');
  const amountIdr = unit.line.unitPriceIdr;
  await moveMoney(core, stores, order, {
    kind: 'adjustment',
    idemKey: `reversed:${row.id}`,
    from: account.sales(order.environment),
    to: purseOf(order),
    amountIdr,
  });
  const payment = (await stores.payments.ofOrder(order.id)).find((entry) => entry.state === 'paid');
  await refundDue(core, stores, order, {
    reason: 'fulfilment_failed',
    cause: row.id,
    amountIdr,
    // The fee bought something only where other goods of the order stay.
    feeIdr: amountIdr === order.totalIdr ? (payment?.feeIdr ?? 0) : 0,
    paymentId: payment?.id ?? null,
    buyer: () => reversedBackScreen(order, unit.line),
  });
  const bought = await stores.fulfilments.attempt(unit.fulfilment.id, unit.fulfilment.attempt);
  if (!bought) return;
  if (cost === 'returned') await costReturned(core, stores, order, bought);
  else await costToLoss(core, stores, order, bought);
}
