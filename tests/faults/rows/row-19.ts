/** Row 19: two instances on one Postgres, all webhooks to both, one of them killed every two seconds. */
import { twoInstances } from '../../crash/two-instances.ts';
import type { Tally } from '../../support/tally.ts';

export const run = ({ seed, size, tally }: { seed: number; size: 'ci' | 'nightly'; tally: Tally }): Promise<void> =>
  twoInstances({ seed, tally, checkouts: size === 'nightly' ? 200 : 60 });
