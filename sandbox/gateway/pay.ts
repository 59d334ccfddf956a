/**
 * Money arriving at the practice gateway: what a payer's bank app can do to a payment, as `POST /control/pay`, the
 * hosted page and the simulation call use it. Pure.
 */
import { hmacHex, schedule } from '../deliveries.ts';
import type { Context } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Effect, Payment, Receipt, World } from '../world/model.ts';
import { isClosed, paymentKey, receive, statusOf } from './payment.ts';
import { webhookBody } from './wire.ts';

export const PAY_MODES = ['exact', 'under', 'over', 'late', 'twice', 'again'] as const;
export type PayMode = (typeof PAY_MODES)[number];

export interface PayOrder {
  mode: PayMode;
  /** Rupiah for the order without the payer's fee; each mode has a sensible default. */
  amountIdr: number | null;
  webhookTimes: number;
}

export type PayResult =
  | { ok: true; payment: Payment; receipts: Receipt[]; scheduledAt: number | null; effects: Effect[] }
  | { ok: false; code: 'expired' | 'canceled' | 'already_paid' | 'not_paid_yet' | 'closed_amount' };

/**
 * `late` on an open payment is a transfer that is under way and lands one second after expiry (`scheduledAt`); on a
 * closed one it lands at once. `again` is a further transfer on a payment that was already paid.
 */
export function pay(world: World, context: Context, payment: Payment, order: PayOrder): PayResult {
  const status = statusOf(payment, context.now);
  const amountIdr = order.amountIdr ?? defaultAmount(order.mode, payment.amountIdr);
  if (isClosed(payment) && amountIdr !== payment.amountIdr) return { ok: false, code: 'closed_amount' };
  if (order.mode === 'again' && status !== 'completed') return { ok: false, code: 'not_paid_yet' };
  if (order.mode === 'late' && status === 'pending') return landLater(context, payment, amountIdr, order.webhookTimes);
  if (order.mode !== 'again' && status === 'completed') return { ok: false, code: 'already_paid' };
  if (order.mode !== 'again' && order.mode !== 'late' && status !== 'pending')
    return { ok: false, code: status === 'canceled' ? 'canceled' : 'expired' };
  const amounts = order.mode === 'twice' ? [amountIdr, amountIdr] : [amountIdr];
  return { ok: true, scheduledAt: null, ...collect(world, context, payment, amounts, order.webhookTimes) };
}

function defaultAmount(mode: PayMode, billedIdr: number): number {
  const difference = Math.max(1, Math.round(billedIdr / 10));
  if (mode === 'under') return Math.max(1, billedIdr - difference);
  return mode === 'over' ? billedIdr + difference : billedIdr;
}

function landLater(context: Context, payment: Payment, amountIdr: number, webhookTimes: number): PayResult {
  const key = paymentKey(payment.project, payment.orderId);
  const at = Math.max(payment.expiresAt, context.now) + 1_000;
  const task = put('tasks', `pay_late ${key}`, { kind: 'pay_late', at, payment: key, webhookTimes, amountIdr });
  return { ok: true, payment, receipts: [], scheduledAt: at, effects: [task] };
}

/** Books the transfers and schedules a webhook for each. */
export function collect(
  world: World,
  context: Context,
  payment: Payment,
  amountsIdr: readonly number[],
  webhookTimes: number,
): { payment: Payment; receipts: Receipt[]; effects: Effect[] } {
  const receipts: Receipt[] = [];
  const webhooks: Effect[] = [];
  let current = payment;
  for (const amountIdr of amountsIdr) {
    const received = receive(current, amountIdr, context);
    current = received.payment;
    receipts.push(received.receipt);
    webhooks.push(...webhook(world, context, current, received.receipt, webhookTimes));
  }
  const saved = put('payments', paymentKey(payment.project, payment.orderId), current);
  return { payment: current, receipts, effects: [saved, ...webhooks] };
}

function webhook(world: World, context: Context, payment: Payment, receipt: Receipt, times: number): Effect[] {
  const project = world.projects.get(payment.project);
  if (!project?.webhookUrl) return [];
  const body = webhookBody(payment, receipt);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (project.webhookSecret) headers['x-pakasir-signature'] = hmacHex('sha256', project.webhookSecret, body);
  return schedule(world, context, {
    vendor: 'gateway',
    name: receipt.transactionId,
    url: project.webhookUrl,
    headers,
    body,
    times,
  });
}
