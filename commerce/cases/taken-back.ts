/**
 * Money the gateway took back, or never had although it said so. What a gateway gave back is booked when it is seen; a
 * reversal is only a word, so it is booked when a person says that the money is really gone.
 */
import { account } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { Refused } from '../refusal.ts';
import type { Decision } from './decision.ts';

export const acceptLoss: Decision = {
  name: 'accept',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut({ core, stores, row, order }) {
    const payment = row.paymentId ? await stores.payments.get(row.paymentId) : null;
    if (!payment || row.amountIdr === null) throw new Refused('wrong_state');
    await moveMoney(core, stores, order, {
      kind: 'taken_back',
      // Two words of one gateway about one payment ("failed", "cancelled") are two cases and one loss.
      idemKey: `taken-back:reversed:${payment.id}`,
      from: account.takenBack(order.environment),
      to: account.gateway(order.environment, payment.providerId),
      amountIdr: row.amountIdr,
    });
  },
};
