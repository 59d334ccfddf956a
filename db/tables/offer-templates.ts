/**
 * Offers of several suppliers behind one product: how each wants the destination written, its place in the order, and
 * the product it was joined from. Offers from before write it as their product does.
 */
import { sql, type Kysely } from 'kysely';
import { hasRowLocks } from '../engine/dialect.ts';

export async function addOfferTemplates(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('products').addColumn('replaced_by', 'text').execute();
  await db.schema.alterTable('offers').addColumn('template', 'text').execute();
  await db.schema.alterTable('offers').addColumn('rank', 'integer').execute();
  await db.schema.alterTable('offers').addColumn('home_product_id', 'text').execute();
  const ofProduct = hasRowLocks(db)
    ? sql<string>`(select p.destination::json ->> 'template' from products p where p.id = offers.product_id)`
    : sql<string>`(select json_extract(p.destination, '$.template') from products p where p.id = offers.product_id)`;
  await db.updateTable('offers').set({ template: ofProduct }).execute();
  await db.schema
    .createIndex('offers_home')
    .on('offers')
    .columns(['home_product_id'])
    .where(sql<boolean>`home_product_id is not null`)
    .execute();
}
