/** What owners' endpoints were asked to set up: one row per fulfilment. */
import type { DeploymentOrder, DeploymentState } from '../../deployment/model.ts';

export interface DeploymentStore {
  insert(row: DeploymentOrder): Promise<void>;
  ofFulfilment(fulfilmentId: string): Promise<DeploymentOrder | null>;
  /** False when it is in none of the states named. */
  move(id: string, from: readonly DeploymentState[], to: DeploymentState, at: number): Promise<boolean>;
}
