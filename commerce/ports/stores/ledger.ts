/** The double-entry ledger and holds on it. Rules of the model: commerce/ledger/model.ts. */
import type { Environment } from '../../environment.ts';
import type { Journal, LedgerAccount, MoneyHold, StatementEntry } from '../../ledger/model.ts';

/** What rows outside the ledger say about money that waits, per environment. */
export interface WaitingMoney {
  environment: Environment;
  /** Sum of the refunds that are not over. */
  refundsDueIdr: number;
  /** Sum of what open cases hold. */
  parkedIdr: number;
}

export interface LedgerStore {
  /** Creates the account if missing; `minAvailableIdr` is only used then. */
  ensureAccount(id: string, environment: Environment, minAvailableIdr: number | null): Promise<void>;
  /** How low posted − held may go from now on. False when the account is already below it, or is not there. */
  setMinAvailable(id: string, minAvailableIdr: number): Promise<boolean>;
  account(id: string): Promise<LedgerAccount | null>;
  /**
   * Books a journal and moves `posted` of its accounts. `duplicate`: the idemKey is booked already with the same
   * entries. Throws when the entries do not sum to zero, differ from those booked under the key, or mix environments.
   */
  post(journal: Journal): Promise<'posted' | 'duplicate'>;
  /** One guarded statement; `insufficient` when posted − held − amount would fall below the account's minimum. */
  hold(hold: MoneyHold): Promise<'held' | 'insufficient' | 'duplicate'>;
  /** open → captured | voided, and releases the held amount. False when it is not open any more. */
  resolveHold(holdId: string, to: 'captured' | 'voided', capturedIdr: number): Promise<boolean>;
  holdOf(orderId: string, attempt: number): Promise<MoneyHold | null>;
  holdsOf(orderId: string): Promise<MoneyHold[]>;
  /** Entries of an account, newest first: from ≤ at < until, older than the entry `before`. Cost is that of the page. */
  statement(filter: {
    accountId: string;
    from?: number;
    until?: number;
    before?: Pick<StatementEntry, 'at' | 'seq'>;
    limit: number;
  }): Promise<StatementEntry[]>;
  journals(filter: { orderId?: string; limit: number; offset?: number }): Promise<Journal[]>;
  journalByKey(idemKey: string): Promise<Journal | null>;
  /** For ledger:verify: recomputed from entries and open holds, beside what the accounts say. */
  recompute(): Promise<{ account: LedgerAccount; entriesIdr: number; openHoldsIdr: number }[]>;
  /** For ledger:verify: only environments where something waits. */
  waiting(): Promise<WaitingMoney[]>;
  countJournals(): Promise<number>;
  /** For ledger:verify: journals whose entries do not sum to zero. */
  unbalancedJournals(): Promise<string[]>;
}
