/** Row 21: upgrades under load, on a file and process after process on Postgres; and kills in the middle of a migration. */
import { killedWhileMigrating, upgradedUnderLoad } from '../../crash/upgrades.ts';
import { STACKS } from '../../support/services.ts';
import type { RowOptions } from '../fault-list.ts';

const SIZES = {
  ci: { sqlite: { upgrades: 6, checkouts: 18 }, postgres: { upgrades: 2, checkouts: 12 } },
  nightly: { sqlite: { upgrades: 20, checkouts: 100 }, postgres: { upgrades: 20, checkouts: 100 } },
};

export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  for (const stack of STACKS) {
    await killedWhileMigrating(stack, tally);
    await upgradedUnderLoad({ stack, seed, tally, ...SIZES[size][stack] });
  }
}
