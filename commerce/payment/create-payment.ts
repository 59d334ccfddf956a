/**
 * The `payment.create` job: gets a payment attempt made at its gateway and the QR to the buyer. It may run twice or die
 * after the call, so it never makes a second payment: the reference was stored first, a lost answer is asked about under
 * it, and only a create that surely was not done goes to the fallback provider.
 */
import type { Core } from '../core.ts';
import { createSlowScreen } from '../notices/payment.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import { summaryOf } from '../order/summary.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { CallResult } from '../ports/outcome.ts';
import type { CreatedPayment, CreatePaymentRequest, PaymentGateway } from '../ports/payment-gateway.ts';
import { failAttempt, offerPayLink, showPayment } from './create-outcome.ts';
import type { Payment } from './model.ts';
import { openPayer } from './payer-phone.ts';
import { observePayment } from './observe.ts';

/** Tries again this long after the first attempt; later the buyer is told and may ask for a new one. */
const TRY_FOR_MS = 30_000;
/** The page a payer returns to. Its address goes through the gateway, so it must not open anything. */
const AFTER_PAYING = '/paid';
const SLOW_AFTER_MS = 8_000;
const RETRY_GAPS_MS = [1_000, 3_000, 6_000, 10_000];

export async function createPayment(core: Core, { paymentId }: { paymentId: string }): Promise<JobVerdict> {
  const payment = await core.uow.read.payments.get(paymentId);
  const order = payment ? await core.uow.read.orders.get(payment.orderId) : null;
  if (!payment || !order || payment.state !== 'creating') return;
  if (order.state !== 'awaiting_payment') return withdraw(core, payment);
  const gateway = await gatewayOf(core, payment);
  const request = await requestFor(core, order, payment);
  const result = await gateway.create(request);
  if (result.kind === 'ok') {
    const place = gateway.method(payment.method)?.place ?? 'bank';
    return showPayment(core, payment, result.value, gateway.payLink(request), place);
  }
  return afterTrouble(core, order, payment, gateway, request, result);
}

export async function gatewayOf(core: Core, payment: Payment): Promise<PaymentGateway> {
  const provider = await core.uow.read.providers.get(payment.providerId);
  if (!provider) throw new Error(`provider ${payment.providerId} is missing`);
  return core.registry.payment(provider);
}

export async function requestFor(core: Core, order: Order, payment: Payment): Promise<CreatePaymentRequest> {
  const lines = await core.uow.read.orders.lines(order.id);
  const payerPhone = openPayer(core, payment);
  return {
    reference: payment.reference,
    amountIdr: payment.amountIdr,
    method: payment.method,
    description: summaryOf(lines).slice(0, 100),
    returnUrl: `${core.publicUrl}${AFTER_PAYING}`,
    expiresAt: payment.expiresAt,
    ...(payerPhone ? { payerPhone } : {}),
  };
}

/** The answer was a no, nothing left, or nobody knows. */
async function afterTrouble(
  core: Core,
  order: Order,
  payment: Payment,
  gateway: PaymentGateway,
  request: CreatePaymentRequest,
  result: Exclude<CallResult<CreatedPayment>, { kind: 'ok' }>,
): Promise<JobVerdict> {
  const kind = result.kind !== 'unknown' && (await mayBeMade(core, payment)) ? 'unknown' : result.kind;
  if (kind === 'rejected') return end(core, payment, result.message, 'surely_not_made');
  const waitedMs = core.clock.now() - payment.createdAt;
  if (kind === 'unknown' && (await wasPaidOrMade(core, payment, gateway))) return undefined;
  if (kind === 'not_sent' && (await failAttempt(core, payment, result.message, 'surely_not_made', 'only_to_fallback')))
    return undefined;
  if (waitedMs >= TRY_FOR_MS) {
    const link = gateway.payLink(request);
    if (link) return offerPayLink(core, payment, link, result.message);
    return end(core, payment, result.message, kind === 'unknown' ? 'unclear' : 'surely_not_made');
  }
  if (waitedMs >= SLOW_AFTER_MS) {
    await core.uow.run('payment.slow', (stores) =>
      tellBuyer(core, stores, order, `create-slow:${payment.id}`, createSlowScreen(order)),
    );
  }
  return { againAt: core.clock.now() + nextGap(waitedMs) };
}

/**
 * Whether an earlier try may have made it, so that this "no" is only about the repeat: one that was unclear was asked
 * about (`queriedAt`), and one whose process died left its job to be taken a second time.
 */
async function mayBeMade(core: Core, { id }: Payment): Promise<boolean> {
  const payment = await core.uow.read.payments.get(id);
  if (payment?.queriedAt) return true;
  const jobs = await core.uow.read.jobs.mentioning(id, 10);
  return jobs.some((job) => job.name === 'payment.create' && job.attempts > 1);
}

async function end(
  core: Core,
  payment: Payment,
  trouble: string,
  certainty: 'unclear' | 'surely_not_made',
): Promise<void> {
  await failAttempt(core, payment, trouble, certainty);
}

/** After a lost answer: asks by our reference. True when the payment turned out paid; then nothing more is to make. */
async function wasPaidOrMade(core: Core, payment: Payment, gateway: PaymentGateway): Promise<boolean> {
  await core.uow.run('payment.claim-query', (stores) => stores.payments.claimQuery(payment.id, core.clock.now(), 0));
  const answer = await gateway.status(payment);
  if (answer.kind !== 'ok' || answer.value.status !== 'paid') return false;
  const after = await observePayment(core, payment.id, answer.value);
  return after.state !== 'creating';
}

function nextGap(waitedMs: number): number {
  let sum = 0;
  for (const gapMs of RETRY_GAPS_MS) {
    sum += gapMs;
    if (waitedMs < sum) return gapMs;
  }
  return RETRY_GAPS_MS.at(-1) ?? 0;
}

async function withdraw(core: Core, payment: Payment): Promise<void> {
  await core.uow.run('payment.withdraw', (stores) =>
    stores.payments.update(payment.id, payment.version, { state: 'cancelled' }),
  );
}
