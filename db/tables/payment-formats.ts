/**
 * How a payment is shown and paid, and what that needs: kept with the payment, so that neither a changed profile nor
 * another account changes one that is out. Payments from before are a QR where they have one, else a link.
 */
import type { Kysely } from 'kysely';

export async function addPaymentFormats(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('payments')
    .addColumn('feature', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('payments')
    .addColumn('format', 'text', (c) => c.notNull().defaultTo('qris_dynamic'))
    .execute();
  await db.schema.alterTable('payments').addColumn('method_name', 'text').execute();
  await db.schema.alterTable('payments').addColumn('biller_code', 'text').execute();
  await db.schema.alterTable('payments').addColumn('deep_link', 'text').execute();
  await db.schema.alterTable('payments').addColumn('client_token_sealed', 'text').execute();
  await db.schema.alterTable('payments').addColumn('card_token_sealed', 'text').execute();
  await db.schema.alterTable('payments').addColumn('charged_at', 'bigint').execute();
  await db.schema.alterTable('payments').addColumn('payer_sealed', 'text').execute();
  await db
    .updateTable('payments')
    .set({ format: 'redirect_flow' })
    .where('payment_number', 'is', null)
    .where('pay_url', 'is not', null)
    .execute();
}
