/**
 * The shop is upgraded while customers shop: each process is told to end, ends within ten seconds, and a program with one
 * migration more takes its place and goes on. On Postgres one after the other, so that old and new work side by side.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../support/random.ts';
import type { StackName } from '../support/services.ts';
import { shopProcesses, type ShopProcesses } from '../support/shop-processes.ts';
import { lookInto } from '../support/shop-data.ts';
import type { Tally } from '../support/tally.ts';
import { copyOfTree, type Change } from '../support/tree-copy.ts';
import { checkLedgerCommand, stockUp } from './command.ts';
import { crowd, shopAll } from './crowd.ts';
import type { Purchase } from './customers.ts';
import { checkEverything } from './invariants.ts';
import { untilQuiet } from './quiet.ts';
import { FAULTS, IMPATIENT } from './random-kills.ts';

export interface UpgradesOptions {
  stack: StackName;
  seed: number;
  upgrades: number;
  checkouts: number;
  tally: Tally;
}

const EXIT_WITHIN_MS = 10_000;
const WAIT_FOR_TURN_MS = 5_000;

/** One migration more: a table of its own, and a column in a table everybody uses. */
export function newerBy(name: string): Change {
  const find = 'const MIGRATIONS: Record<string, Migration> = {\n';
  const added = `  '9${name}': {
    up: async (db) => {
      await db.schema.createTable('upgrade_${name}').addColumn('n', 'integer').execute();
      await db.schema.alterTable('orders').addColumn('upgrade_${name}', 'integer').execute();
    },
  },
`;
  return { file: 'db/migrations.ts', find, put: `${find}${added}` };
}

export async function upgradedUnderLoad(options: UpgradesOptions): Promise<void> {
  const { stack, seed, upgrades, checkouts, tally } = options;
  const tree = copyOfTree();
  const shopApp = await shopProcesses({ stack, env: IMPATIENT, program: tree.folder });
  const { place, sandbox } = shopApp;
  try {
    await shopApp.start();
    await stockUp(shopApp, checkouts * 2);
    await sandbox.faults(FAULTS);
    const purchases: Purchase[] = [];
    const customers = crowd(seeded(seed), checkouts);
    const bought = shopAll({ urlOf: () => shopApp.url, sandbox }, tally, customers, purchases);
    const stops: Stop[] = [];
    for (let done = 0; done < upgrades; done += 1) {
      const end = performance.now() + WAIT_FOR_TURN_MS;
      while (purchases.length < (done * checkouts) / (upgrades + 1) && performance.now() < end) await pause(20);
      tree.apply([newerBy(String(done).padStart(3, '0'))]);
      stops.push(...(await replaceEach(shopApp)));
    }
    await bought;
    await sandbox.clearFaults();
    await untilQuiet(place);
    for (const { visitor } of purchases) await visitor.refresh();
    await checkEverything(tally, { place, purchases, vendors: await sandbox.state() });
    const made = await lookInto(place, ({ number }) =>
      number(`select count(*) from kysely_migration where name like '9%'`),
    );
    tally.check(`${stack}: every upgrade migrated`, made === upgrades, `${made} of ${upgrades}`);
    checkStops(stack, stops, tally);
    await shopApp.stop();
  } finally {
    await shopApp.discard();
    tree.remove();
  }
}

interface Stop {
  ms: number;
  code: number | null;
}

async function replaceEach({ members }: ShopProcesses): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (const { process: app } of members) {
    stops.push(await app.stop());
    await app.start();
  }
  return stops;
}

function checkStops(stack: StackName, stops: readonly Stop[], tally: Tally): void {
  const slowestMs = Math.round(Math.max(...stops.map(({ ms }) => ms)));
  process.stdout.write(`${stack}: ${stops.length} processes replaced, slowest SIGTERM to exit ${slowestMs} ms\n`);
  tally.check(`${stack}: SIGTERM to exit within ${EXIT_WITHIN_MS} ms`, slowestMs <= EXIT_WITHIN_MS, `${slowestMs} ms`);
  const impolite = stops.filter(({ code }) => code !== 0);
  tally.check(`${stack}: each ended by itself`, impolite.length === 0, JSON.stringify(impolite));
}

/** Where a migration may die: before it did anything, between its statements, and after the last. */
const DEATHS = 4;

const dyingMigration = (): Change => {
  const change = newerBy('999');
  const die = (at: number) => `if (process.env['DIE_AT'] === '${at}') process.kill(process.pid, 'SIGKILL');\n`;
  const [head = '', table = '', column = ''] = change.put.split(/(?=^ {6}await )/m);
  const [alter = '', tail = ''] = column.split(/(?<=execute\(\);\n)/);
  const fill = `await db.insertInto('upgrade_999').values({ n: 1 }).execute();\n`;
  return { ...change, put: [head, die(1), table, die(2), alter, die(3), fill, die(4), tail].join('') };
};

/** A kill in the middle of a migration leaves what was there before; the old program still sells, and the new one can try again. */
export async function killedWhileMigrating(stack: StackName, tally: Tally): Promise<void> {
  const tree = copyOfTree();
  const shopApp = await shopProcesses({ stack, roles: ['all'], env: IMPATIENT, program: tree.folder });
  const { place, sandbox } = shopApp;
  const { process: app } = shopApp.members[0];
  const purchases: Purchase[] = [];
  const sell = async (what: string) => {
    await shopAll({ urlOf: () => shopApp.url, sandbox }, tally, crowd(seeded(purchases.length + 1), 1), purchases);
    await untilQuiet(place);
    tally.check(`${stack}: ${what} sells`, purchases.length > 0);
  };
  try {
    const change = dyingMigration();
    const back = { file: change.file, find: change.put, put: change.find };
    // On an empty database everything from the first migration on is one with it.
    tree.apply([change]);
    await die(app, 3);
    tally.check(`${stack}: nothing is made of a first start that died`, (await tablesOf(place)).length === 0);
    tree.apply([back]);
    await app.start();
    const before = await tablesOf(place);
    for (let at = 1; at <= DEATHS; at += 1) {
      await app.kill();
      tree.apply([change]);
      await die(app, at);
      const after = await tablesOf(place);
      tally.check(
        `${stack}: killed at ${at}, the tables are as before`,
        after.join() === before.join(),
        after.join('\n'),
      );
      tree.apply([back]);
      await app.start();
    }
    await sell('the old program');
    tree.apply([change]);
    await app.stop();
    await app.start();
    tally.check(`${stack}: the new program migrates`, (await tablesOf(place)).join().includes('upgrade_999'));
    await sell('the new program');
    for (const { visitor } of purchases) await visitor.refresh();
    await checkEverything(tally, { place, purchases, vendors: await sandbox.state() });
    await app.stop();
    await checkLedgerCommand(tally, shopApp);
  } finally {
    await shopApp.discard();
    tree.remove();
  }
}

/** Starts it and sees it die. */
async function die(app: ShopProcesses['members'][0]['process'], at: number): Promise<void> {
  await app.start({ DIE_AT: String(at), CRASH_AT: '999999999' });
  if (app.running()) throw new Error(`the migration did not die at ${at}`);
}

/** Tables and columns, and which migrations are known to be done. */
function tablesOf(place: ShopProcesses['place']): Promise<string[]> {
  return lookInto(place, async ({ engine, all }) => {
    const columns =
      engine === 'sqlite'
        ? `select m.name || '.' || p.name as what from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'`
        : `select table_name || '.' || column_name as what from information_schema.columns where table_schema = 'public'`;
    const rows = (await all(columns)).map(({ what }) => String(what)).toSorted();
    const known = rows.some((row) => row.startsWith('kysely_migration.'));
    const done = known ? await all('select name as what from kysely_migration order by name') : [];
    return [...rows, ...done.map(({ what }) => String(what))];
  });
}
