/**
 * What follows from a gateway's answer to "create". What is shown is the format's to say: a QR goes out only after its
 * text was read and found right (a wrong one is never shown, the pay link takes its place and the owner is told), an
 * account number goes out as a number.
 */
import type { Core } from '../core.ts';
import { badQrisAlert, createTroubleAlert } from '../notices/owner.ts';
import { createFailedScreen, payScreen, type PayDetails } from '../notices/payment.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { Order, OrderLine } from '../order/model.ts';
import { expiryKey } from '../order/place-order.ts';
import { summaryText } from '../order/summary.ts';
import { zoneOf } from '../order/view.ts';
import type { CreatedPayment } from '../ports/payment-gateway.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { paymentNext } from './machine.ts';
import type { Payment } from './model.ts';
import { addPayment } from './new-payment.ts';
import { openCase } from './open-case.ts';
import { maskedPhone, openPayer } from './payer-phone.ts';
import { payPageUrl } from './pay-page-url.ts';
import { sealToken } from './pay-page.ts';
import { readQris } from './qris.ts';
import { routeTo, type PaymentRoute } from './routes.ts';

/** Runs `work` on fresh rows if the payment is still being created; otherwise somebody else was faster. */
async function whileCreating<T>(
  core: Core,
  step: string,
  paymentId: string,
  work: (stores: Stores, order: Order, payment: Payment, lines: OrderLine[]) => Promise<T>,
): Promise<T | undefined> {
  return core.uow.run(step, async (stores) => {
    const payment = await stores.payments.get(paymentId);
    if (payment) await stores.orders.lock(payment.orderId);
    const order = payment ? await stores.orders.get(payment.orderId) : null;
    if (!payment || !order || payment.state !== 'creating') return undefined;
    if (order.state !== 'awaiting_payment') return withdraw(core, stores, payment);
    return work(stores, order, payment, await stores.orders.lines(order.id));
  });
}

/** The order ended while the gateway was asked: nobody is shown a code for it, and the gateway is told. */
async function withdraw(core: Core, stores: Stores, payment: Payment): Promise<undefined> {
  const step = paymentNext(payment.state, 'withdraw');
  if (!step) return;
  mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
  await stores.jobs.add(
    { name: 'payment.cancel', payload: { paymentId: payment.id }, dedupeKey: `payment.cancel:${payment.id}` },
    core.clock.now(),
  );
}

/** The gateway made it: check the QR, store everything, send it, start polling. */
export async function showPayment(
  core: Core,
  { id }: Payment,
  created: CreatedPayment,
  payLink: string | null,
  place: 'bank' | 'shop',
): Promise<void> {
  await whileCreating(core, 'payment.created', id, async (stores, order, payment, lines) => {
    const { paymentNumber } = created;
    // Only a QR's text is a QRIS; an account number is digits, and was looked at when the answer was read.
    const isQr = payment.format === 'qris_dynamic';
    const qris = isQr && paymentNumber ? readQris(paymentNumber, created.payableIdr) : null;
    const payUrl = created.payUrl ?? payLink;
    if (qris && !qris.valid) await reportBadQris(core, stores, order, payment, qris.reason);
    const shown: Payment = {
      ...payment,
      feeIdr: created.feeIdr,
      payableIdr: created.payableIdr,
      gatewayTransactionId: created.gatewayTransactionId,
      paymentNumber: payment.format === 'va_static' || qris?.valid ? paymentNumber : null,
      billerCode: created.billerCode ?? null,
      deepLink: created.deepLink ?? null,
      clientTokenSealed: created.clientToken === undefined ? null : sealToken(core, id, created.clientToken),
      payUrl,
      expiresAt: Math.min(order.payBy, created.expiresAt ?? order.payBy),
    };
    await publish(core, stores, order, payment, shown, lines, { merchant: qris?.valid ? qris.merchant : null, place });
  });
}

/** The create stayed unclear, but the hosted page works under the same reference: the sale goes on. */
export async function offerPayLink(core: Core, { id }: Payment, payUrl: string, trouble: string): Promise<void> {
  await whileCreating(core, 'payment.link-only', id, async (stores, order, payment, lines) => {
    await reportTrouble(core, stores, order, payment, trouble);
    const said = { merchant: null, place: 'bank' } as const;
    await publish(core, stores, order, payment, { ...payment, payUrl }, lines, said);
  });
}

async function publish(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  shown: Payment,
  lines: readonly OrderLine[],
  said: Pick<PayDetails, 'merchant' | 'place'>,
): Promise<void> {
  const step = paymentNext(payment.state, 'created');
  if (!step) return;
  const {
    feeIdr,
    payableIdr,
    gatewayTransactionId,
    paymentNumber,
    billerCode,
    payUrl,
    deepLink,
    clientTokenSealed,
    expiresAt,
  } = shown;
  const numbers = { gatewayTransactionId, paymentNumber, billerCode, payUrl, deepLink, clientTokenSealed };
  const patch = { state: step.to, feeIdr, payableIdr, expiresAt, ...numbers };
  mustWin(await stores.payments.update(payment.id, payment.version, patch), payment.reference);
  const now = core.clock.now();
  await stores.jobs.add(
    {
      name: 'payment.check',
      payload: { paymentId: payment.id },
      dedupeKey: `payment.check:${payment.id}`,
      runAt: now + core.settings.pollEveryMs,
    },
    now,
  );
  if (expiresAt < order.payBy) {
    mustWin(await stores.orders.update(order.id, order.version, { payBy: expiresAt }), order.code);
    await stores.jobs.bringForward(expiryKey(order), expiresAt);
  }
  // Of the row as it was: the update has made it forget whose phone it is.
  const phone = openPayer(core, payment);
  const screen = payScreen({
    order,
    payment: shown,
    zone: await zoneOf(stores, lines),
    summary: summaryText(lines),
    pageUrl: payPageUrl(core, payment),
    phone: phone ? maskedPhone(phone) : null,
    ...said,
  });
  await tellBuyer(core, stores, order, `pay:${payment.id}`, screen);
}

/**
 * The attempt is over. A create that surely was not done moves to the fallback provider at once; an unclear one never.
 * With `only_to_fallback` nothing happens unless there is one. True when the attempt ended.
 */
export async function failAttempt(
  core: Core,
  { id }: Payment,
  trouble: string,
  certainty: 'surely_not_made' | 'unclear',
  mode: 'end' | 'only_to_fallback' = 'end',
): Promise<boolean> {
  const ended = await whileCreating(core, 'payment.create-failed', id, async (stores, order, payment) => {
    const fallback = certainty === 'surely_not_made' ? await fallbackRoute(core, stores, payment) : null;
    const step = paymentNext(payment.state, 'create_failed');
    if (!step || (mode === 'only_to_fallback' && !fallback)) return false;
    mustWin(await stores.payments.update(payment.id, payment.version, { state: step.to }), payment.reference);
    await reportTrouble(core, stores, order, payment, trouble);
    const payerPhone = openPayer(core, payment)?.reveal();
    const further = { amountIdr: payment.amountIdr, payerPhone };
    if (fallback) await addPayment(core, stores, order, fallback, payment.attempt + 1, further);
    else await tellBuyer(core, stores, order, `create-failed:${payment.id}`, createFailedScreen(order, payment));
    return true;
  });
  return ended ?? true;
}

/** Who else serves the way of paying the buyer was promised; another way is no replacement. */
async function fallbackRoute(core: Core, stores: Stores, payment: Payment): Promise<PaymentRoute | null> {
  const feature = (await stores.providers.features()).find(
    (row) =>
      row.environment === payment.environment &&
      (payment.feature === '' ? row.feature.startsWith('payment.') : row.feature === payment.feature) &&
      row.primaryProviderId === payment.providerId &&
      row.primaryMethod === payment.method,
  );
  if (!feature?.fallbackProviderId) return null;
  const method = feature.fallbackMethod ?? payment.method;
  const to = { feature: feature.feature, providerId: feature.fallbackProviderId, method };
  const route = await routeTo(core, stores, payment.environment, to);
  // A number that was not asked for cannot be given to a fallback that wants one.
  return route?.facts.asksPhone && payment.payerSealed === null ? null : route;
}

async function reportTrouble(
  core: Core,
  stores: Stores,
  order: Order,
  payment: Payment,
  trouble: string,
): Promise<void> {
  const provider = await stores.providers.get(payment.providerId);
  const hour = Math.floor(core.clock.now() / 3_600_000);
  const alert = createTroubleAlert(order, provider?.name ?? payment.providerId, trouble.slice(0, 200));
  await tellOwner(core, stores, order.environment, `create-trouble:${payment.providerId}:${hour}`, alert);
}

async function reportBadQris(core: Core, stores: Stores, order: Order, payment: Payment, why: string): Promise<void> {
  await openCase(core, stores, {
    kind: 'bad_qris',
    order,
    paymentId: payment.id,
    detail: why,
    cause: payment.id,
    alert: badQrisAlert(order, why),
  });
}
