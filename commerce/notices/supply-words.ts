/** Which sentences a unit is spoken of in: nobody supplies what an endpoint of the owner's sets up. */
import type { OrderLine } from '../order/model.ts';

const DEPLOYMENT: Partial<Record<string, string>> = {
  'supply-pending': 'deploy-pending',
  'supply-review': 'deploy-review',
  'supply-failed': 'deploy-failed',
};

export const supplyWords = ({ kind }: Pick<OrderLine, 'kind'>, key: string): string =>
  kind === 'deployment' ? (DEPLOYMENT[key] ?? key) : key;
