/** Row 1: processes killed at random while customers shop, on a file and shared out over Postgres and Redis. */
import { killedWhileShopping } from '../../crash/random-kills.ts';
import { STACKS } from '../../support/services.ts';
import type { RowOptions } from '../fault-list.ts';

/** Each kill of the web takes the practice vendors along, and on Postgres a worker's breaker keeps off them for a minute. */
const SIZES = {
  ci: { sqlite: { checkouts: 50, kills: 12 }, postgres: { checkouts: 24, kills: 6 } },
  nightly: { sqlite: { checkouts: 200, kills: 25 }, postgres: { checkouts: 200, kills: 25 } },
};

export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  for (const stack of STACKS) await killedWhileShopping({ stack, seed, ...SIZES[size][stack], tally });
}
