/** The practice gateway's till as the bank page sees it. Wired in `bot/compose.ts`; exists in practice mode only. */

/** `late` on an open bill arrives just after it ends; `again` is one more transfer for a bill that is paid. */
export const PAY_MODES = ['exact', 'under', 'over', 'late', 'twice', 'again'] as const;
export type PayMode = (typeof PAY_MODES)[number];

export const PAY_REFUSALS = [
  'expired',
  'cancelled',
  'already_paid',
  'not_paid_yet',
  'closed_amount',
  'unknown',
  'unavailable',
] as const;
export type PayRefusal = (typeof PAY_REFUSALS)[number];

export interface BankPayment {
  reference: string;
  merchant: string;
  /** What a bank app is given, where it is no QR: a company's number and the account number. */
  number: string | null;
  /** Takes the billed amount and no other. */
  closed: boolean;
  /** What the payer has to transfer: amount and fee. */
  payableIdr: number;
  receivedIdr: number;
  state: 'pending' | 'paid' | 'expired' | 'cancelled';
  expiresAt: number;
}

export interface PracticeBank {
  /** Newest bill first. Throws when the practice gateway does not answer. */
  list(): Promise<BankPayment[]>;
  /**
   * Opens a pay link: the gateway makes the bill when it has none yet, as a link is a way to create one without a call.
   * Throws when the practice gateway does not answer.
   */
  open(kind: 'pay' | 'paypal', account: string, amountIdr: number, reference: string): Promise<void>;
  /** Pays a bill; `under` and `over` are off by the gateway's own measure unless `amountIdr` says how much. */
  pay(reference: string, mode: PayMode, amountIdr?: number): Promise<{ ok: true } | { ok: false; why: PayRefusal }>;
}
