/** One attempt to get an order paid at one provider. An order may have several; each has its own reference. */
import type { Environment } from '../environment.ts';
import type { PaymentFormat } from '../ports/payment-gateway.ts';

/**
 * `creating` until the gateway's answer is known · `pending` the payer may pay · `challenge` the gateway is looking at
 * it · `parked` money came that does not match: a person decides · the rest is final except for late money.
 */
export type PaymentState =
  | 'creating'
  | 'pending'
  | 'challenge'
  | 'paid'
  | 'parked'
  | 'expired'
  | 'failed'
  | 'cancelled'
  | 'refunded';

export interface Payment {
  id: string;
  orderId: string;
  environment: Environment;
  providerId: string;
  attempt: number;
  /** Order code plus attempt; unique per provider; 5–40 characters of A-Z a-z 0-9 and "-". */
  reference: string;
  /** The way of paying it was made for (`payment.bni_va`); empty for payments from before that was kept. */
  feature: string;
  method: string;
  /** How it is shown and paid. Decided when it is begun: a changed profile never changes a payment that is out. */
  format: PaymentFormat;
  /** Whose number or wallet it is, as the payer was told; null where nobody need know. */
  methodName: string | null;
  state: PaymentState;
  version: number;
  amountIdr: number;
  feeIdr: number;
  /** What the payer must transfer: amount + fee. */
  payableIdr: number;
  gatewayTransactionId: string | null;
  paymentNumber: string | null;
  /** The company's number, where a bank asks for it beside the payment number. */
  billerCode: string | null;
  payUrl: string | null;
  /** Opens the payer's app. */
  deepLink: string | null;
  /** What the vendor's script on our page pays with, under the vault. */
  clientTokenSealed: string | null;
  /** What the page's script made of a card, under the vault, until it is sent. */
  cardTokenSealed: string | null;
  /** When a card was given; a payment is charged once. */
  chargedAt: number | null;
  /** The payer's phone under the vault, kept only until the payment is made: the store forgets it with `creating`. */
  payerSealed: string | null;
  expiresAt: number;
  paidAt: number | null;
  /** What the gateway gave back by itself or by somebody's hand in its dashboard, as far as it is booked. */
  refundedIdr: number;
  /** Last time we asked the gateway, whoever caused it. */
  queriedAt: number | null;
  createdAt: number;
}

/**
 * Money a gateway says it received. Unique per (provider, gatewayKey): the same receipt told twice is booked once.
 */
export interface Receipt {
  id: string;
  paymentId: string;
  orderId: string;
  providerId: string;
  environment: Environment;
  gatewayKey: string;
  amountIdr: number;
  paidAt: number | null;
  bookedAt: number;
}

/**
 * `due` promised, nothing sent yet · `sending` the gateway is asked, or was when a process died · `pending` the gateway
 * took it and has not paid yet · `unclear` nobody knows: the owner looks · the rest is over. Only over is over: money of
 * the other states lies on `refunds_due`.
 */
export type RefundState = 'due' | 'sending' | 'pending' | 'unclear' | 'paid_out' | 'kept' | 'written_off';

export const OPEN_REFUND_STATES = ['due', 'sending', 'pending', 'unclear'] as const satisfies readonly RefundState[];

export type RefundReason = 'late_unavailable' | 'overpaid' | 'fulfilment_failed' | 'owner_refund' | 'cancelled_stay';

/** Money that has to go back to a person: by the gateway it came through, by hand, or kept as balance. */
export interface Refund {
  id: string;
  orderId: string;
  personId: string | null;
  environment: Environment;
  /** What reaches the payer, `feeIdr` included. */
  amountIdr: number;
  /** The part of it that is the payer's gateway fee, which we bear. */
  feeIdr: number;
  reason: RefundReason;
  /** What makes it one: a receipt, a case, the order's end. An order may owe several times for the same reason. */
  cause: string;
  state: RefundState;
  version: number;
  /** Ours, chosen before anything is sent; asked again with it, a gateway never refunds twice. */
  reference: string;
  /** The payment it goes back through; null where none of the order's payments is known to have brought it. */
  paymentId: string | null;
  /** `manual`: the gateway cannot, or would not. */
  way: 'gateway' | 'manual' | null;
  /** Until then the payer may choose to keep it as balance; afterwards it is sent by itself. */
  chooseUntil: number | null;
  /** Account of the payer, as JSON under the vault; the masked form is for everybody's eyes. */
  destinationSealed: string | null;
  destinationMasked: string | null;
  /** How often the payer was asked for it. */
  reminders: number;
  /** Calls to the gateway that got no usable answer, in a row. */
  unanswered: number;
  /** The owner's words about how it was paid out, shown to the payer. */
  proof: string | null;
  createdAt: number;
  endedAt: number | null;
}

/** Something only a person can decide. Listed by `./sapa queue`, resolved once. */
export interface ReviewCase {
  id: string;
  kind:
    | 'underpaid'
    | 'overpaid'
    | 'paid_twice'
    | 'maybe_paid_twice'
    | 'refund_due'
    | 'refund_unclear'
    | 'gateway_refund'
    | 'payment_reversed'
    | 'wrong_money'
    | 'purchase_unclear'
    | 'late_success'
    | 'reversed'
    | 'key_undeliverable'
    | 'bad_qris'
    | 'create_unclear'
    | 'cancel_request'
    | 'supplier_refused'
    | 'goods_unread'
    | 'difference';
  environment: Environment;
  orderId: string | null;
  paymentId: string | null;
  fulfilmentId: string | null;
  amountIdr: number | null;
  detail: string;
  state: 'open' | 'resolved';
  resolution: string | null;
  openedAt: number;
  resolvedAt: number | null;
  /** Who decided: a person's id, or "cli" or "job". */
  resolvedBy: string | null;
  /** Received money that waits on `parked` until this is decided. */
  parkedIdr: number;
  /** One open case per cause. */
  dedupeKey: string;
}
