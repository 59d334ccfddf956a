/** What owners' endpoints were asked to set up. The id is what they know a deployment by, for ever. */
import type { Kysely } from 'kysely';
import type { DeploymentOrder } from '../../commerce/deployment/model.ts';
import type { Row } from '../rows.ts';

export interface DeploymentTables {
  deployment_orders: Row<DeploymentOrder>;
}

export async function createDeploymentTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('deployment_orders')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('fulfilment_id', 'text', (c) => c.notNull().references('fulfilments.id'))
    .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('product_code', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('deployment_orders_unit_unique', ['fulfilment_id'])
    .execute();
}
