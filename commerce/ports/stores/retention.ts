/**
 * Clearing away what nobody needs any more. It knows the few kinds of rows that may go; everything else (money, orders,
 * keys of events, the audit trail, dead jobs, what nobody answered yet) has no method here and stays for ever.
 */
export type ClearedKind =
  /** Deliveries of vendors that are worked off, and those that were refused. */
  | 'webhooks'
  /** Calls we made to vendors. */
  | 'calls'
  /** Messages of people that were answered. */
  | 'inbox'
  /** Jobs that are done. */
  | 'jobs'
  /** Answers of use cases, kept for who asks again under the same key. */
  | 'answers'
  /** One-time links and claim codes that ran out. */
  | 'links'
  /** What bills came to that nobody ordered. */
  | 'bills'
  /** How deliveries of products went; only the newest are ever looked at. */
  | 'outcomes'
  /** What a dialog did before it was ever saved, and is not going to be. */
  | 'journal'
  /** Files on messages; the message stays and says that its file is gone. */
  | 'files';

/** Of vendors' deliveries, which are evidence as long as money or goods are in question. */
export interface NeededWebhooks {
  /** By provider: from this instant on all are kept. */
  since: Readonly<Record<string, number>>;
  /** Of every provider; null when nothing keeps them. */
  sinceAll: number | null;
}

export interface ClearedBatch {
  deleted: number;
  /** Where the next batch goes on; null when this kind is through. */
  next: string | null;
}

export interface RetentionStore {
  /** What cases that are open, and orders that are paid and not delivered, may still refer to. */
  neededWebhooks(): Promise<NeededWebhooks>;
  /**
   * Looks at a bounded number of rows older than `before`, from `from` on ('' at first), and deletes those that may go.
   * What is kept is passed over, so it never stands in the way of what comes after it.
   */
  clear(kind: ClearedKind, before: number, from: string, needed: NeededWebhooks): Promise<ClearedBatch>;
}
