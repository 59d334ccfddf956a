/** What owners' endpoints were asked to set up. */
import type { DeploymentStore } from '../../../commerce/ports/stores/deployments.ts';
import { orNull, type MakeStore } from './support.ts';

export const createDeploymentStore: MakeStore<DeploymentStore> = ({ deployments }) => ({
  async insert(row) {
    deployments.insert(row);
  },
  ofFulfilment: async (fulfilmentId) => orNull(deployments.by('fulfilment', fulfilmentId)),
  async move(id, from, to, at) {
    const row = deployments.get(id);
    return row !== undefined && from.includes(row.state) && deployments.update(id, { state: to, changedAt: at });
  },
});
