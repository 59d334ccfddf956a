/**
 * Giving money back at the practice gateway. The vendor whose format it speaks publishes no refund call; this one is
 * ours, shaped after what others document (a key that makes a repeat the same refund, a state between taken and paid),
 * so that a shop's refund path can be practised and tested over HTTP.
 */
import { json, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Payment, Refund, World } from '../world/model.ts';
import { paymentKey } from './payment.ts';

/** `amountIdr` null gives back all that is left. `instant` skips the pending time, as a dashboard does. */
export interface RefundWish {
  key: string;
  amountIdr: number | null;
  instant: boolean;
}

/** What reached the payer by now. */
export function refundedIdr(payment: Payment, now: number): number {
  return sumOf(payment, (refund) => refund.doneAt !== null && refund.doneAt <= now);
}

const takenIdr = (payment: Payment): number => sumOf(payment, (refund) => refund.doneAt !== null);

function sumOf({ refunds = [] }: Payment, counts: (refund: Refund) => boolean): number {
  return refunds.filter(counts).reduce((sum, refund) => sum + refund.amountIdr, 0);
}

/** The same key again is the same refund. Null when there is not so much to give back. */
export function giveBack(
  world: World,
  context: Context,
  payment: Payment,
  wish: RefundWish,
): { payment: Payment; refund: Refund } | null {
  const earlier = payment.refunds ?? [];
  const known = earlier.find((each) => each.key === wish.key);
  const project = world.projects.get(payment.project);
  const receivedIdr = payment.receipts.reduce((sum, receipt) => sum + receipt.amountIdr, 0);
  const leftIdr = receivedIdr + payment.feeIdr * payment.receipts.length - takenIdr(payment);
  const amountIdr = wish.amountIdr ?? receivedIdr - takenIdr(payment);
  if (!known && (amountIdr < 1 || amountIdr > leftIdr)) return null;
  const waitMs = wish.instant ? 0 : (project?.refundMs ?? 0);
  const fresh: Refund = {
    key: wish.key,
    amountIdr,
    askedAt: context.now,
    doneAt: project?.refusesRefunds && !wish.instant ? null : context.now + waitMs,
    asks: 0,
  };
  const asked = { ...(known ?? fresh), asks: (known?.asks ?? 0) + 1 };
  const refunds = [...earlier.filter((each) => each.key !== wish.key), asked];
  return { payment: { ...payment, refunds }, refund: asked };
}

const problem = (status: number, error: string): Handled => json(status, { error });

/** `POST /api/transactionrefund`: project, order_id, amount (billed), api_key, refund_key, refund_amount. */
export function refund(request: Incoming, world: World, context: Context): Handled {
  const fields = objectOf(request.body);
  if (!fields) return problem(400, 'Body is not valid JSON');
  const project = world.projects.get(String(fields['project']));
  if (!project || fields['api_key'] !== project.apiKey) return problem(401, 'Project not found or API key is invalid');
  const payment = world.payments.get(paymentKey(project.slug, String(fields['order_id'])));
  if (!payment || payment.amountIdr !== Number(fields['amount'])) return problem(404, 'Transaction not found');
  const key = typeof fields['refund_key'] === 'string' ? fields['refund_key'] : '';
  const amountIdr = Number(fields['refund_amount']);
  if (!/^[A-Za-z0-9-]{5,40}$/.test(key) || !Number.isSafeInteger(amountIdr) || amountIdr < 1)
    return problem(400, 'refund_key or refund_amount is invalid');
  const given = giveBack(world, context, payment, { key, amountIdr, instant: false });
  if (!given) return problem(412, 'The amount is more than can be refunded');
  if (given.refund.amountIdr !== amountIdr) return problem(409, 'refund_key was used for another amount');
  const saved = put('payments', paymentKey(project.slug, payment.orderId), given.payment);
  return json(200, { refund: refundBody(given.payment, given.refund, context.now) }, [saved]);
}

function refundBody(payment: Payment, { key, amountIdr, doneAt }: Refund, now: number): unknown {
  const status = doneAt === null ? 'failed' : doneAt <= now ? 'success' : 'pending';
  return { order_id: payment.orderId, refund_key: key, amount: amountIdr, status };
}
