/**
 * Two whole instances of the shop on one Postgres and one Redis. Both serve customers, get all webhooks and run jobs, and
 * every two seconds one of them is killed. A third process, which is left alone, only keeps the practice vendors alive.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { seeded, type Random } from '../support/random.ts';
import { shopProcesses, type Member } from '../support/shop-processes.ts';
import { lookInto } from '../support/shop-data.ts';
import type { Tally } from '../support/tally.ts';
import { checkLedgerCommand, stockUp } from './command.ts';
import { crowd, shopAll } from './crowd.ts';
import type { Purchase } from './customers.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';
import { FAULTS, IMPATIENT } from './random-kills.ts';
import { relayWebhooks } from './webhook-relay.ts';

const KILL_EVERY_MS = 2_000;
/** Where starts take longer than that, the one that was killed is waited for, so that there is a shop at all; this long. */
const BACK_WITHIN_MS = 10_000;
/** What Postgres says when it ends one of two units that wait for each other, or takes one back. */
const TAKEN_BACK = /deadlock detected|could not serialize|40P01|40001/;

export async function twoInstances(options: { seed: number; checkouts: number; tally: Tally }): Promise<void> {
  const { tally, seed, checkouts } = options;
  const random = seeded(seed);
  const shopApp = await shopProcesses({
    stack: 'postgres',
    roles: ['web', 'all', 'all'],
    env: { ...IMPATIENT, LOG_LEVEL: 'warn' },
  });
  const instances = shopApp.members.slice(1);
  const doors = instances.map(({ process: app }) => app.url);
  const { place, sandbox } = shopApp;
  try {
    await shopApp.members[0].process.start();
    await shopApp.start();
    await stockUp(shopApp, checkouts * 2);
    const relay = await relayWebhooks(place, sandbox, doors);
    await sandbox.faults(FAULTS);
    const purchases: Purchase[] = [];
    let shopping = true;
    const urlOf = (index: number) => doors[index % doors.length] ?? '';
    const bought = shopAll({ urlOf, sandbox }, tally, crowd(random, checkouts), purchases).finally(() => {
      shopping = false;
    });
    const kills = await killByTurns(instances, random, () => shopping);
    await bought;
    await sandbox.clearFaults();
    await untilQuiet(place);
    for (const { visitor } of purchases) await visitor.refresh();
    await checkEverything(tally, { place, purchases, vendors: await sandbox.state() });
    const deadlocks = await lookInto(place, ({ number }) =>
      number('select deadlocks from pg_stat_database where datname = current_database()'),
    );
    process.stdout.write(
      `${kills} kills, ${relay.delivered()} webhooks delivered, ${deadlocks} deadlocks in Postgres\n`,
    );
    tally.check('one was killed every two seconds', kills >= 5, `${kills} times`);
    tally.check('every webhook went to both', relay.delivered() >= purchases.length * 2, String(relay.delivered()));
    tally.check('no webhook was answered 500', relay.broken().length === 0, relay.broken().join('\n'));
    const seen = shopApp
      .said()
      .split('\n')
      .filter((line) => TAKEN_BACK.test(line));
    tally.check('no unit that was taken back reached a caller', seen.length === 0, seen.slice(0, 5).join('\n'));
    await relay.close();
    await shopApp.stop();
    await checkLedgerCommand(tally, shopApp);
  } finally {
    await shopApp.discard();
  }
}

/** How many times. The one that was killed is started again at once. */
async function killByTurns(instances: readonly Member[], random: Random, going: () => boolean): Promise<number> {
  let kills = 0;
  let back: Promise<unknown> = Promise.resolve();
  while (going()) {
    await pause(KILL_EVERY_MS);
    await Promise.race([back, pause(BACK_WITHIN_MS)]);
    const victim = instances[random.between(0, instances.length - 1)];
    if (!victim || !going()) continue;
    await victim.process.kill();
    kills += 1;
    back = victim.process.start().catch(() => {});
  }
  await back;
  for (const { process: app } of instances) if (!app.running()) await app.start();
  return kills;
}
