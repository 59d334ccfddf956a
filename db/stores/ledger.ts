/** The ledger: booking in ledger-post.ts, holds in ledger-holds.ts, and what is read from both. */
import type { Kysely, Selectable } from 'kysely';
import type { Journal, LedgerAccount } from '../../commerce/ledger/model.ts';
import type { LedgerStore } from '../../commerce/ports/stores/ledger.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { LedgerAccountsTable } from '../tables/ledger.ts';
import { holdMethods } from './ledger-holds.ts';
import { statementMethods } from './ledger-statement.ts';
import { journalByKey, postJournal, withEntries } from './ledger-post.ts';
import { insertRow, oneBy } from './by-key.ts';
import { changedOne } from './values.ts';
import { waitingMoney } from './ledger-waiting.ts';

export function createLedgerStore(db: Kysely<Database>): LedgerStore {
  return {
    ensureAccount: async (id, environment, minAvailableIdr) => {
      const account: LedgerAccount = { id, environment, postedIdr: 0, heldIdr: 0, minAvailableIdr };
      await insertRow(db, 'ledger_accounts', { ...toRow(account), entry_count: 0, last_entry_at: 0 }, ['id']);
    },
    setMinAvailable: async (id, minAvailableIdr) => {
      const result = await db
        .updateTable('ledger_accounts')
        .set({ min_available_idr: minAvailableIdr })
        .where('id', '=', id)
        .where((eb) => eb(eb('posted_idr', '-', eb.ref('held_idr')), '>=', minAvailableIdr))
        .executeTakeFirst();
      return changedOne(result);
    },
    account: async (id) => {
      const row = await oneBy(db, 'ledger_accounts', { id });
      return row ? accountOf(row) : null;
    },
    post: (journal) => postJournal(db, journal),
    ...holdMethods(db),
    ...statementMethods(db),
    journals: (filter) => journals(db, filter),
    countJournals: async () => {
      const { count } = await db
        .selectFrom('journals')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    waiting: () => waitingMoney(db),
    journalByKey: (idemKey) => journalByKey(db, idemKey),
    ...verifyMethods(db),
  };
}

function accountOf(row: Selectable<LedgerAccountsTable>): LedgerAccount {
  const { entry_count: _count, last_entry_at: _at, ...account } = row;
  return fromRow<LedgerAccount>(account);
}

async function journals(db: Kysely<Database>, filter: Parameters<LedgerStore['journals']>[0]): Promise<Journal[]> {
  let query = db
    .selectFrom('journals')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset ?? 0);
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId);
  return withEntries(db, await query.execute());
}

/** Sums come from the rows, never from the kept balances: these two are what the balances are checked against. */
function verifyMethods(db: Kysely<Database>): Pick<LedgerStore, 'recompute' | 'unbalancedJournals'> {
  return {
    recompute: async () => {
      const accounts = await db.selectFrom('ledger_accounts').selectAll().orderBy('id').execute();
      const entries = await db
        .selectFrom('ledger_entries')
        .select(['account_id', (eb) => eb.fn.sum<number | string>('amount_idr').as('sum')])
        .groupBy('account_id')
        .execute();
      const holds = await db
        .selectFrom('money_holds')
        .select(['account_id', (eb) => eb.fn.sum<number | string>('amount_idr').as('sum')])
        .where('state', '=', 'open')
        .groupBy('account_id')
        .execute();
      const entriesOf = new Map(entries.map((row) => [row.account_id, Number(row.sum)]));
      const holdsOf = new Map(holds.map((row) => [row.account_id, Number(row.sum)]));
      return accounts.map((row) => ({
        account: accountOf(row),
        entriesIdr: entriesOf.get(row.id) ?? 0,
        openHoldsIdr: holdsOf.get(row.id) ?? 0,
      }));
    },
    unbalancedJournals: async () => {
      const rows = await db
        .selectFrom('journals')
        .leftJoin('ledger_entries', 'ledger_entries.journal_id', 'journals.id')
        .select('journals.id')
        .groupBy('journals.id')
        .having((eb) =>
          eb.or([
            eb(eb.fn.count('ledger_entries.journal_id'), '<', 2),
            eb(eb.fn.sum('ledger_entries.amount_idr'), '!=', 0),
          ]),
        )
        .orderBy('journals.id')
        .execute();
      return rows.map((row) => row.id);
    },
  };
}
