/** What a buyer reads about paying. Every screen names the amount and the one next step. */
import type { Order, OrderLine } from '../order/model.ts';
import type { Payment } from '../payment/model.ts';
import { action } from '../ports/actions.ts';
import type { PaymentFormat } from '../ports/payment-gateway.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';
import { howOf } from './pay-how.ts';
import { numberLines } from './payment-number.ts';

export const paymentSlot = (payment: Payment): string => `pay:${payment.id}`;

const check = (order: Order): Choice => ({ id: action.checkPayment(order.code), label: text('button-check-now') });
const cancel = (order: Order): Choice => ({ id: action.cancelOrder(order.code), label: text('button-cancel-order') });
const renew = (order: Order, payment: Payment): Choice => ({
  id: action.renewPayment(order.code),
  label: text('button-new-qr', { how: howOf(payment) }),
});
const help: Choice = { id: action.help, label: text('button-help') };

export interface PayDetails {
  order: Order;
  payment: Payment;
  zone: string;
  summary: Text;
  /** Name the payer sees in the bank app; null when there is no QR. */
  merchant: string | null;
  /** Where a number is paid. */
  place: 'bank' | 'shop';
  /** Our page for what a chat cannot carry. */
  pageUrl: string;
  /** Whose phone a wallet asks, masked; null where it does not. */
  phone: string | null;
}

function amountLines({ order, payment, zone, summary, merchant }: PayDetails): Text[] {
  const lines = [text('pay-title', { code: order.code, summary: { text: summary } })];
  const values = {
    payable: { money: payment.payableIdr },
    amount: { money: payment.amountIdr },
    fee: { money: payment.feeIdr },
  };
  const amount = text(payment.feeIdr > 0 ? 'pay-amount-with-fee' : 'pay-amount', values);
  lines.push(
    merchant ? text('pay-lines', { a: { text: amount }, b: { text: text('pay-merchant', { merchant }) } }) : amount,
  );
  lines.push(text('pay-until', { until: { time: payment.expiresAt, zone } }));
  return lines;
}

/** Said in the transaction that placed the order, so it always stands above what is to be paid, however fast the gateway is. */
export const placedScreen = (order: Order, lines: readonly OrderLine[], format: PaymentFormat): Screen => ({
  lines: [text(placedKey(lines), { code: order.code, how: howOf({ format }) })],
  choices: [{ id: action.order(order.code), label: text('button-see-order') }],
});

function placedKey(lines: readonly OrderLine[]): string {
  if (lines.some((line) => line.stayId)) return 'order-placed-rooms';
  return lines.some((line) => line.kind === 'topup') ? 'order-placed-topup' : 'order-placed-shop';
}

/** Said in the transaction that begins the new payment, so it always stands above the new QR and never means that one. */
export const renewingScreen = (order: Order, format: PaymentFormat): Screen => ({
  lines: [text('qr-renewing', { code: order.code, how: howOf({ format }) })],
});

/** Typed into on our page, never in the chat. */
const isOnPage = ({ format, clientTokenSealed }: Payment): boolean =>
  format === 'direct_charge' || (format === 'embed_flow' && clientTokenSealed !== null);

/** What opens the wallet stands on our page: chats take no addresses of apps, and who has no app finds another way there. */
function wallet({ payment, pageUrl, phone }: PayDetails, above: readonly Text[]): Pick<Screen, 'lines' | 'link'> {
  const name = payment.methodName ?? '';
  const url = payment.deepLink === null ? payment.payUrl : pageUrl;
  const how = url === null ? 'push' : 'open';
  const lines = [...above, text(`pay-wallet-${how}`, { name, phone: phone ?? '' })];
  return url === null ? { lines } : { lines, link: { url, label: text('button-open-wallet', { name }) } };
}

/** The QR with its caption, or the number to be copied. Without either the pay link stands alone. */
export function payScreen(details: PayDetails): Screen {
  const { order, payment } = details;
  const screen: Screen = {
    lines: amountLines(details),
    choices: [check(order), cancel(order)],
    slot: paymentSlot(payment),
    expiresAt: payment.expiresAt,
  };
  if (payment.format === 'va_static' && payment.paymentNumber) {
    screen.lines.push(...numberLines(payment, payment.paymentNumber, details.place));
    screen.copy = payment.paymentNumber;
  } else if (payment.paymentNumber) {
    screen.image = {
      kind: 'qris',
      payload: payment.paymentNumber,
      alt: text('pay-qr-alt', { payable: { money: payment.payableIdr } }),
    };
  } else if (payment.format !== 'e_wallet_redirect') {
    screen.lines.push(text('pay-by-link'));
  }
  if (payment.format === 'e_wallet_redirect') return { ...screen, ...wallet(details, screen.lines) };
  if (isOnPage(payment)) return { ...screen, link: { url: details.pageUrl, label: text('button-pay-link') } };
  if (payment.payUrl) screen.link = { url: payment.payUrl, label: text('button-pay-link') };
  return screen;
}

export const expiredScreen = (order: Order, payment: Payment): Screen => ({
  lines: [text('pay-expired', { code: order.code, how: howOf(payment) })],
  choices: [renew(order, payment), { id: action.menu, label: text('button-menu') }],
  replaces: paymentSlot(payment),
});

export const createSlowScreen = (order: Order): Screen => ({ lines: [text('pay-create-slow', { code: order.code })] });

export const createFailedScreen = (order: Order, payment: Payment): Screen => ({
  lines: [text('pay-create-failed', { code: order.code })],
  choices: [renew(order, payment), cancel(order), help],
});

export const challengeScreen = (order: Order): Screen => ({ lines: [text('pay-challenge', { code: order.code })] });

export const gatewayFailedScreen = (order: Order, payment: Payment): Screen => ({
  lines: [text('pay-gateway-failed', { code: order.code, how: howOf(payment) })],
  choices: [renew(order, payment), cancel(order)],
  replaces: paymentSlot(payment),
});

/** `shown` is the attempt whose QR stands in the chat; it need not be the one that was paid. */
/** Names what left the payer's account, fee included: a smaller amount would look like money gone missing. */
export const paidScreen = (order: Order, paidIdr: number, late: boolean, shown: Payment): Screen => ({
  lines: [text(late ? 'paid-late' : 'paid', { code: order.code, amount: { money: paidIdr } })],
  replaces: paymentSlot(shown),
});

export const cancelledScreen = (order: Order, payment: Payment | null): Screen => ({
  lines: [text('order-cancelled', { code: order.code, how: payment ? howOf(payment) : 'qr' })],
  choices: [{ id: action.menu, label: text('button-menu') }],
  ...(payment ? { replaces: paymentSlot(payment) } : {}),
});
