/** What owners' endpoints were asked to set up. */
import type { Kysely } from 'kysely';
import type { DeploymentOrder } from '../../commerce/deployment/model.ts';
import type { DeploymentStore } from '../../commerce/ports/stores/deployments.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy } from './by-key.ts';
import { changedOne } from './values.ts';

export function createDeploymentStore(db: Kysely<Database>): DeploymentStore {
  return {
    insert: async (row) => {
      await insertRow(db, 'deployment_orders', toRow(row));
    },
    ofFulfilment: async (fulfilmentId) => {
      const row = await oneBy(db, 'deployment_orders', { fulfilment_id: fulfilmentId });
      return row ? fromRow<DeploymentOrder>(row) : null;
    },
    move: async (id, from, to, at) =>
      from.length > 0 &&
      changedOne(
        await db
          .updateTable('deployment_orders')
          .set({ state: to, changed_at: at })
          .where('id', '=', id)
          .where('state', 'in', [...from])
          .executeTakeFirstOrThrow(),
      ),
  };
}
