/** A refund is over: the promise is kept, turned into balance, or given up. The money leaves `refunds_due` once. */
import { closeCase } from '../cases/close-case.ts';
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import type { JournalKind } from '../ledger/model.ts';
import { moveMoney } from '../ledger/move.ts';
import { keptScreen, refundPaidScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { refundNext } from './machine.ts';
import { isRefundOf } from './refund-due.ts';

export type RefundEnd = 'paid_out' | 'kept' | 'written_off';

const KINDS: Record<RefundEnd, JournalKind> = {
  paid_out: 'refund_paid',
  kept: 'kept_as_balance',
  written_off: 'written_off',
};

/** With the order locked. `proof` is what the payer is shown. Throws Refused when the refund is over already. */
export async function endRefund(
  core: Core,
  stores: Stores,
  actor: Actor,
  order: Order,
  refund: Refund,
  end: RefundEnd,
  proof: string,
): Promise<undefined> {
  const step = refundNext(refund.state, end);
  if (!step) throw new Refused('already_done');
  const patch = { state: step.to, proof: proof || null, endedAt: core.clock.now() };
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
  await moveMoney(core, stores, order, {
    kind: KINDS[end],
    idemKey: `refund:${refund.id}`,
    from: account.refundsDue(order.environment),
    to: await targetOf(stores, order, refund, end),
    amountIdr: refund.amountIdr,
  });
  // Whoever ended it: nothing about it is left to decide.
  for (const row of await stores.reviews.ofOrder(order.id))
    if (row.state === 'open' && isRefundOf(row, refund)) await closeCase(core, stores, actor, row, end);
  if (end === 'paid_out')
    await tellBuyer(core, stores, order, `refund-paid:${refund.id}`, refundPaidScreen(order, refund, proof));
  if (end === 'kept') await tellBuyer(core, stores, order, `kept:${refund.id}`, keptScreen(order, refund.amountIdr));
  return undefined;
}

/** What was paid out left the gateway that had it: the refund's own, else the one that took money for the order. */
async function targetOf(stores: Stores, order: Order, refund: Refund, end: RefundEnd): Promise<string> {
  if (end === 'kept') return purseOf(order);
  if (end === 'written_off') return account.writtenOff(order.environment);
  const receipts = await stores.payments.receiptsOf(order.id);
  const receipt = receipts.find((row) => row.paymentId === refund.paymentId) ?? receipts[0];
  if (!receipt) throw new Refused('wrong_state');
  return account.gateway(order.environment, receipt.providerId);
}
