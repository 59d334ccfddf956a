/** A refund is over: the promise is kept, turned into balance, or given up. The money leaves `refunds_due` once. */
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import type { JournalKind } from '../ledger/model.ts';
import { moveMoney } from '../ledger/move.ts';
import { keptScreen, refundPaidScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { refundNext } from './refund-machine.ts';
import type { Refund } from './model.ts';

type End = 'paid_out' | 'kept' | 'written_off';

const KINDS: Record<End, JournalKind> = {
  paid_out: 'refund_paid',
  kept: 'kept_as_balance',
  written_off: 'written_off',
};

/** With the order locked. `proof` is what the payer is shown. Throws Refused when the refund is over already. */
export async function endRefund(
  core: Core,
  stores: Stores,
  order: Order,
  refund: Refund,
  end: End,
  proof: string,
): Promise<void> {
  const step = refundNext(refund.state, end);
  if (!step) throw new Refused('already_done');
  const patch = { state: step.to, proof: proof || null, endedAt: core.clock.now() };
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
  await moveMoney(core, stores, order, {
    kind: KINDS[end],
    idemKey: `refund:${refund.id}`,
    from: account.refundsDue(order.environment),
    to: await destinationOf(stores, order, refund, end),
    amountIdr: refund.amountIdr,
  });
  if (end === 'paid_out')
    await tellBuyer(core, stores, order, `refund-paid:${refund.id}`, refundPaidScreen(order, refund, proof));
  if (end === 'kept') await tellBuyer(core, stores, order, `kept:${refund.id}`, keptScreen(order, refund.amountIdr));
}

/** What was paid out left the gateway that had it: the refund's own, else the one that took money for the order. */
async function destinationOf(stores: Stores, order: Order, refund: Refund, end: End): Promise<string> {
  if (end === 'kept') return purseOf(order);
  if (end === 'written_off') return account.writtenOff(order.environment);
  const receipts = await stores.payments.receiptsOf(order.id);
  const receipt = receipts.find((row) => row.paymentId === refund.paymentId) ?? receipts[0];
  if (!receipt) throw new Refused('wrong_state');
  return account.gateway(order.environment, receipt.providerId);
}
