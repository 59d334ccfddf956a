/** Who did what (append only), settings the owner may change at run time, and how much waits. */
import type { Actor } from '../../people/model.ts';
import type { StaffRole } from '../../people/team.ts';

export interface AuditRow {
  id: string;
  at: number;
  personId: string | null;
  via: Actor['via'];
  /** In which role; null = as a customer, or no person at all. */
  role: StaffRole | null;
  action: string;
  /** What it was done to: "orders:ID". */
  subject: string;
  detail: string;
}

/** What is looked for; what is left out does not matter. */
export interface AuditSearch {
  /** Any of these persons. */
  personIds?: readonly string[];
  subjects?: readonly string[];
  /** Acts that begin with any of these. */
  acts?: readonly string[];
  /** From an instant on, before another. */
  from?: number;
  to?: number;
  /** Only what was done in a staff role or at the machine. */
  byStaff?: boolean;
  /** Only rows older than this one. */
  before?: Pick<AuditRow, 'at' | 'id'>;
}

export interface AuditStore {
  append(row: AuditRow): Promise<void>;
  latest(limit: number, subject?: string): Promise<AuditRow[]>;
  /** Newest first. */
  search(search: AuditSearch, limit: number): Promise<AuditRow[]>;
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
