/**
 * Booking a journal. The key decides first: only who gets it moves balances, so a booking repeated by a second worker
 * changes nothing. Accounts are moved in the order of their ids, so that two bookings on an engine with row locks never
 * wait for each other.
 */
import type { Kysely, Selectable } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { Entry, Journal } from '../../commerce/ledger/model.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { JournalsTable } from '../tables/ledger.ts';
import { insertRow, selectBy } from './by-key.ts';

/** The journal cannot be booked as it is, or not under this key. Nothing was changed. */
export class LedgerConflict extends Error {}

export async function postJournal(db: Kysely<Database>, journal: Journal): Promise<'posted' | 'duplicate'> {
  const { entries, ...head } = journal;
  demandBalanced(journal);
  if (!(await insertRow(db, 'journals', toRow(head), ['idem_key']))) {
    demandSame(journal, await journalByKey(db, journal.idemKey));
    return 'duplicate';
  }
  for (const [accountId, amounts] of movements(entries)) await move(db, journal, accountId, amounts);
  return 'posted';
}

export async function journalByKey(db: Kysely<Database>, idemKey: string): Promise<Journal | null> {
  const rows = await selectBy(db, 'journals', { idem_key: idemKey });
  return (await withEntries(db, rows))[0] ?? null;
}

/** Journals with their entries, in the order given. */
export async function withEntries(db: Kysely<Database>, rows: Selectable<JournalsTable>[]): Promise<Journal[]> {
  if (rows.length === 0) return [];
  const entries = await db
    .selectFrom('ledger_entries')
    .select(['journal_id', 'account_id', 'amount_idr'])
    .where(
      'journal_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('journal_id')
    .orderBy('position')
    .execute();
  const byJournal = Map.groupBy(entries, (row) => row.journal_id);
  return rows.map((row) => ({
    ...fromRow<Omit<Journal, 'entries'>>(row),
    entries: (byJournal.get(row.id) ?? []).map((entry) => ({
      accountId: entry.account_id,
      amountIdr: entry.amount_idr,
    })),
  }));
}

function demandBalanced(journal: Journal): void {
  const sum = journal.entries.reduce((total, entry) => total + entry.amountIdr, 0);
  const whole = journal.entries.every((entry) => Number.isSafeInteger(entry.amountIdr));
  if (journal.entries.length < 2 || !whole || sum !== 0) {
    throw new LedgerConflict(`journal ${journal.idemKey} is not balanced: ${JSON.stringify(journal.entries)}`);
  }
}

function demandSame(journal: Journal, booked: Journal | null): void {
  const same = booked?.environment === journal.environment && inWords(booked.entries) === inWords(journal.entries);
  if (!same) throw new LedgerConflict(`journal ${journal.idemKey} is booked already, with other entries`);
}

const inWords = (entries: readonly Entry[]) =>
  entries
    .map((entry) => `${entry.accountId} ${entry.amountIdr}`)
    .sort()
    .join('\n');

/** The positions and amounts of each account's entries, in the order of account ids. */
function movements(entries: readonly Entry[]): [string, { position: number; amountIdr: number }[]][] {
  const numbered = entries.map((entry, position) => ({ ...entry, position }));
  return [...Map.groupBy(numbered, (entry) => entry.accountId)].sort(([a], [b]) => (a < b ? -1 : 1));
}

const addPosted = prepared(
  (db, amountIdr: number, count: number, at: number, accountId: string, environment: Environment) =>
    db
      .updateTable('ledger_accounts')
      .set((eb) => ({
        posted_idr: eb('posted_idr', '+', amountIdr),
        entry_count: eb('entry_count', '+', count),
        last_entry_at: eb.case().when('last_entry_at', '<', at).then(at).else(eb.ref('last_entry_at')).end(),
      }))
      .where('id', '=', accountId)
      .where('environment', '=', environment)
      .returning(['posted_idr', 'entry_count', 'last_entry_at']),
);

/** Moves an account and writes its entries with what was on it after each. The row stays locked until the commit. */
async function move(
  db: Kysely<Database>,
  journal: Journal,
  accountId: string,
  amounts: { position: number; amountIdr: number }[],
): Promise<void> {
  const sumIdr = amounts.reduce((total, { amountIdr }) => total + amountIdr, 0);
  const { id, environment, at, idemKey } = journal;
  const account = await addPosted.first(db, sumIdr, amounts.length, at, accountId, environment);
  if (!account) throw new LedgerConflict(`journal ${idemKey}: no ${environment} account ${accountId}`);
  let balanceIdr = account.posted_idr - sumIdr;
  for (const [index, { position, amountIdr }] of amounts.entries()) {
    balanceIdr += amountIdr;
    await insertRow(db, 'ledger_entries', {
      journal_id: id,
      position,
      account_id: accountId,
      environment,
      amount_idr: amountIdr,
      at: account.last_entry_at,
      account_seq: account.entry_count - amounts.length + index + 1,
      balance_after_idr: balanceIdr,
    });
  }
}
