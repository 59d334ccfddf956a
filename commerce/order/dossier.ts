/**
 * "It's paid, why is it stuck?" Everything the logs know about one order, in time, with the next thing that will happen
 * by itself or that somebody has to do. Names references and outcomes, never goods or codes.
 */
import type { Answer, OrderDossier } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Payment } from '../payment/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering } from '../refusal.ts';
import type { Order } from './model.ts';
import { findOrder } from './own-order.ts';
import { viewOrder } from './view.ts';

type Event = OrderDossier['events'][number];

const MAX_JOBS = 50;

export async function dossier(core: Core, actor: Actor, code: string): Promise<Answer<{ dossier: OrderDossier }>> {
  return answering(async () => {
    requireRight(actor, 'dossier');
    const stores = core.uow.read;
    const order = await findOrder(stores, actor, code);
    const view = await viewOrder(core, stores, order);
    const cases = await stores.reviews.ofOrder(order.id);
    const events = await gather(stores, order);
    return {
      ok: true as const,
      dossier: {
        order: view,
        events,
        cases,
        nextStep: await nextStep(
          stores,
          order,
          cases.some((row) => row.state === 'open'),
        ),
      },
    };
  });
}

async function gather(stores: Stores, order: Order): Promise<Event[]> {
  const events: Event[] = [
    { at: order.placedAt, source: 'order', text: `placed, ${order.totalIdr} IDR, ${order.environment}` },
  ];
  const add = (at: number | null, source: string, words: string) => {
    if (at !== null) events.push({ at, source, text: words });
  };
  const mentioned = [order.id];
  for (const payment of await stores.payments.ofOrder(order.id)) {
    mentioned.push(payment.id);
    add(
      payment.createdAt,
      'payment',
      `${payment.reference} at ${payment.providerId.slice(-6)}: ${payment.state}, payable ${payment.payableIdr}${numberOf(payment)}`,
    );
    add(payment.queriedAt, 'payment', `${payment.reference}: gateway last asked`);
  }
  for (const receipt of await stores.payments.receiptsOf(order.id))
    add(receipt.bookedAt, 'money', `received ${receipt.amountIdr} IDR (${receipt.gatewayKey})`);
  for (const journal of await stores.ledger.journals({ orderId: order.id, limit: MAX_JOBS }))
    add(journal.at, 'ledger', `${journal.kind} ${journal.idemKey}`);
  for (const hold of await stores.ledger.holdsOf(order.id))
    add(hold.createdAt, 'ledger', `hold ${hold.amountIdr} IDR: ${hold.state}`);
  for (const row of await stores.fulfilments.ofOrder(order.id)) {
    mentioned.push(row.id);
    add(row.createdAt, 'delivery', `${row.kind} ${row.unit}: ${row.state}${row.note ? ` (${row.note})` : ''}`);
    for (const attempt of await stores.fulfilments.attemptsOf(row.id)) {
      add(
        attempt.submittedAt,
        'supplier',
        `${attempt.refId} ${attempt.sku}: ${attempt.outcome} ${attempt.reason ?? ''} ${attempt.message}`.trim(),
      );
    }
  }
  for (const row of await stores.reviews.ofOrder(order.id))
    add(row.openedAt, 'case', `${row.id} ${row.kind}: ${row.state} ${row.resolution ?? ''}`.trim());
  for (const refund of await stores.payments.refundsOf(order.id))
    add(refund.createdAt, 'refund', `${refund.amountIdr} IDR ${refund.reason}: ${refund.state}`);
  for (const id of mentioned) {
    for (const job of await stores.jobs.mentioning(id, MAX_JOBS)) {
      add(
        job.finishedAt ?? job.runAt,
        'job',
        `${job.name}: ${job.state}, attempt ${job.attempts}${job.lastError ? `, ${job.lastError}` : ''}`,
      );
    }
  }
  for (const row of await stores.admin.audit.latest(MAX_JOBS, `orders:${order.id}`))
    add(row.at, 'audit', `${row.action} via ${row.via}`);
  return events.sort((a, b) => a.at - b.at);
}

/** What the payer was told to pay into, which is no secret: a bank's own help desk asks for it. */
function numberOf({ format, method, paymentNumber, billerCode }: Payment): string {
  if (format === 'qris_dynamic') return '';
  const number =
    format === 'va_static' && paymentNumber ? ` ${billerCode ? `${billerCode} ` : ''}${paymentNumber}` : '';
  return `, ${method}${number}`;
}

/** What happens next, in one machine word the message files know. */
async function nextStep(stores: Stores, order: Order, hasOpenCase: boolean): Promise<string> {
  if (hasOpenCase) return 'owner_decides';
  const refunds = (await stores.payments.refundsOf(order.id)).filter((row) => row.endedAt === null);
  if (refunds.some((row) => row.state === 'due')) return 'payer_chooses';
  if (refunds.length > 0) return 'refund_sent';
  if (order.state === 'awaiting_payment') return 'buyer_pays';
  if (order.state !== 'paid') return 'nothing';
  const open = (await stores.fulfilments.ofOrder(order.id)).find((row) => row.finishedAt === null);
  if (!open) return 'nothing';
  if (open.state === 'scheduled') return 'goes_out_later';
  if (open.state === 'requoted') return 'buyer_answers';
  return open.state === 'queued' || open.state === 'submitting' ? 'job_delivers' : 'supplier_answers';
}
