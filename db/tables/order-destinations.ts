/**
 * Where a line was sent to, in a column of its own beside the snapshot it comes from: people look an order up by the
 * number, and the same number twice within minutes is asked about.
 */
import { sql, type Kysely } from 'kysely';
import { hasRowLocks } from '../engine/dialect.ts';

export async function addOrderDestinations(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('order_lines').addColumn('destination', 'text').execute();
  const sent = hasRowLocks(db)
    ? sql<string>`snapshot::json -> 'destination' ->> 'value'`
    : sql<string>`json_extract(snapshot, '$.destination.value')`;
  await db.updateTable('order_lines').set({ destination: sent }).execute();
  await db.schema
    .createIndex('order_lines_destination')
    .on('order_lines')
    .columns(['destination', 'id'])
    .where(sql<boolean>`destination is not null`)
    .execute();
}
