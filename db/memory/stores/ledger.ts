/** The ledger: journals with their entries in one row, balances moved with them, holds gated by the account's row. */
import type { Entry, Journal, StatementEntry } from '../../../commerce/ledger/model.ts';
import type { Environment } from '../../../commerce/environment.ts';
import { OPEN_REFUND_STATES, type RefundState } from '../../../commerce/payment/model.ts';
import type { LedgerStore, WaitingMoney } from '../../../commerce/ports/stores/ledger.ts';
import { LedgerConflict } from '../../stores/ledger-post.ts';
import { joined, type AccountEntry, type AllRows } from '../tables.ts';
import { by, newestFirst, orNull, positive, refer, type MakeStore } from './support.ts';

export const createLedgerStore: MakeStore<LedgerStore> = (rows) => ({
  async ensureAccount(id, environment, minAvailableIdr) {
    rows.accounts.insertUnless({ id, environment, postedIdr: 0, heldIdr: 0, minAvailableIdr });
  },
  async setMinAvailable(id, minAvailableIdr) {
    const account = rows.accounts.get(id);
    if (!account || account.postedIdr - account.heldIdr < minAvailableIdr) return false;
    return rows.accounts.update(id, { minAvailableIdr });
  },
  account: async (id) => orNull(rows.accounts.get(id)),
  post: async (journal) => post(rows, journal),
  ...holdMethods(rows),
  async journals({ orderId, limit, offset = 0 }) {
    const found = orderId === undefined ? rows.journals.all() : rows.journals.group('order', orderId);
    return found.sort(newestFirst((journal) => journal.at)).slice(offset, offset + limit);
  },
  statement: async (filter) => statement(rows, filter),
  journalByKey: async (idemKey) => orNull(rows.journals.by('key', idemKey)),
  countJournals: async () => rows.journals.all().length,
  async recompute() {
    const entries = new Map<string, number>();
    const holds = new Map<string, number>();
    for (const journal of rows.journals.all())
      for (const { accountId, amountIdr } of journal.entries)
        entries.set(accountId, (entries.get(accountId) ?? 0) + amountIdr);
    for (const hold of rows.holds.all())
      if (hold.state === 'open') holds.set(hold.accountId, (holds.get(hold.accountId) ?? 0) + hold.amountIdr);
    return rows.accounts
      .all()
      .sort(by((account) => account.id))
      .map((account) => ({
        account,
        entriesIdr: entries.get(account.id) ?? 0,
        openHoldsIdr: holds.get(account.id) ?? 0,
      }));
  },
  waiting: async () => waiting(rows),
  async unbalancedJournals() {
    const unbalanced = rows.journals.all().filter(({ entries }) => entries.length < 2 || sum(entries) !== 0);
    return unbalanced.map((journal) => journal.id).sort();
  },
});

function waiting({ refunds, cases }: AllRows): WaitingMoney[] {
  const sums = new Map<Environment, WaitingMoney>();
  const add = (environment: Environment, refundsDueIdr: number, parkedIdr: number) => {
    const row = sums.get(environment) ?? { environment, refundsDueIdr: 0, parkedIdr: 0 };
    row.refundsDueIdr += refundsDueIdr;
    row.parkedIdr += parkedIdr;
    sums.set(environment, row);
  };
  const isOpen = (state: RefundState) => OPEN_REFUND_STATES.some((open) => open === state);
  for (const refund of refunds.all()) if (isOpen(refund.state)) add(refund.environment, refund.amountIdr, 0);
  for (const row of cases.group('state', 'open')) add(row.environment, 0, row.parkedIdr);
  return [...sums.values()].filter((row) => row.refundsDueIdr !== 0 || row.parkedIdr !== 0);
}

const sum = (entries: readonly Entry[]): number => entries.reduce((total, { amountIdr }) => total + amountIdr, 0);

function post(rows: AllRows, journal: Journal): 'posted' | 'duplicate' {
  const { entries, idemKey, environment } = journal;
  const isWhole = entries.every(({ amountIdr }) => Number.isSafeInteger(amountIdr));
  if (entries.length < 2 || !isWhole || sum(entries) !== 0)
    throw new LedgerConflict(`journal ${idemKey} is not balanced: ${JSON.stringify(entries)}`);
  refer('orders', rows, journal.orderId, environment);
  const booked = rows.journals.by('key', idemKey);
  if (booked) {
    if (booked.environment !== environment || inWords(booked.entries) !== inWords(entries))
      throw new LedgerConflict(`journal ${idemKey} is booked already, with other entries`);
    return 'duplicate';
  }
  rows.journals.insert({ ...journal, entries: entries.map((entry) => ({ ...entry })) });
  const moved = new Map<string, number[]>();
  for (const { accountId, amountIdr } of entries) moved.set(accountId, [...(moved.get(accountId) ?? []), amountIdr]);
  for (const [accountId, amounts] of moved) move(rows, journal, accountId, amounts);
  return 'posted';
}

function move(rows: AllRows, { id, idemKey, environment, at }: Journal, accountId: string, amounts: number[]): void {
  const account = rows.accounts.get(accountId);
  if (account?.environment !== environment)
    throw new LedgerConflict(`journal ${idemKey}: no ${environment} account ${accountId}`);
  let { postedIdr } = account;
  for (const amountIdr of amounts) {
    postedIdr += amountIdr;
    const seq = rows.entries.count('account', accountId) + 1;
    const last = rows.entries.get(joined(accountId, seq - 1))?.at ?? at;
    const entry = { accountId, seq, at: Math.max(at, last), amountIdr, balanceAfterIdr: postedIdr, journalId: id };
    rows.entries.insert(entry);
  }
  rows.accounts.update(accountId, { postedIdr });
}

function statement(rows: AllRows, filter: Parameters<LedgerStore['statement']>[0]): StatementEntry[] {
  const { accountId, from = -Infinity, until = Infinity, before, limit } = filter;
  const isBefore = (entry: AccountEntry) =>
    !before || entry.at < before.at || (entry.at === before.at && entry.seq < before.seq);
  const page = rows.entries
    .group('account', accountId)
    .filter((entry) => entry.at >= from && entry.at < until && isBefore(entry))
    .sort(by((entry) => -entry.seq))
    .slice(0, limit);
  return page.map(({ seq, at, amountIdr, balanceAfterIdr, journalId }) => {
    const journal = rows.journals.get(journalId);
    const order = journal?.orderId ? rows.orders.get(journal.orderId) : undefined;
    const [line] = order ? rows.orderLines.group('order', order.id).sort(by((one) => one.id)) : [];
    const goods = line?.snapshot.name ?? null;
    if (!journal) throw new Error(`an entry of ${accountId} has no journal`);
    return { seq, at, amountIdr, balanceAfterIdr, kind: journal.kind, orderCode: order?.code ?? null, goods };
  });
}

const inWords = (entries: readonly Entry[]): string =>
  entries
    .map((entry) => `${entry.accountId} ${entry.amountIdr}`)
    .sort()
    .join('\n');

function holdMethods(rows: AllRows): Pick<LedgerStore, 'hold' | 'resolveHold' | 'holdOf' | 'holdsOf'> {
  const { accounts, holds } = rows;
  return {
    async hold(hold) {
      positive(hold.amountIdr, 'a held amount');
      if (holds.by('attempt', joined(hold.orderId, hold.attempt))) return 'duplicate';
      const account = accounts.get(hold.accountId);
      if (!account || account.environment !== hold.environment) return 'insufficient';
      const { minAvailableIdr, postedIdr, heldIdr } = account;
      if (minAvailableIdr !== null && postedIdr - heldIdr - hold.amountIdr < minAvailableIdr) return 'insufficient';
      refer('orders', rows, hold.orderId, hold.environment);
      accounts.update(account.id, { heldIdr: heldIdr + hold.amountIdr });
      holds.insert(hold);
      return 'held';
    },
    async resolveHold(holdId, to, capturedIdr) {
      if (to === 'voided' && capturedIdr !== 0) throw new RangeError('a voided hold captures nothing');
      const hold = holds.get(holdId);
      if (hold?.state !== 'open') return false;
      const account = accounts.get(hold.accountId);
      if (!account) throw new Error(`hold ${holdId} names an account that is not there`);
      holds.update(holdId, { state: to, capturedIdr });
      return accounts.update(account.id, { heldIdr: account.heldIdr - hold.amountIdr });
    },
    holdOf: async (orderId, attempt) => orNull(holds.by('attempt', joined(orderId, attempt))),
    holdsOf: async (orderId) => holds.group('order', orderId).sort(by((hold) => hold.attempt)),
  };
}
