/**
 * A payment for a deployment that no order of ours asked for. Only the gateway's own answer makes it money; then it
 * becomes the payment of an order of its payer's, under the reference it already has, and from there everything is as
 * with any other: booked once, settled where it is exactly a price, parked for a decision where it is not.
 */
import { audit, systemActor } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Order } from '../order/model.ts';
import { buildOrder } from '../order/new-order.ts';
import { scheduleExpiry } from '../order/place-order.ts';
import { integrityDoubt } from '../payment/judge-money.ts';
import type { Payment } from '../payment/model.ts';
import { observePayment } from '../payment/observe.ts';
import { openChat } from '../people/open-chat.ts';
import { actorOf } from '../people/roles.ts';
import type { ObservedPayment, PaymentWebhookEvent } from '../ports/payment-gateway.ts';
import type { Provider } from '../provider/model.ts';
import { linesFor } from './fitting-lines.ts';
import { payerNamedIn, type UnaskedPayer } from './unasked.ts';

const METHOD = 'qris';

/** False when it is nothing of the kind, or the gateway does not bear it out. Throws while the gateway is silent. */
export async function adoptPayment(
  core: Core,
  provider: Provider,
  event: PaymentWebhookEvent,
  isSigned: boolean,
): Promise<boolean> {
  const payer = payerNamedIn(event, isSigned);
  const { reference, amountIdr } = event;
  if (!payer || reference === null || amountIdr === null || amountIdr <= 0) return false;
  if ((await linesFor(core.uow.read, provider.environment, amountIdr)).length === 0) return false;
  const answer = await confirmed(core, provider, event, reference, amountIdr);
  if (!answer) return false;
  const payment = await adopt(core, provider, payer, reference, answer.amountIdr ?? amountIdr);
  if (!payment) return false;
  await observePayment(core, payment.id, answer);
  return true;
}

async function confirmed(
  core: Core,
  provider: Provider,
  { gatewayTransactionId }: PaymentWebhookEvent,
  reference: string,
  amountIdr: number,
): Promise<ObservedPayment | null> {
  const gateway = core.registry.payment(provider);
  if (!gateway.capabilities.poll) return null;
  const asked = { reference, amountIdr, gatewayTransactionId, method: METHOD };
  const answer = await gateway.status(asked);
  if (answer.kind === 'rejected') return null;
  if (answer.kind !== 'ok') throw new Error(`the gateway does not say whether ${reference} was paid`);
  const observed = { ...answer.value, amountIdr: answer.value.amountIdr ?? amountIdr };
  const isPaid =
    observed.status === 'paid' && integrityDoubt({ reference, environment: provider.environment }, observed) === null;
  return isPaid ? observed : null;
}

/** The payment under this reference: made now with its order, or found where somebody was first. */
async function adopt(
  core: Core,
  provider: Provider,
  { telegramId, name }: UnaskedPayer,
  reference: string,
  amountIdr: number,
): Promise<Payment | null> {
  const opened = { channel: 'telegram', address: telegramId, externalId: telegramId };
  const { chatId } = await openChat(core, name === null ? opened : { ...opened, displayName: name });
  return core.uow.run('payment.adopt', async (stores) => {
    const known = await stores.payments.byReference(provider.id, reference);
    if (known) return known;
    const actor = { ...(await actorOf(stores, chatId)), environment: provider.environment };
    const priced = await linesFor(stores, provider.environment, amountIdr);
    if (priced.length === 0) return null;
    const { order, lines } = await buildOrder(core, stores, actor, { chatId, payWith: 'gateway' }, priced);
    await stores.orders.insert(order, lines);
    const payment = newPayment(core, order, { providerId: provider.id, reference, amountIdr });
    await stores.payments.insert(payment);
    await scheduleExpiry(core, stores, order);
    const by = systemActor(provider.environment);
    await audit(core, stores, by, 'order.adopted', `orders:${order.id}`, `${order.code} ${reference} ${amountIdr}`);
    return payment;
  });
}

/** It is about what was paid, as the gateway knows it; the order may ask for more. */
function newPayment(core: Core, order: Order, paid: Pick<Payment, 'providerId' | 'reference' | 'amountIdr'>): Payment {
  return {
    id: core.ids.uuid(),
    orderId: order.id,
    environment: order.environment,
    attempt: 1,
    ...paid,
    feature: '',
    method: METHOD,
    format: 'qris_dynamic',
    methodName: null,
    state: 'pending',
    version: 1,
    feeIdr: 0,
    payableIdr: paid.amountIdr,
    gatewayTransactionId: null,
    paymentNumber: null,
    billerCode: null,
    payUrl: null,
    deepLink: null,
    clientTokenSealed: null,
    cardTokenSealed: null,
    chargedAt: null,
    payerSealed: null,
    expiresAt: order.payBy,
    paidAt: null,
    refundedIdr: 0,
    queriedAt: null,
    createdAt: core.clock.now(),
  };
}
