/** What can be done with money that came and fits no order: give it back, keep it for the buyer, or write it off. */
import { keptScreen, moneyReturnedScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import { refundDue } from '../refund/refund-due.ts';
import type { Decision } from './decision.ts';
import { keepParked, writeOffParked } from './parked-money.ts';

export const refundParked: Decision = {
  name: 'refund',
  needsReason: false,
  isFinalForMoney: true,
  async carryOut({ core, stores, row, order }) {
    await refundDue(core, stores, order, {
      reason: 'owner_refund',
      cause: row.id,
      amountIdr: row.parkedIdr,
      from: 'parked',
      paymentId: row.paymentId,
      buyer: (refund) => moneyReturnedScreen(order, refund),
    });
  },
};

/** Only where there is somebody who can spend it. */
export const keepMoney: Decision = {
  name: 'keep',
  needsReason: false,
  isFinalForMoney: false,
  isOffered: ({ order }) => order !== null && order.personId !== null,
  async carryOut(context) {
    const { core, stores, row, order } = context;
    await keepParked(context);
    await tellBuyer(core, stores, order, `kept:${row.id}`, keptScreen(order, row.parkedIdr));
  },
};

export const writeOffMoney: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  carryOut: writeOffParked,
};
