/**
 * Double entry, append only. Sign convention: a positive balance is what the business owes (customer accounts) or has
 * earned (sales); what the business has (money at a gateway) is negative. So every journal and the whole ledger sum to
 * zero. Accounts are text keys made by `account.*`; environment is part of an account, so practice money stays apart.
 */
import type { Environment } from '../environment.ts';

export type JournalKind =
  | 'receipt'
  | 'capture'
  | 'supplier_cost'
  | 'adjustment'
  /** Received, and waiting for a decision: customer → parked, and the way back. */
  | 'parked'
  | 'unparked'
  /** Promised back: customer or parked → refunds_due. */
  | 'refund_promised'
  /** The payer's gateway fee, which we bear: cost → refunds_due. */
  | 'refund_fee'
  /** A gateway took money back without us: parked, refunds_due or taken_back → gateway. */
  | 'taken_back'
  /** The promise ended: paid out, kept as balance, or given up by the owner with a reason. */
  | 'refund_paid'
  | 'kept_as_balance'
  | 'written_off';

export interface LedgerAccount {
  id: string;
  environment: Environment;
  postedIdr: number;
  heldIdr: number;
  /** Lowest value of posted − held the account may reach; null = no limit (internal accounts). */
  minAvailableIdr: number | null;
}

export interface Entry {
  accountId: string;
  amountIdr: number;
}

/** One line of an account's statement. */
export interface StatementEntry {
  /** Place on the account, from 1. */
  seq: number;
  /** When it was booked; never earlier than the entry before it, whoever's clock it was. */
  at: number;
  amountIdr: number;
  /** What was on the account right after it; held money included, since it is not gone yet. */
  balanceAfterIdr: number;
  kind: JournalKind;
  /** What a person calls the order, and its first line. Null where it is about none. */
  orderCode: string | null;
  goods: string | null;
}

export interface Journal {
  id: string;
  environment: Environment;
  kind: JournalKind;
  /** Says what this booking is about; the same key is booked once, with other entries it is a conflict. */
  idemKey: string;
  orderId: string | null;
  memo: string;
  at: number;
  entries: Entry[];
}

/** Money set aside on a customer's account for one order. Captured or voided at most once. */
export interface MoneyHold {
  id: string;
  accountId: string;
  environment: Environment;
  orderId: string;
  attempt: number;
  amountIdr: number;
  /** What was captured in the end; an order of several lines may capture less than it held. */
  capturedIdr: number;
  state: 'open' | 'captured' | 'voided';
  createdAt: number;
}
