/** What the morning brief compares. Every question is about a span or about what is still open, and finds it by an index. */
import type { Deposit, Moved, Oddity, OddityKind, Received, KindCost } from '../../brief/model.ts';
import type { Environment } from '../../environment.ts';
import type { Span } from './reports.ts';

export interface BriefStore {
  /** What was booked on an account in a span, by direction. What an owner wrote off explains nothing and is left out. */
  moved(accountId: string, span: Span): Promise<Moved>;
  /** The receipts a gateway gave in a span, by when they were booked. */
  received(providerId: string, span: Span): Promise<Received>;
  /** What suppliers took for what was ordered in a span, by kind of goods. */
  costs(environment: Environment, span: Span): Promise<KindCost[]>;
  /** One row per supplier and day: the first reading stays, the last is replaced. */
  noteDeposit(providerId: string, day: string, at: number, balanceIdr: number): Promise<void>;
  deposit(providerId: string, day: string): Promise<Deposit | null>;
  /** Rows of one kind that have been so since before an instant, oldest first. */
  oddities(environment: Environment, kind: OddityKind, before: number, limit: number): Promise<Oddity[]>;
}
