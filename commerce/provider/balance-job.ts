/** One question about a deposit at a time; who has a reason to ask now (a refused order, a new limit) adds the same job. */
import type { NewJob } from '../ports/jobs.ts';

export const balanceJob = (providerId: string): NewJob<'supplier.balance'> => ({
  name: 'supplier.balance',
  payload: { providerId },
  dedupeKey: `supplier.balance:${providerId}`,
});
