/**
 * The page of ours a payer is sent to when a chat cannot carry what they need: an address that opens an app, say. Its
 * own address cannot be guessed, opens nothing of the order, and is over with the payment.
 */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import { zoneOf } from '../order/view.ts';
import type { PaymentEmbed, PaymentFormat } from '../ports/payment-gateway.ts';
import type { Payment } from './model.ts';
import { PAY_PAGE } from './pay-page-url.ts';

export interface PayPageView {
  code: string;
  environment: Environment;
  /** `over`: nothing is to be paid here any more, whatever became of it. */
  state: 'open' | 'paid' | 'over';
  format: PaymentFormat;
  name: string | null;
  payableIdr: number;
  expiresAt: number;
  zone: string;
  deepLink: string | null;
  payUrl: string | null;
  /** A card was given: it is being charged, or the payer's bank wants to see them at `payUrl` first. */
  charge: 'none' | 'working' | 'bank';
  /** The vendor's form on the page, and what it is paid with; null where the payment has none. */
  embed: (PaymentEmbed & { token: string }) | null;
}

/** An id and a keyed fingerprint of it. */
const TOKEN = /^([0-9a-f-]{36})\.([\w-]{32,128})$/;

/** Null for an address nobody was given. */
export async function paymentOfPage(core: Core, token: string): Promise<Payment | null> {
  const [, id, given] = TOKEN.exec(token) ?? [];
  if (id === undefined || given === undefined) return null;
  // Fingerprints of both are compared, so how long it takes says nothing about how much of it was right.
  const again = (text: string) => core.vault.fingerprint('pay_page.compare', text);
  if (again(given) !== again(core.vault.fingerprint(PAY_PAGE, id))) return null;
  return core.uow.read.payments.get(id);
}

export async function payPage(core: Core, token: string): Promise<PayPageView | null> {
  const payment = await paymentOfPage(core, token);
  const order = payment ? await core.uow.read.orders.get(payment.orderId) : null;
  if (!payment || !order) return null;
  const isOpen =
    order.state === 'awaiting_payment' && payment.state === 'pending' && core.clock.now() < payment.expiresAt;
  const { format, methodName: name, payableIdr, expiresAt, deepLink, payUrl } = payment;
  return {
    code: order.code,
    environment: order.environment,
    state: isOpen ? 'open' : payment.state === 'paid' ? 'paid' : 'over',
    format,
    name,
    payableIdr,
    expiresAt,
    zone: await zoneOf(core.uow.read, await core.uow.read.orders.lines(order.id)),
    deepLink: isOpen ? deepLink : null,
    payUrl: isOpen ? payUrl : null,
    charge: payment.chargedAt === null ? 'none' : payUrl === null ? 'working' : 'bank',
    embed: isOpen ? await embedOf(core, payment) : null,
  };
}

const TOKEN_OF = (paymentId: string): string => `payments:${paymentId}:token`;

export const sealToken = ({ vault }: Pick<Core, 'vault'>, paymentId: string, token: string): string =>
  vault.seal('payment', TOKEN_OF(paymentId), token);

async function embedOf(core: Core, payment: Payment): Promise<PayPageView['embed']> {
  const { id, providerId, method, format, clientTokenSealed, chargedAt } = payment;
  const isCard = format === 'direct_charge' && chargedAt === null;
  const provider = isCard || clientTokenSealed !== null ? await core.uow.read.providers.get(providerId) : null;
  if (!provider) return null;
  const embed = core.registry.payment(provider).embed(method);
  if (!embed || clientTokenSealed === null) return embed && { ...embed, token: '' };
  return { ...embed, token: core.vault.open('payment', TOKEN_OF(id), clientTokenSealed) };
}
