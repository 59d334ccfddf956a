/** The order goes on with what came: the shop bears a shortfall, an excess is owed back. */
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { moneyReturnedScreen } from '../notices/refund.ts';
import { orderNext } from '../order/machine.ts';
import { paymentNext } from '../payment/machine.ts';
import { waitingFor } from '../payment/waiting-money.ts';
import { refundDue } from '../refund/refund-due.ts';
import { settleOrder } from '../payment/settle.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { CaseContext, Decision } from './decision.ts';
import { closeCase } from './close-case.ts';
import { unparkRow } from './parked-money.ts';

export const acceptMoney: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ order }) => order !== null && orderNext(order.state, 'settled') !== null,
  async carryOut(context) {
    const { core, stores, row, order } = context;
    const payment = row.paymentId ? await stores.payments.get(row.paymentId) : null;
    const step = payment ? paymentNext(payment.state, 'accept') : null;
    if (!payment || !step) throw new Refused('wrong_state');
    const cameIdr = await gather(context);
    const missingIdr = order.totalIdr - cameIdr;
    if (missingIdr > 0) await grantShortfall(context, missingIdr);
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
    const settlement = await settleOrder(core, stores, order, payment, row.id, cameIdr);
    if (settlement === 'not_open') throw new Refused('wrong_state');
    // What was ordered is gone: nothing is granted, the owner gives back exactly what came.
    if (settlement === 'refund_due') throw new Refused('sold_out');
    if (missingIdr < 0) await oweExcess(context, -missingIdr);
  },
};

/** All that came for the order and waits: this, and too little that came before. How much it is. */
async function gather({ core, stores, actor, row, order }: CaseContext): Promise<number> {
  await unparkRow(core, stores, order, row);
  let sumIdr = row.parkedIdr;
  for (const other of await waitingFor(stores, order)) {
    // The whole price came alone: what came before is decided by itself.
    if (other.id === row.id || sumIdr >= order.totalIdr) continue;
    await closeCase(core, stores, actor, other, `accept: with ${row.kind}`);
    await unparkRow(core, stores, order, other);
    sumIdr += other.parkedIdr;
  }
  return sumIdr;
}

/** The gap is taken from sales, so the books still balance. */
async function grantShortfall({ core, stores, row, order }: CaseContext, amountIdr: number): Promise<void> {
  const from = account.sales(order.environment);
  const idemKey = `shortfall:${row.id}`;
  await moveMoney(core, stores, order, { kind: 'adjustment', idemKey, from, to: purseOf(order), amountIdr });
}

async function oweExcess({ core, stores, row, order }: CaseContext, amountIdr: number): Promise<void> {
  await refundDue(core, stores, order, {
    reason: 'owner_refund',
    cause: row.id,
    amountIdr,
    paymentId: row.paymentId,
    buyer: (refund) => moneyReturnedScreen(order, refund),
  });
}
