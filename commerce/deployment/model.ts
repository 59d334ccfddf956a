/**
 * What an owner's own endpoint is asked to set up for one paid unit. The row exists before anything is sent; its id is
 * the only name the endpoint ever hears for it. How the unit stands is the fulfilment's business: the state here tells
 * the same story in the words of whoever runs the endpoint.
 */
import type { Environment } from '../environment.ts';

/** `pending` paid · `queued` is being sent · `running` the endpoint took it · the rest is over. */
export type DeploymentState = 'pending' | 'queued' | 'running' | 'done' | 'failed';

export interface DeploymentOrder {
  id: string;
  fulfilmentId: string;
  orderId: string;
  environment: Environment;
  productCode: string;
  state: DeploymentState;
  createdAt: number;
  changedAt: number;
}

/** What the endpoint is told. The same for every repeat of one deployment. */
export interface DeploymentBrief {
  orderCode: string;
  productCode: string;
  quantity: number;
  /** What the buyer answered to the product's question; null where nothing is asked. */
  answer: string | null;
  payer: { channel: string | null; telegramId: string | null; name: string | null };
  amountIdr: number;
  createdAt: number;
  callbackUrl: string;
}

const BEFORE: Record<DeploymentState, readonly DeploymentState[]> = {
  pending: [],
  queued: ['pending'],
  running: ['pending', 'queued'],
  done: ['pending', 'queued', 'running', 'failed'],
  failed: ['pending', 'queued', 'running'],
};

/** Where a deployment may come from to be in this state: news that arrives late moves nothing back. */
export const statesBefore = (state: DeploymentState): readonly DeploymentState[] => BEFORE[state];
