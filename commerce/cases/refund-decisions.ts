/** What can be decided about a refund that waits: it was transferred, it stays as balance, or it is given up. */
import { endRefund } from '../payment/end-refund.ts';
import { isRefundOf } from '../payment/refund-due.ts';
import type { Refund } from '../payment/model.ts';
import { Refused } from '../refusal.ts';
import type { CaseContext, Decision } from './decision.ts';

async function refundOf({ stores, row, order }: CaseContext): Promise<Refund> {
  const refund = (await stores.payments.refundsOf(order.id)).find((entry) => isRefundOf(row, entry));
  if (!refund) throw new Refused('wrong_state');
  return refund;
}

/** Transferred by hand, or seen in the gateway's dashboard; the reason is the proof the payer reads. */
export const refundTransferred: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut(context) {
    const { core, stores, order, reason } = context;
    await endRefund(core, stores, order, await refundOf(context), 'paid_out', reason);
  },
};

export const refundKept: Decision = {
  name: 'keep',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ order }) => order !== null && order.personId !== null,
  async carryOut(context) {
    const { core, stores, order, reason } = context;
    await endRefund(core, stores, order, await refundOf(context), 'kept', reason);
  },
};

export const refundWrittenOff: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  async carryOut(context) {
    const { core, stores, order, reason } = context;
    await endRefund(core, stores, order, await refundOf(context), 'written_off', reason);
  },
};
