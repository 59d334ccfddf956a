/** Who did what (append only), and settings the owner may change at run time. */
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
