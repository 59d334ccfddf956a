/**
 * A payment gateway as the core sees it: one provider row, one account, one currency. `reference` is ours (order code
 * plus attempt), chosen and stored before anything is sent; asking again with it must never create a second payment.
 */
import type { Secret } from './secret.ts';
import type { CallResult, ConnectionTest, InboundRequest, WebhookReply } from './outcome.ts';

/** The normalised words. A word a profile does not know stays `unrecognised`: keep the old state and look at it. */
export type GatewayStatus =
  | 'pending'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'refunded'
  | 'challenge'
  | 'not_found'
  | 'unrecognised';

/** How a way of paying behaves: what is shown to the payer, and what the payer does with it. */
export type PaymentFormat =
  | 'qris_dynamic'
  | 'va_static'
  | 'e_wallet_redirect'
  | 'redirect_flow'
  | 'embed_flow'
  | 'direct_charge';

/** A vendor's script for a page of ours. Nothing of it is secret. */
export interface PaymentEmbed {
  kind: 'token_call' | 'card_fields';
  scriptUrl: string;
  attributes: Record<string, string>;
  /** What the script calls itself in the page. */
  global: string;
  /** Where its frames and requests go. */
  origins: string[];
  /** What the script calls the fields of a card, and where its answer has the token. */
  card: { number: string; month: string; year: string; code: string; token: string } | null;
}

/** Holds for amounts up to `upToIdr`; null = all above the step before. */
export interface FeeStep {
  upToIdr: number | null;
  percent: number;
  flatIdr: number;
}

/** What is known of a way of paying before a payment is made by it. */
export interface PaymentMethodFacts {
  format: PaymentFormat;
  /** Whose number or wallet it is ("BNI"); null where nobody need know. */
  name: string | null;
  /** The wallet asks the payer by itself and has to know whom: a mobile number is needed to begin. */
  asksPhone: boolean;
  /** Where a payment number is given. */
  place: 'bank' | 'shop';
  minIdr: number | null;
  maxIdr: number | null;
  /** What the payer pays on top by the vendor's list; empty = nothing, or not known before. */
  fee: FeeStep[];
}

export interface CreatePaymentRequest {
  reference: string;
  /** What the order costs; a payer's fee comes on top and is reported back in `payableIdr`. */
  amountIdr: number;
  /** Our method name ("qris", "bni_va"); the profile knows the vendor's. */
  method: string;
  description: string;
  /** Where the payer's browser returns to, if the vendor supports it. */
  returnUrl?: string;
  expiresAt?: number;
  /** "+628…"; only where the method asks for it. */
  payerPhone?: Secret;
  /** What the vendor's script made of a card; only with `charge`. */
  cardToken?: Secret;
}

export interface CreatedPayment {
  gatewayTransactionId: string | null;
  /** QR text for QRIS, account number for VA. */
  paymentNumber: string | null;
  /** The company's number beside a bill's number, where a bank asks for both. */
  billerCode?: string;
  payUrl: string | null;
  /** Opens the payer's app; `payUrl` is then for who has none at hand. */
  deepLink?: string;
  /** What the vendor's script on a page of ours pays this payment with; good for nothing else. */
  clientToken?: string;
  /** What the payer must transfer: amount plus the fee the gateway puts on the payer. */
  payableIdr: number;
  feeIdr: number;
  expiresAt: number | null;
}

export interface ObservedPayment {
  status: GatewayStatus;
  reference: string | null;
  gatewayTransactionId: string | null;
  /** Rupiah paid for the order, without the payer's fee. Null where the vendor does not say. */
  amountIdr: number | null;
  currency: string | null;
  paidAt: number | null;
  /** Practice or sandbox money according to the vendor; null where it does not say. */
  testMoney: boolean | null;
  /** Rupiah of this payment that went back to the payer so far, whoever caused it. Absent where the vendor does not say. */
  refundedIdr?: number;
  /**
   * Every transfer the gateway has for the reference, where it lists them; the fields above are then about the one asked
   * for, or the latest. Absent where it tells only one.
   */
  transfers?: ObservedTransfer[];
}

/** Money that arrived once. Somebody may pay the same code twice, or too little and then the rest. */
export interface ObservedTransfer {
  gatewayTransactionId: string | null;
  amountIdr: number;
  paidAt: number | null;
}

export interface PaymentQuery {
  reference: string;
  amountIdr: number;
  gatewayTransactionId: string | null;
  method: string;
}

/** What a vendor can give back, and for how long the same key means the same refund. */
export interface RefundCapability {
  partial: boolean;
  /** Our method names; null = all. */
  methods: readonly string[] | null;
  /** How long after it was paid; null = for ever. */
  withinMs: number | null;
  repeatableMs: number;
}

export interface RefundOrder {
  /** Ours, stored before it is sent. Asked again with it, the vendor answers about the first one. */
  key: string;
  amountIdr: number;
  reason: string;
}

/** `pending` is not done: the vendor took it and the payer has nothing yet. */
export type RefundProgress = 'done' | 'pending' | 'failed';

export interface PaymentWebhookEvent extends ObservedPayment {
  /** Stable per event, equal for repeated deliveries of it. */
  eventKey: string;
  /** Who paid, where the vendor passes on what a payment link said of them. Absent where it does not. */
  payer?: { telegramId: string | null; name: string | null };
}

export interface PaymentWebhookReading {
  verified: boolean;
  /**
   * Machine word: "ok", "unsigned", "bad_signature", "missing_signature", "stale", "malformed", "wrong_account",
   * "challenge", "bad_challenge", "method_not_allowed", …
   */
  reason: string;
  /** `always`: authenticity or amount is not proven by the message; ask the gateway before believing it. */
  confirm: 'never' | 'always';
  events: PaymentWebhookEvent[];
  /** Refused because of what it says, not of who says it: the owner may want to know. */
  untrue?: { kind: 'account' | 'amount'; reference: string; isSigned: boolean };
  reply: WebhookReply;
}

export interface PaymentGateway {
  readonly capabilities: {
    createCall: boolean;
    poll: boolean;
    cancel: boolean;
    simulate: boolean;
    refund: RefundCapability | null;
  };
  create(request: CreatePaymentRequest): Promise<CallResult<CreatedPayment>>;
  /** Creates the payment by charging the card; once, whatever becomes of the answer. */
  charge(request: CreatePaymentRequest & { cardToken: Secret }): Promise<CallResult<CreatedPayment>>;
  status(query: PaymentQuery): Promise<CallResult<ObservedPayment>>;
  cancel(query: PaymentQuery): Promise<CallResult<{ cancelled: true }>>;
  simulate(query: PaymentQuery): Promise<CallResult<{ simulated: true }>>;
  /** `query.amountIdr` is what the payment was for, `refund.amountIdr` what goes back. Repeated to ask what became of it. */
  refund(query: PaymentQuery, refund: RefundOrder): Promise<CallResult<{ progress: RefundProgress }>>;
  /** Pure. The vendor's script for a method that is paid on a page of ours; null for others. */
  embed(name: string): PaymentEmbed | null;
  /** Pure. Null for a method this account does not have. */
  method(name: string): PaymentMethodFacts | null;
  /** The hosted pay page for a payment, built without a call; null where the profile has none. */
  payLink(request: CreatePaymentRequest): string | null;
  /** Pure: verifies and parses. Never throws on bad input; a message it cannot read is `malformed`. */
  readWebhook(request: InboundRequest, now: number): PaymentWebhookReading;
  test(): Promise<ConnectionTest>;
}
