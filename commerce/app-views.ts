/** What use cases are given and what they answer: views of products, rooms and orders, and the ways to say no. */
import type { Lang } from './chat/model.ts';
import type { PayerChoice } from './cases/payer-choices.ts';
import type { Environment } from './environment.ts';
import type { OrderState, LineKind, PayWith } from './order/model.ts';
import type { FulfilmentState } from './fulfilment/model.ts';
import type { PaymentState, RefundState, ReviewCase } from './payment/model.ts';
import type { Role } from './people/model.ts';
import type { PaymentFormat } from './ports/payment-gateway.ts';

/** What a person sees of a product: the price is of their own tier, worked out here and nowhere else. */
export interface ProductView {
  id: string;
  code: string;
  kind: 'stock_code' | 'h2h' | 'deployment' | 'bill';
  name: string;
  category: string;
  brand: string;
  description: string;
  priceIdr: number;
  /** Null where supply is not counted (supplier products). */
  stock: number | null;
  sellable: boolean;
  /** "HH:MM" WIB when it can be bought again; only while in a cut-off. */
  reopensAt: string | null;
  /** Not sold for a while because too many deliveries failed, until this instant. */
  pausedUntil: number | null;
  destinationKind: 'phone' | 'ewallet' | 'pln' | 'game' | 'text' | null;
  destinationFields: string[];
}

export interface RoomOffer {
  roomTypeId: string;
  code: string;
  name: string;
  description: string;
  capacity: number;
  picture: string | null;
  available: number;
  nights: number;
  totalIdr: number;
  nightly: { night: string; priceIdr: number }[];
  propertyName: string;
  zone: string;
  checkInTime: string;
  checkOutTime: string;
}

export type OrderItem =
  /** Adds to the buyer's own balance; stands alone in its order. */
  | { kind: 'topup'; amountIdr: number }
  | { kind: 'product'; productId: string; qty: number; destination?: string; billQuoteId?: string }
  | {
      kind: 'room';
      roomTypeId: string;
      checkIn: string;
      checkOut: string;
      rooms: number;
      guests: number;
      bookerName: string;
      bookerContact: string;
      arrivalTime: string | null;
    };

export interface Quote {
  totalIdr: number;
  lines: { name: string; qty: number; unitPriceIdr: number; totalIdr: number; destination: string | null }[];
}

export type Refusal = { ok: false; reason: RefusalReason; detail?: Record<string, string | number> };
export type RefusalReason =
  | 'not_found'
  | 'not_allowed'
  | 'sold_out'
  | 'not_sellable'
  | 'cut_off'
  | 'bad_destination'
  | 'bad_dates'
  | 'same_dates'
  | 'too_many_open'
  | 'too_many_nights'
  | 'too_many_guests'
  | 'no_payment_provider'
  | 'price_changed'
  | 'quote_expired'
  | 'wrong_state'
  | 'already_done'
  | 'conflict'
  | 'balance_short'
  | 'credit_in_use'
  | 'below_cost'
  | 'daily_limit'
  | 'pin_needed'
  | 'over_limit'
  | 'wrong_pin'
  | 'pin_locked'
  | 'weak_pin'
  | 'too_soon'
  | 'too_late'
  | 'bad_code'
  | 'bad_input'
  | 'bad_amount'
  | 'rate_limited'
  | 'too_large';

export type Answer<T> = ({ ok: true } & T) | Refusal;

export interface OrderView {
  id: string;
  code: string;
  environment: Environment;
  state: OrderState;
  payWith: PayWith;
  totalIdr: number;
  placedAt: number;
  payBy: number;
  paidAt: number | null;
  cancelRequested: boolean;
  lines: {
    kind: LineKind;
    name: string;
    qty: number;
    totalIdr: number;
    destination: string | null;
    checkIn: string | null;
    checkOut: string | null;
  }[];
  payment: {
    id: string;
    state: PaymentState;
    payableIdr: number;
    feeIdr: number;
    payUrl: string | null;
    paymentNumber: string | null;
    format: PaymentFormat;
    /** Whose number it is; null where nobody need know. */
    methodName: string | null;
    billerCode: string | null;
    expiresAt: number;
  } | null;
  fulfilments: { id: string; kind: LineKind; state: FulfilmentState; nextCheckAt: number | null; hasGoods: boolean }[];
  refundDueIdr: number;
  /** Money of the order that fits nothing and waits for a choice. */
  parked: { amountIdr: number; missingIdr: number; choices: PayerChoice[] } | null;
  /** Refunds that are not over. */
  refunds: {
    reference: string;
    amountIdr: number;
    state: RefundState;
    byHand: boolean;
    mayKeep: boolean;
    destination: string | null;
  }[];
  /** Oldest first. */
  timeline: { at: number; what: TimelineWord; detail: string }[];
  zone: string;
  pageUrl: string;
}

export type TimelineWord =
  | 'placed'
  | 'payment_created'
  | 'payment_expired'
  | 'paid'
  | 'parked'
  | 'submitted'
  | 'pending'
  | 'review'
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'refund_due'
  | 'refund_paid'
  | 'refund_kept'
  | 'cancel_requested'
  | 'key_issued'
  | 'key_revoked'
  | 'resolved';

/** Everything a log knows about an order, for the owner's "why is it stuck". Secrets are masked. */
export interface OrderDossier {
  order: OrderView;
  events: { at: number; source: string; text: string }[];
  cases: ReviewCase[];
  nextStep: string;
}

export interface ChatIdentity {
  chatId: string;
  personId: string;
  lang: Lang;
  roles: Role[];
}
