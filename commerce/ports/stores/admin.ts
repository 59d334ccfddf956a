/** Who did what (append only), settings the owner may change at run time, and how much waits. */
import type { Actor } from '../../people/model.ts';

export interface AuditRow {
  id: string;
  at: number;
  personId: string | null;
  via: Actor['via'];
  action: string;
  /** What it was done to: "orders:ID". */
  subject: string;
  detail: string;
}

export interface AuditStore {
  append(row: AuditRow): Promise<void>;
  latest(limit: number, subject?: string): Promise<AuditRow[]>;
}

export interface SettingsStore {
  /**
   * For what a shop has only one of (its owner, its business, who serves a feature): until the transaction ends nobody
   * else is in here. Like orders.lock.
   */
  lockShop(): Promise<void>;
  all(): Promise<Record<string, string>>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}

/** How much waits at a moment, over all environments. */
export interface Backlog {
  jobsDue: number;
  /** Ready, but for later. */
  jobsWaiting: number;
  jobsRunning: number;
  /** How long the oldest due job has been due; 0 when none is. */
  oldestDueMs: number;
  outgoingWaiting: number;
  /** Given up; counted up to ten thousand. */
  outgoingFailed: number;
  inboxUnhandled: number;
  reviewsOpen: number;
  paymentsPending: number;
}

export interface BacklogStore {
  /** Payment attempts made since `paymentsSince` are looked at; older ones can no longer be paid. */
  now(now: number, paymentsSince: number): Promise<Backlog>;
}
