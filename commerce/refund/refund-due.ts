/**
 * Money that must go back: from here on it is promised and no longer anybody's to spend. The row is the promise, the
 * job `refund.pay` keeps it. A person who shops from a balance has it there at once instead.
 */
import type { Core } from '../core.ts';
import { account, purseOf } from '../ledger/accounts.ts';
import { moveMoney } from '../ledger/move.ts';
import { keptScreen } from '../notices/refund.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Refund, ReviewCase } from '../payment/model.ts';
import { keepsBalance } from '../people/keeps-balance.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';

export interface RefundInput {
  reason: Refund['reason'];
  /** What makes this refund one: the same cause is owed once, another cause once more. */
  cause: string;
  /** What the payer paid for, without a fee of the gateway. */
  amountIdr: number;
  /** The fee they paid on top for nothing: it goes back too, at our cost. */
  feeIdr?: number;
  /** Where the money lies until now: the buyer's account unless a case holds it. */
  from?: 'customer' | 'parked';
  /** The payment that brought it, where it is known. */
  paymentId?: string | null;
  /** The payer may keep it as balance instead, until `refundChoiceMs` are over. */
  mayChoose?: boolean;
  /** Given the refund, so that it can offer the choice by its name. */
  buyer: ((refund: Refund) => Screen) | null;
  alert?: Screen;
}

export async function refundDue(core: Core, stores: Stores, order: Order, input: RefundInput): Promise<void> {
  // Who decided on a refund by name gets one.
  const becomesBalance = input.reason !== 'owner_refund' && (await keepsBalance(stores, order.personId));
  if (becomesBalance) return keepAtOnce(core, stores, order, input);
  const earlier = await stores.payments.refundsOf(order.id);
  const refund = newRefund(core, order, input, earlier.length + 1);
  if (!(await stores.payments.insertRefund(refund))) return;
  await promise(core, stores, order, input, refund);
  if (input.alert) await tellOwner(core, stores, order.environment, `refund:${refund.id}`, input.alert);
  if (input.buyer) await tellBuyer(core, stores, order, `refund:${refund.id}`, input.buyer(refund));
  await payLater(core, stores, refund.id, refund.chooseUntil ?? undefined);
}

/** Also used when something about the refund changed: the job looks at it anew. */
export async function payLater(core: Core, stores: Stores, refundId: string, runAt?: number): Promise<void> {
  const dedupeKey = `refund.pay:${refundId}`;
  const now = core.clock.now();
  await stores.jobs.add({ name: 'refund.pay', payload: { refundId }, dedupeKey, runAt: runAt ?? now }, now);
  await stores.jobs.bringForward(dedupeKey, runAt ?? now);
}

async function promise(core: Core, stores: Stores, order: Order, input: RefundInput, refund: Refund): Promise<void> {
  const to = account.refundsDue(order.environment);
  await moveMoney(core, stores, order, {
    kind: 'refund_promised',
    idemKey: `refund-promised:${refund.id}`,
    from: input.from === 'parked' ? account.parked(order.environment) : purseOf(order),
    to,
    amountIdr: input.amountIdr,
  });
  await moveMoney(core, stores, order, {
    kind: 'refund_fee',
    idemKey: `refund-fee:${refund.id}`,
    from: account.cost(order.environment),
    to,
    amountIdr: refund.feeIdr,
  });
}

/** Money on the buyer's account is theirs already; only a case has to let go of it. */
async function keepAtOnce(core: Core, stores: Stores, order: Order, input: RefundInput): Promise<void> {
  if (input.from === 'parked') {
    await moveMoney(core, stores, order, {
      kind: 'kept_as_balance',
      idemKey: `kept:${order.id}:${input.cause}`,
      from: account.parked(order.environment),
      to: purseOf(order),
      amountIdr: input.amountIdr,
    });
  }
  await tellBuyer(core, stores, order, `kept:${input.cause}`, keptScreen(order, input.amountIdr));
}

function newRefund(core: Core, order: Order, input: RefundInput, number: number): Refund {
  const now = core.clock.now();
  const feeIdr = input.feeIdr ?? 0;
  return {
    id: core.ids.uuid(),
    orderId: order.id,
    personId: order.personId,
    environment: order.environment,
    amountIdr: input.amountIdr + feeIdr,
    feeIdr,
    reason: input.reason,
    cause: input.cause,
    state: 'due',
    version: 1,
    reference: `${order.code}-R${number}`,
    paymentId: input.paymentId ?? null,
    way: null,
    chooseUntil: input.mayChoose && order.personId !== null ? now + core.settings.refundChoiceMs : null,
    destinationSealed: null,
    destinationMasked: null,
    reminders: 0,
    unanswered: 0,
    proof: null,
    createdAt: now,
    endedAt: null,
  };
}

/** The refund a case is about. */
export const isRefundOf = (row: ReviewCase, refund: Refund): boolean =>
  row.dedupeKey === `refund_due:${refund.id}` || row.dedupeKey.startsWith(`refund_unclear:${refund.id}`);
