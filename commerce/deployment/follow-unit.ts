/** Keeps the row of a deployment in step with its unit, in the unit's own transaction. Other units have no row. */
import type { Core } from '../core.ts';
import type { Fulfilment } from '../fulfilment/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { statesBefore, type DeploymentState } from './model.ts';

export async function followUnit(
  core: Core,
  stores: Stores,
  { id, kind }: Pick<Fulfilment, 'id' | 'kind'>,
  to: DeploymentState,
): Promise<void> {
  const row = kind === 'deployment' ? await stores.deployments.ofFulfilment(id) : null;
  if (row) await stores.deployments.move(row.id, statesBefore(to), to, core.clock.now());
}
