/**
 * A supplier of prepaid goods. The one rule that costs money when broken: an unclear answer to a purchase is `unknown`
 * and is asked again with the same `refId`; `rejected` means surely not created, and only an answer to the submit
 * itself may say so. A refusal of a status query says nothing about the purchase.
 */
import type { DeploymentBrief } from '../deployment/model.ts';
import type { DestinationRule } from '../catalogue/destination.ts';
import type { CallResult, ConnectionTest, InboundRequest, WebhookReply } from './outcome.ts';

export type PurchaseOutcome = 'success' | 'pending' | 'failed' | 'rejected' | 'unknown';

/** Why, in our words; tells whom to alert and what to offer. */
export type PurchaseReason =
  | 'ok'
  | 'pending'
  | 'destination'
  | 'product'
  | 'price'
  | 'cut_off'
  | 'supplier_balance'
  | 'credentials'
  | 'rate_limit'
  | 'duplicate_ref'
  | 'repeat'
  | 'request'
  | 'account'
  | 'failed'
  | 'reversed'
  | 'contradiction'
  | 'wrong_reference'
  | 'transport'
  | 'unreadable'
  | 'unclassified';

export interface PurchaseReading {
  outcome: PurchaseOutcome;
  /** Whether the supplier says a transaction exists on its side; null where it does not say. */
  created: boolean | null;
  /** Only on success; null when blank or absent. */
  serial: string | null;
  priceIdr: number | null;
  message: string;
  rc: string | null;
  reason: PurchaseReason;
  /** Success above the agreed ceiling: deliver, and tell the owner. */
  overMaxPrice: boolean;
  /** The reference is ours but the reply names another SKU or number; the outcome stands, the owner is told. */
  alerts?: ('other_sku' | 'other_destination')[];
  /** The supplier's own number of the transaction, where it tells one. */
  supplierRef?: string | null;
}

export interface PurchaseRequest {
  refId: string;
  sku: string;
  customerNo: string;
  maxPriceIdr: number;
  /** As a reading told it earlier: some suppliers can only be asked by their own number. */
  supplierRef?: string | null;
  /** When it was first sent; epoch ms. */
  submittedAt?: number;
  /** It pays the bill that was asked about under this reference. */
  isBill?: boolean;
  /** Only for endpoints that set something up. */
  deployment?: DeploymentBrief;
}

/** Whose number it is, as the supplier knows it. The name is a person's: masked before anybody sees it, never logged. */
export interface CustomerReading {
  name: string | null;
  /** As written: "R1 /000001300". */
  tariffPower: string | null;
}

/** What a bill comes to. The name is a person's, as in a `CustomerReading`. */
export interface BillReading {
  name: string | null;
  /** What paying it takes from our deposit. */
  costIdr: number;
  /** The biller's fee, within what the customer pays. */
  feeIdr: number;
  /** What the supplier would have the customer pay: the bill and the fee. */
  sellingIdr: number;
  period: string | null;
}

export interface BillRequest {
  /** Paying later goes under the same one. */
  refId: string;
  sku: string;
  customerNo: string;
}

export interface PriceListItem {
  sku: string;
  name: string;
  category: string;
  brand: string;
  type: string;
  costIdr: number;
  sellable: boolean;
  multi: boolean;
  /** "HH:MM" in Asia/Jakarta, null when there is no window. */
  cutOffStart: string | null;
  cutOffEnd: string | null;
  description: string;
  /** What the buyer must tell us, from the provider's own catalogue map; null = unknown, not to be sold by itself. */
  destination: DestinationRule | null;
  /** A bill: `costIdr` is only the supplier's fee, what it costs is known by asking for one. */
  isBill?: boolean;
}

export interface SupplierWebhookReading {
  verified: boolean;
  reason: string;
  confirm: 'never' | 'always';
  /** `refId` is null for suppliers that know only their own number. */
  events: { refId: string | null; supplierRef: string | null; eventKey: string; reading: PurchaseReading }[];
  reply: WebhookReply;
}

export interface Supplier {
  readonly capabilities: {
    /** The same refId submitted twice is one purchase. Without it a timeout can only be reviewed by a person. */
    idempotentSubmit: boolean;
    /** What `status` can find a purchase by. By `supplier_ref`: not at all before the supplier has told its number. */
    asksBy: 'our_ref' | 'supplier_ref' | 'nothing';
    /** Older purchases must not be asked about by re-submitting: the supplier would buy again. */
    maxStatusAgeDays: number;
    minPollGapMs: number;
    /** The full price list at most once per this interval, across processes. */
    minPriceListGapMs: number;
    /** Kinds of destination whose customer `inquire` can name; empty where the supplier has no such question. */
    inquires: readonly DestinationRule['kind'][];
    /** It has bills: a list of them, and what one comes to before it is paid. */
    bills: boolean;
    /** It takes the parts of a destination apart, and they are told apart by this; absent where it takes one text. */
    destinationSeparator?: string;
  };
  balance(): Promise<CallResult<{ balanceIdr: number }>>;
  priceList(): Promise<CallResult<PriceListItem[]>>;
  /** Who a number belongs to, before anything is bought. Only `rejected` with `destination` says the number is wrong. */
  inquire(customerNo: string): Promise<CallResult<CustomerReading>>;
  billList(): Promise<CallResult<PriceListItem[]>>;
  /** What a bill comes to. Asking costs nothing and pays nothing, whatever becomes of the answer. */
  inquireBill(request: BillRequest): Promise<CallResult<BillReading>>;
  /** Never throws: transport trouble is an outcome too. */
  purchase(request: PurchaseRequest): Promise<PurchaseReading>;
  status(request: PurchaseRequest): Promise<PurchaseReading>;
  readWebhook(request: InboundRequest, now: number): SupplierWebhookReading;
  test(): Promise<ConnectionTest>;
}
