/**
 * The owner decides about money that did not fit. Each case is resolved once; the deed and the resolution are one
 * transaction. `accept` lets the order go on with what came (the owner grants a shortfall; an excess is owed back),
 * `refund` makes what came a refund due, and `dismiss` only closes the case.
 */
import type { Answer, OrderView } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { account, book } from '../ledger/accounts.ts';
import { moneyReturnedScreen } from '../notices/payment.ts';
import type { Order } from '../order/model.ts';
import { viewOrder } from '../order/view.ts';
import type { Actor } from '../people/model.ts';
import { requireRole } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { paymentNext } from './machine.ts';
import type { ReviewCase } from './model.ts';
import { isRefundOf, refundDue } from './refund-due.ts';
import { settleOrder } from './settle.ts';

export interface ResolveInput {
  caseId: string;
  decision: 'accept' | 'refund' | 'dismiss';
  reason: string;
}

export async function resolvePayment(
  core: Core,
  actor: Actor,
  key: string,
  input: ResolveInput,
): Promise<Answer<{ order: OrderView | null }>> {
  const result = await idempotent(core, actor, 'case.resolve', key, input, async (stores) => {
    requireRole(actor, 'owner', 'manager', 'finance');
    const row = await stores.reviews.get(input.caseId);
    // Roles of the practice shop count while it practises; real money is none of their business then either.
    if (!row || (actor.via !== 'cli' && row.environment !== actor.environment)) throw new Refused('not_found');
    if (row.orderId) await stores.orders.lock(row.orderId);
    const resolved = await stores.reviews.resolve(
      row.id,
      `${input.decision}: ${input.reason}`.slice(0, 300),
      core.clock.now(),
    );
    if (!resolved) throw new Refused('already_done');
    const order = row.orderId ? await stores.orders.get(row.orderId) : null;
    if (order && input.decision !== 'dismiss') await carryOut(core, stores, row, order, input.decision);
    if (order && input.decision === 'dismiss' && row.kind === 'cancel_request') {
      mustWin(await stores.orders.update(order.id, order.version, { cancelRequestedAt: null }), order.code);
    }
    await audit(
      core,
      stores,
      actor,
      'case.resolved',
      `review_cases:${row.id}`,
      `${row.kind} ${input.decision} ${input.reason}`.slice(0, 300),
    );
    return { orderId: row.orderId };
  });
  if ('ok' in result) return result;
  const order = result.orderId ? await core.uow.read.orders.get(result.orderId) : null;
  return { ok: true, order: order ? await viewOrder(core, core.uow.read, order) : null };
}

async function carryOut(
  core: Core,
  stores: Stores,
  row: ReviewCase,
  order: Order,
  decision: 'accept' | 'refund',
): Promise<void> {
  if (row.kind === 'underpaid' || row.kind === 'overpaid') {
    return decision === 'accept' ? acceptMoney(core, stores, row, order) : oweBack(core, stores, row, order);
  }
  if (row.kind === 'paid_twice' && decision === 'refund') return oweBack(core, stores, row, order);
  if (row.kind === 'refund_due' && decision === 'accept') return markPaidOut(core, stores, row, order);
  throw new Refused('wrong_state', { kind: row.kind });
}

async function acceptMoney(core: Core, stores: Stores, row: ReviewCase, order: Order): Promise<void> {
  const payment = row.paymentId ? await stores.payments.get(row.paymentId) : null;
  const step = payment ? paymentNext(payment.state, 'accept') : null;
  if (!payment || !step) throw new Refused('wrong_state');
  const receivedIdr = row.amountIdr ?? 0;
  const missingIdr = payment.amountIdr - receivedIdr;
  if (missingIdr > 0) await grantShortfall(core, stores, order, row, missingIdr);
  mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  const settlement = await settleOrder(core, stores, order, payment, row.id);
  if (settlement === 'not_open') throw new Refused('wrong_state');
  // What was ordered is gone: nothing is granted, the owner gives back exactly what came.
  if (settlement === 'refund_due') throw new Refused('sold_out');
  if (missingIdr < 0) {
    const amountIdr = -missingIdr;
    await refundDue(core, stores, order, {
      reason: 'owner_refund',
      cause: row.id,
      amountIdr,
      buyer: moneyReturnedScreen(order, amountIdr),
    });
  }
}

/** The owner lets the order go for less: the gap is taken from sales, so the books still balance. */
async function grantShortfall(
  core: Core,
  stores: Stores,
  order: Order,
  row: ReviewCase,
  missingIdr: number,
): Promise<void> {
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: 'adjustment',
    idemKey: `shortfall:${row.id}`,
    orderId: order.id,
    memo: order.code,
    at: core.clock.now(),
    entries: [
      { accountId: account.sales(order.environment), amountIdr: -missingIdr },
      {
        accountId: account.customer(order.environment, { personId: order.personId, orderId: order.id }),
        amountIdr: missingIdr,
      },
    ],
  });
}

async function oweBack(core: Core, stores: Stores, row: ReviewCase, order: Order): Promise<void> {
  const amountIdr = row.amountIdr ?? 0;
  await refundDue(core, stores, order, {
    reason: 'owner_refund',
    cause: row.id,
    amountIdr,
    buyer: moneyReturnedScreen(order, amountIdr),
  });
}

/** The owner says the refund reached the customer: it leaves their account and our money at the gateway. */
async function markPaidOut(core: Core, stores: Stores, row: ReviewCase, order: Order): Promise<void> {
  const refund = (await stores.payments.refundsOf(order.id)).find(
    (entry) => entry.state === 'due' && isRefundOf(row, entry),
  );
  const receipt = (await stores.payments.receiptsOf(order.id))[0];
  if (!refund || !receipt) throw new Refused('wrong_state');
  mustWin(await stores.payments.markRefundPaid(refund.id), refund.id);
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: 'refund_paid',
    idemKey: `refund:${refund.id}`,
    orderId: order.id,
    memo: order.code,
    at: core.clock.now(),
    entries: [
      {
        accountId: account.customer(order.environment, { personId: order.personId, orderId: order.id }),
        amountIdr: -refund.amountIdr,
      },
      { accountId: account.gateway(order.environment, receipt.providerId), amountIdr: refund.amountIdr },
    ],
  });
}
