/** How the practice gateway writes payments: Pakasir's field names and time formats, plus `transaction_id`. */
import type { Payment, Receipt } from '../world/model.ts';
import { statusOf } from './payment.ts';
import { refundedIdr } from './refund.ts';

/** RFC 3339 in UTC with nine fraction digits, as the vendor writes `expired_at`. */
export function utcNanos(at: number): string {
  return new Date(at).toISOString().replace('Z', '678622Z');
}

/** Jakarta time with offset, as the vendor writes `completed_at`. */
export function jakarta(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
}

export function createdBody(payment: Payment): unknown {
  return {
    payment: {
      project: payment.project,
      order_id: payment.orderId,
      amount: payment.amountIdr,
      fee: payment.feeIdr,
      total_payment: payment.totalIdr,
      payment_method: payment.method,
      payment_number: payment.paymentNumber,
      ...(payment.billerCode === undefined ? {} : { biller_code: payment.billerCode }),
      ...(payment.clientToken === undefined ? {} : { client_token: payment.clientToken }),
      ...(payment.bankUrl === undefined ? {} : { redirect_url: payment.bankUrl }),
      ...(payment.deepLink === undefined ? {} : { deep_link: payment.deepLink }),
      expired_at: utcNanos(payment.expiresAt),
    },
  };
}

/**
 * `receipt` is the transfer asked about, by default the latest. `payments` lists every transfer; the real vendor has
 * neither it nor `transaction_id`, so a client that reads only the vendor's fields still works.
 */
export function detailBody(payment: Payment, now: number, receipt = payment.receipts.at(-1)): unknown {
  return {
    transaction: {
      amount: receipt?.amountIdr ?? payment.amountIdr,
      order_id: payment.orderId,
      project: payment.project,
      status: payment.saysStatus ?? statusOf(payment, now),
      refunded_amount: refundedIdr(payment, now),
      payment_method: payment.method,
      completed_at: receipt ? jakarta(receipt.completedAt) : null,
      transaction_id: receipt?.transactionId ?? null,
      is_sandbox: true,
      payments: payment.receipts.map((each) => ({
        transaction_id: each.transactionId,
        amount: each.amountIdr,
        completed_at: jakarta(each.completedAt),
      })),
    },
  };
}

export function webhookBody(payment: Payment, receipt: Receipt): string {
  return JSON.stringify({
    amount: receipt.amountIdr,
    order_id: payment.orderId,
    project: payment.project,
    status: 'completed',
    payment_method: payment.method,
    completed_at: jakarta(receipt.completedAt),
    transaction_id: receipt.transactionId,
    is_sandbox: true,
  });
}
