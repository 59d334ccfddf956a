/**
 * What makes a statement cheap to read however much was booked: each entry knows its place on its account, when it was
 * booked and what was on the account then. Given under the account's row in the statement that moves it, so `at` never
 * goes back along `account_seq` and a balance never has to be summed up. Entries from before are given theirs here.
 */
import { sql, type Kysely } from 'kysely';

export async function createStatement(db: Kysely<any>): Promise<void> {
  const add = (table: string, column: string) =>
    db.schema
      .alterTable(table)
      .addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  await add('ledger_accounts', 'entry_count');
  await add('ledger_accounts', 'last_entry_at');
  await add('ledger_entries', 'at');
  await add('ledger_entries', 'account_seq');
  await add('ledger_entries', 'balance_after_idr');
  await numberOldEntries(db);
  await db.schema.dropIndex('ledger_entries_account_id').execute();
  await db.schema
    .createIndex('ledger_entries_statement')
    .on('ledger_entries')
    .columns(['account_id', 'at', 'account_seq'])
    .execute();
}

async function numberOldEntries(db: Kysely<any>): Promise<void> {
  await sql`
    with numbered as (
      select e.journal_id, e."position" as place, j.at as booked_at,
        row_number() over along as seq, sum(e.amount_idr) over along as balance
      from ledger_entries e join journals j on j.id = e.journal_id
      window along as (
        partition by e.account_id order by j.at, j.id, e."position" rows unbounded preceding
      )
    )
    update ledger_entries set at = numbered.booked_at, account_seq = numbered.seq, balance_after_idr = numbered.balance
    from numbered
    where ledger_entries.journal_id = numbered.journal_id and ledger_entries."position" = numbered.place`.execute(db);
  await sql`
    update ledger_accounts set
      entry_count = (select count(*) from ledger_entries e where e.account_id = ledger_accounts.id),
      last_entry_at = coalesce((select max(e.at) from ledger_entries e where e.account_id = ledger_accounts.id), 0)`.execute(
    db,
  );
}
