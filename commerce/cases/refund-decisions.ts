/** What can be decided about a refund that waits: it was transferred, stays as balance, is asked about again, or given up. */
import type { Refund } from '../payment/model.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { sendByHand } from '../refund/by-hand.ts';
import { endRefund, type RefundEnd } from '../refund/end-refund.ts';
import { refundNext } from '../refund/machine.ts';
import { isRefundOf, payLater } from '../refund/refund-due.ts';
import { Refused } from '../refusal.ts';
import type { CaseContext, Decision } from './decision.ts';

async function refundOf({ stores, row, order }: CaseContext): Promise<Refund> {
  const refund = (await stores.payments.refundsOf(order.id)).find((entry) => isRefundOf(row, entry));
  if (!refund) throw new Refused('wrong_state');
  return refund;
}

const ending = (end: RefundEnd) => async (context: CaseContext) => {
  const { core, stores, actor, order, reason } = context;
  await endRefund(core, stores, actor, order, await refundOf(context), end, reason);
};

/** Transferred by hand, or seen in the gateway's dashboard; the reason is the proof the payer reads. */
export const refundTransferred: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: true,
  carryOut: ending('paid_out'),
};

export const refundKept: Decision = {
  name: 'keep',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ order }) => order !== null && order.personId !== null,
  carryOut: ending('kept'),
};

export const refundWrittenOff: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  carryOut: ending('written_off'),
};

/** The same refund under the same key: a question, not a second one. */
export const refundAskedAgain: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  async carryOut(context) {
    const refund = await refundOf(context);
    const step = refundNext(refund.state, 'send');
    if (!step) throw new Refused('wrong_state');
    const patch = { state: step.to, unanswered: 0 };
    mustWin(await context.stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
    await payLater(context.core, context.stores, refund.id);
  },
};

/** The person has looked at the gateway: it surely was not refunded there. From here on it goes by hand. */
export const refundByHand: Decision = {
  name: 'refund',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut(context) {
    const { core, stores, order, reason } = context;
    await sendByHand(core, stores, order, await refundOf(context), reason);
  },
};
