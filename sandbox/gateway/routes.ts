/**
 * The practice gateway's API in Pakasir's wire format: seed 003 and the vendor's two SDKs for fields, methods, limits
 * and fees. The vendor does not publish its error bodies; `{"error": text}` with 400, 401 and 404 is our choice.
 */
import { fingerprint, json, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Payment, Project, World } from '../world/model.ts';
import { bankPage, embedFrame, embedScript, payInFrame } from './embed.ts';
import { hostedPage, payOnPage } from './page.ts';
import { collect } from './pay.ts';
import { feeIdr, minimumIdr, newPayment, paymentKey, statusOf } from './payment.ts';
import { withOtherAmount } from './qris.ts';
import { refund } from './refund.ts';
import { createdBody, detailBody } from './wire.ts';

export function gatewayRoute(method: string, path: string): Route | null {
  const creation = /^\/api\/transactioncreate\/([a-z_]{1,40})$/.exec(path);
  if (method === 'POST' && creation?.[1]) {
    const wanted = creation[1];
    return { endpoint: 'create', handle: (request, world, context) => create(wanted, request, world, context) };
  }
  if (/^\/(pay|paypal)\//.test(path))
    return method === 'POST' ? { endpoint: 'pay', handle: payOnPage } : { endpoint: 'page', handle: hostedPage };
  if (path.startsWith('/3ds/')) return { endpoint: method === 'POST' ? 'pay' : 'page', handle: bankPage };
  if (path.startsWith('/embed/'))
    return method === 'POST' ? { endpoint: 'pay', handle: payInFrame } : { endpoint: 'page', handle: embedFrame };
  switch (`${method} ${path}`) {
    case 'GET /embed.js':
      return { endpoint: 'page', handle: embedScript };
    case 'GET /api/transactiondetail':
      return { endpoint: 'detail', handle: detail };
    case 'POST /api/paymentsimulation':
      return { endpoint: 'simulate', handle: simulate };
    case 'POST /api/transactioncancel':
      return { endpoint: 'cancel', handle: cancel };
    case 'POST /api/transactionrefund':
      return { endpoint: 'refund', handle: refund };
    default:
      return null;
  }
}

function problem(status: number, error: string): Handled {
  return json(status, { error });
}

interface Named {
  project: Project;
  orderId: string;
  amountIdr: number;
}

function named(fields: Record<string, unknown>, world: World): Named | Handled {
  const project = world.projects.get(textOf(fields['project']));
  if (!project || fields['api_key'] !== project.apiKey) return problem(401, 'Project not found or API key is invalid');
  const orderId = textOf(fields['order_id']);
  const amountIdr = Number(fields['amount']);
  if (!/^[A-Za-z0-9\-_.~]{5,100}$/.test(orderId)) return problem(400, 'order_id is invalid');
  if (!Number.isSafeInteger(amountIdr) || amountIdr <= 0) return problem(400, 'amount is invalid');
  return { project, orderId, amountIdr };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The same order id and amount again is the same payment, whatever its state: never a second QR for one order. */
function create(method: string, request: Incoming, world: World, context: Context): Handled {
  const fields = objectOf(request.body);
  if (!fields) return problem(400, 'Body is not valid JSON');
  const name = named(fields, world);
  if ('response' in name) return name;
  const fee = feeIdr(method, name.amountIdr);
  if (fee === null) return problem(400, 'Payment method is not available');
  if (name.amountIdr < minimumIdr(method)) return problem(400, `Minimum amount is ${minimumIdr(method)}`);

  const phone = textOf(fields['phone']);
  if (method.endsWith('_push') && !/^08\d{8,11}$/.test(phone)) return problem(400, 'phone is invalid');

  const card = method.endsWith('_card') ? cardOf(textOf(fields['card_token'])) : null;
  if (card !== null && 'response' in card) return card;

  const key = paymentKey(name.project.slug, name.orderId);
  const earlier = world.payments.get(key);
  if (earlier && (earlier.amountIdr !== name.amountIdr || earlier.method !== method))
    return problem(400, 'order_id already exists with another amount or method');
  if (earlier) {
    const again: Payment = { ...earlier, creates: earlier.creates + 1 };
    return json(200, createdBody(again), [put('payments', key, again)]);
  }
  const wish = {
    orderId: name.orderId,
    amountIdr: name.amountIdr,
    feeIdr: fee,
    method,
    ...(phone === '' ? {} : { phone }),
    ...(card === null || card.last4 === CHARGED_AT_ONCE ? {} : { bankUrl: bankUrl(request, context, name) }),
  };
  const payment = newPayment(name.project, wish, context);
  if (card?.last4 !== CHARGED_AT_ONCE) return json(200, createdBody(payment), [put('payments', key, payment)]);
  return json(200, createdBody(payment), collect(world, context, payment, [payment.amountIdr], 1).effects);
}

const CHARGED_AT_ONCE = '0000';
const DECLINED = '0002';

/** By whatever name we were called. */
function bankUrl({ headers }: Incoming, { seed }: Context, { project, orderId }: Named): string {
  return `http://${headers['host'] ?? 'localhost'}/gateway/3ds/${fingerprint(seed, 'bank', project.slug, orderId)}`;
}

/** Cards ending in 0002 are declined, those in 0000 are charged at once, all others go by the payer's bank. */
function cardOf(token: string): { last4: string } | Handled {
  const last4 = /^card-(\d{4})-\w{4,20}$/.exec(token)?.[1];
  if (last4 === undefined) return problem(400, 'card_token is invalid');
  return last4 === DECLINED ? problem(400, 'Card declined') : { last4 };
}

/** Found by order id and billed amount. `transaction_id` (ours) asks about one of several transfers. */
function detail(request: Incoming, world: World, context: Context): Handled {
  const name = named(Object.fromEntries(request.query), world);
  if ('response' in name) return name;
  const payment = world.payments.get(paymentKey(name.project.slug, name.orderId));
  if (!payment || payment.amountIdr !== name.amountIdr) return problem(404, 'Transaction not found');
  const wanted = request.query.get('transaction_id');
  const receipt = payment.receipts.find((each) => each.transactionId === wanted);
  if (wanted && !receipt) return problem(404, 'Transaction not found');
  return json(200, detailBody(payment, context.now, receipt));
}

function existing(request: Incoming, world: World): Payment | Handled {
  const fields = objectOf(request.body);
  if (!fields) return problem(400, 'Body is not valid JSON');
  const name = named(fields, world);
  if ('response' in name) return name;
  const payment = world.payments.get(paymentKey(name.project.slug, name.orderId));
  return payment?.amountIdr === name.amountIdr ? payment : problem(404, 'Transaction not found');
}

function simulate(request: Incoming, world: World, context: Context): Handled {
  const payment = existing(request, world);
  if ('response' in payment) return payment;
  if (statusOf(payment, context.now) !== 'pending') return problem(400, 'Transaction is not pending');
  const { effects } = collect(world, context, payment, [payment.amountIdr], 1);
  return json(200, { success: true }, effects);
}

function cancel(request: Incoming, world: World, context: Context): Handled {
  const payment = existing(request, world);
  if ('response' in payment) return payment;
  const status = statusOf(payment, context.now);
  if (status === 'completed') return problem(400, 'Transaction is already completed');
  const canceled = { ...payment, canceledAt: payment.canceledAt ?? context.now };
  return json(200, { success: true }, [put('payments', paymentKey(payment.project, payment.orderId), canceled)]);
}

/** The gateway's lies: other amounts, another price inside the QR, a damaged QR, "order id exists", "not refundable". */
export function twistGateway(kind: string, response: Outgoing): Outgoing {
  if (kind === 'duplicate') return problem(400, 'order_id already exists').response;
  if (kind === 'refund_refused') return problem(412, 'Refund is not allowed for this transaction').response;
  const body = objectOf(response.body);
  const payment = body?.['payment'] as Record<string, unknown> | undefined;
  const transaction = body?.['transaction'] as Record<string, unknown> | undefined;
  if (kind === 'other_amount' && payment) {
    payment['amount'] = Number(payment['amount']) + 1_000;
    payment['total_payment'] = Number(payment['total_payment']) + 1_000;
  }
  if (kind === 'other_amount' && transaction) transaction['amount'] = Number(transaction['amount']) + 1_000;
  if (payment) payment['payment_number'] = twistedQr(kind, payment);
  return body ? { ...response, body: JSON.stringify(body) } : response;
}

function twistedQr(kind: string, payment: Record<string, unknown>): unknown {
  const payload = String(payment['payment_number']);
  if (kind === 'other_qr_amount') return withOtherAmount(payload, Number(payment['total_payment']) + 1_000);
  if (kind === 'bad_qr') return payload.replace('5802ID', '5802SG');
  return payload;
}
