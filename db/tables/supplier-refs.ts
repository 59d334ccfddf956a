/** The supplier's own number of a purchase: some suppliers can be asked by nothing else, and call back with nothing else. */
import { sql, type Kysely } from 'kysely';

export async function addSupplierRefs(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('fulfilment_attempts').addColumn('supplier_ref', 'text').execute();
  await db.schema
    .createIndex('fulfilment_attempts_supplier_ref')
    .on('fulfilment_attempts')
    .columns(['provider_id', 'supplier_ref'])
    .where(sql<boolean>`supplier_ref is not null`)
    .execute();
}
