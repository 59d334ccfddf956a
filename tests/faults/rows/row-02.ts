/** Row 2: a kill inside every durable step of a checkout of each kind, on both engines. The seed says where a stride begins. */
import { crashInEveryStep, crashInEveryStepOfTheStart, KINDS } from '../../crash/step-loop.ts';
import { slowness } from '../../support/machine-speed.ts';
import { STACKS } from '../../support/services.ts';
import type { RowOptions } from '../fault-list.ts';

/** For every change every fifth step of the voucher on SQLite, and a sample of the rest; a slow machine takes fewer. */
const SQLITE = { voucher: 5, topup: 36, room: 36, balance: 36, kept: 64, sent_back: 64, bill: 64, deployment: 80 };
const POSTGRES = {
  voucher: 72,
  topup: 96,
  room: 96,
  balance: 96,
  kept: 128,
  sent_back: 160,
  bill: 128,
  deployment: 128,
};
const CI_STRIDE = { sqlite: { ...SQLITE, dearer: 120 }, postgres: { ...POSTGRES, dearer: 200 } };

/** A customer of a shop on Postgres waits for breakers and leases more than for a processor. */
const LANES = { sqlite: 2, postgres: 4 };

export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const slower = slowness();
  for (const stack of STACKS) {
    await crashInEveryStepOfTheStart(stack, tally);
    for (const kind of KINDS) {
      const stride = size === 'nightly' ? 1 : Math.round(CI_STRIDE[stack][kind] * slower);
      await crashInEveryStep({ stack, kind, tally, stride, from: 1 + (Math.abs(seed) % stride), lanes: LANES[stack] });
    }
  }
}
