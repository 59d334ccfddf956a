/** Row 2: a kill inside every durable step of a checkout of each kind, on both engines. The seed says where a stride begins. */
import { crashInEveryStep, crashInEveryStepOfTheStart, KINDS } from '../../crash/step-loop.ts';
import { slowness } from '../../support/machine-speed.ts';
import { STACKS } from '../../support/services.ts';
import type { RowOptions } from '../fault-list.ts';

/** For every change every third step of the voucher on SQLite, and a sample of the rest; a slow machine takes fewer. */
const SQLITE = { voucher: 3, topup: 24, room: 24, balance: 24, kept: 48, sent_back: 48, bill: 48, deployment: 64 };
const POSTGRES = { voucher: 48, topup: 72, room: 72, balance: 72, kept: 96, sent_back: 160, bill: 96, deployment: 96 };
const CI_STRIDE = { sqlite: { ...SQLITE, dearer: 96 }, postgres: { ...POSTGRES, dearer: 160 } };

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
