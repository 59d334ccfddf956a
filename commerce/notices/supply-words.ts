/** Which sentences a unit is spoken of in: an endpoint of the owner's supplies nothing, and a bill is paid, not sent. */
import type { OrderLine } from '../order/model.ts';

const DEPLOYMENT: Partial<Record<string, string>> = {
  'supply-pending': 'deploy-pending',
  'supply-review': 'deploy-review',
  'supply-failed': 'deploy-failed',
};

const BILL: Partial<Record<string, string>> = {
  'supply-failed': 'bill-failed',
  'supply-failed-destination': 'bill-failed',
  'supply-failed-price': 'bill-dearer',
};

const WORDS: Partial<Record<OrderLine['kind'], typeof BILL>> = { deployment: DEPLOYMENT, bill: BILL };

export const supplyWords = ({ kind }: Pick<OrderLine, 'kind'>, key: string): string => WORDS[kind]?.[key] ?? key;
