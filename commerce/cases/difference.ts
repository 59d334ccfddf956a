/**
 * What can be decided about a difference the morning brief found. One about an order is looked at again by whoever knows
 * (the gateway, the delivery), or its undelivered goods are given back; one between an account and what a vendor says is written off for a reason. An order's own
 * money is moved by the kinds of cases made for it, never from here.
 */
import { account, book } from '../ledger/accounts.ts';
import { requireRole } from '../people/rights.ts';
import { Refused } from '../refusal.ts';
import type { Decision } from './decision.ts';
import { dismiss } from './dismiss.ts';
import { stopWaiting } from './waiting-deliveries.ts';

const MIN_REASON_CHARS = 3;
const MAX_REASON_CHARS = 200;

/** Where a difference lies is in the key of its case: `difference:WHAT:PROVIDER:DAY`. */
const partsOf = (dedupeKey: string) => {
  const [, what = '', subject = ''] = dedupeKey.split(':');
  return { what, subject };
};

export const lookAgain: Decision = {
  name: 'retry',
  needsReason: false,
  isFinalForMoney: false,
  keepsOpen: true,
  isOffered: ({ order }) => order !== null,
  async carryOut({ core, stores, order }) {
    const now = core.clock.now();
    for (const { id: paymentId } of await stores.payments.ofOrder(order.id)) {
      const dedupeKey = `payment.confirm:${paymentId}`;
      await stores.jobs.add({ name: 'payment.confirm', payload: { paymentId }, dedupeKey }, now);
    }
    for (const { id: fulfilmentId, state } of await stores.fulfilments.ofOrder(order.id)) {
      if (state !== 'queued') continue;
      const dedupeKey = `fulfilment.run:${fulfilmentId}:owner:${now}`;
      await stores.jobs.add({ name: 'fulfilment.run', payload: { fulfilmentId }, dedupeKey }, now);
    }
  },
};

/** Of what waits for its delivery; what is on its way or unclear has a case of its own kind. */
export const refundUndelivered: Decision = {
  ...stopWaiting,
  isOffered: ({ row, order }) => order !== null && row.fulfilmentId !== null,
};

/** The account is moved to what the vendor says; the other side is `written_off`. */
export const writeOffDifference: Decision = {
  name: 'write_off',
  needsReason: true,
  isFinalForMoney: true,
  isOffered: ({ row, order }) => order === null && row.amountIdr !== null,
  carryOut: () => Promise.reject(new Refused('wrong_state')),
  async carryOutAlone({ core, stores, actor, row, reason }) {
    requireRole(actor, 'owner', 'finance');
    if (reason.length < MIN_REASON_CHARS || reason.length > MAX_REASON_CHARS)
      throw new Refused('bad_input', { field: 'reason' });
    const { what, subject } = partsOf(row.dedupeKey);
    if (!row.amountIdr || (what !== 'gateway' && what !== 'deposit')) throw new Refused('wrong_state');
    const from = account[what === 'deposit' ? 'supplier' : 'gateway'](row.environment, subject);
    await book(stores, {
      id: core.ids.uuid(),
      environment: row.environment,
      kind: 'written_off',
      idemKey: `written_off:${row.id}`,
      orderId: null,
      memo: row.detail,
      at: core.clock.now(),
      entries: [
        { accountId: from, amountIdr: -row.amountIdr },
        { accountId: account.writtenOff(row.environment), amountIdr: row.amountIdr },
      ],
    });
  },
};

/** Somebody looked and it is explained. */
export const dismissDifference: Decision = { ...dismiss, needsReason: true };
