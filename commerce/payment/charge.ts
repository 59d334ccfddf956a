/**
 * Charging a card. The page gives a token of the vendor's; it is sealed with the payment and a job sends it, at most
 * once: it is forgotten in the transaction before the call, so whatever dies in between, nobody is charged twice. What
 * stays unclear is asked about under our reference like any other payment.
 */
import type { Core } from '../core.ts';
import type { Answer } from '../app.ts';
import { secret } from '../ports/secret.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import { confirmPayment } from './check-payment.ts';
import { gatewayOf, requestFor } from './create-payment.ts';
import type { Payment } from './model.ts';
import { observePayment } from './observe.ts';
import { paymentOfPage } from './pay-page.ts';

/** What a vendor's script makes of a card; anything that could be the card itself is refused unseen. */
const CARD_TOKEN = /^[\w.:-]{8,200}$/;
const looksLikeCard = (token: string): boolean => /^\d{12,19}$/.test(token.replaceAll(/[.:_-]/g, ''));

const context = (paymentId: string): string => `payments:${paymentId}:card`;

/** Takes the token of a payment that waits for one. A second one, however it comes, changes nothing. */
export async function chargePayment(core: Core, pageToken: string, cardToken: string): Promise<Answer<object>> {
  return answering(async () => {
    if (!CARD_TOKEN.test(cardToken) || looksLikeCard(cardToken)) throw new Refused('bad_input', { field: 'token' });
    const payment = await paymentOfPage(core, pageToken);
    if (payment?.format !== 'direct_charge') throw new Refused('not_found');
    await core.uow.run('payment.claim-charge', (stores) => claim(core, stores, payment.id, cardToken));
    return { ok: true as const };
  });
}

async function claim(core: Core, stores: Stores, id: string, cardToken: string): Promise<void> {
  const payment = await waitingPayment(stores, id);
  const now = core.clock.now();
  if (!payment || now >= payment.expiresAt) throw new Refused('wrong_state');
  if (payment.chargedAt !== null) return;
  const cardTokenSealed = core.vault.seal('payment', context(id), cardToken);
  mustWin(await stores.payments.update(id, payment.version, { chargedAt: now, cardTokenSealed }), payment.reference);
  await stores.jobs.add({ name: 'payment.charge', payload: { paymentId: id }, dedupeKey: `payment.charge:${id}` }, now);
}

/** The `payment.charge` job. Taken a second time it finds no token and only asks. */
export async function sendCharge(core: Core, { paymentId }: { paymentId: string }): Promise<void> {
  const taken = await core.uow.run('payment.take-card', (stores) => takeCard(core, stores, paymentId));
  if (!taken) return;
  const { payment, cardToken } = taken;
  if (cardToken === null) return confirmPayment(core, paymentId);
  const order = await core.uow.read.orders.get(payment.orderId);
  if (!order) return;
  const gateway = await gatewayOf(core, payment);
  const request = await requestFor(core, order, payment);
  const result = await gateway.charge({ ...request, cardToken: secret(cardToken) });
  if (result.kind === 'ok') return charged(core, paymentId, result.value.gatewayTransactionId, result.value.payUrl);
  core.log.info({ payment: payment.reference, result: result.kind }, 'a card was not charged');
  // Surely not charged: the attempt is over, and another card is another attempt with a reference of its own.
  if (result.kind !== 'unknown') await observePayment(core, paymentId, notCharged(payment));
  else await confirmPayment(core, paymentId);
}

/** Null when its order wants no money any more: another attempt was paid, or it was cancelled, and this one is not told yet. */
async function waitingPayment(stores: Stores, id: string): Promise<Payment | null> {
  const seen = await stores.payments.get(id);
  if (!seen) return null;
  await stores.orders.lock(seen.orderId);
  const [payment, order] = [await stores.payments.get(id), await stores.orders.get(seen.orderId)];
  return payment?.state === 'pending' && order?.state === 'awaiting_payment' ? payment : null;
}

/** Null when nothing is to be charged any more. */
async function takeCard(
  core: Core,
  stores: Stores,
  paymentId: string,
): Promise<{ payment: Payment; cardToken: string | null } | null> {
  const payment = await waitingPayment(stores, paymentId);
  if (!payment || payment.chargedAt === null) return null;
  if (payment.cardTokenSealed === null) return { payment, cardToken: null };
  const cardToken = core.vault.open('payment', context(paymentId), payment.cardTokenSealed);
  mustWin(await stores.payments.update(payment.id, payment.version, { cardTokenSealed: null }), payment.reference);
  return { payment, cardToken };
}

/** The bank wants to see the payer first, or it is decided already: then the gateway is asked at once. */
async function charged(
  core: Core,
  id: string,
  gatewayTransactionId: string | null,
  payUrl: string | null,
): Promise<void> {
  await core.uow.run('payment.charged', async (stores) => {
    const payment = await stores.payments.get(id);
    if (payment?.state !== 'pending') return;
    mustWin(await stores.payments.update(id, payment.version, { gatewayTransactionId, payUrl }), payment.reference);
  });
  if (payUrl === null) await confirmPayment(core, id);
}

const notCharged = ({ reference }: Payment) => ({
  status: 'failed' as const,
  reference,
  gatewayTransactionId: null,
  amountIdr: null,
  currency: null,
  paidAt: null,
  testMoney: null,
});
