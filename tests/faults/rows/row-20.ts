/**
 * Row 20: connections to Postgres are cut at random and in the middle of commits, and the server crashes and comes back,
 * while people shop and webhooks come. An unknown commit is settled by its key, the rest is done again: as row 1.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { stockUp } from '../../crash/command.ts';
import type { Purchase } from '../../crash/customers.ts';
import { shop } from '../../crash/shop.ts';
import { startPostgres, type PostgresServer } from '../../rig/postgres-server.ts';
import { until } from '../../rig/until.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { countByStatus, keepSending, openApp, type AppUnderFault } from '../app-under-fault.ts';
import { notRun, type RowOptions } from '../fault-list.ts';
import { checkPostgres, checkPostgresLedger, untilQuietPostgres } from '../postgres-outcome.ts';
import { checkStored } from '../stored-webhooks.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SALES = { ci: 12, nightly: 150 };
const AT_ONCE = 4;
const CRASHES = { ci: 4, nightly: 12 };
const BETWEEN_CUTS_MS = { low: 20, high: 250 };
const ALWAYS_SAME_DATABASE = 'shop';
const QUIET_MS = 120_000;

/** A cluster of its own, so that nobody else's connections are cut. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const server = await startPostgres();
  if (!server) return notRun('row 20', 'there is no Postgres to start on this machine');
  try {
    await withDatabase(server, seeded(seed), { sales: SALES[size], crashes: CRASHES[size] }, tally);
  } finally {
    server.discard();
  }
}

interface Plan {
  sales: number;
  crashes: number;
}

async function withDatabase(server: PostgresServer, random: Random, plan: Plan, tally: Tally): Promise<void> {
  await ask(server.url('postgres'), `create database ${ALWAYS_SAME_DATABASE}`);
  const url = server.url(ALWAYS_SAME_DATABASE);
  // What a cut-off worker held is free again soon, so that the run ends.
  const app = await openApp({
    DATABASE_URL: url,
    SAPA_SET_jobLeaseMs: '6000',
    SAPA_SET_sendLeaseMs: '6000',
    SAPA_SET_chatLeaseMs: '6000',
  });
  try {
    const services = { env: { DATABASE_URL: url } };
    await stockUp({ place: { folder: app.folder }, services, program: ROOT }, plan.sales);
    await suffer(app, server, random, plan, tally);
  } finally {
    await app.child.stop();
  }
  await checkPostgresLedger(tally, app.folder, url);
  await checkStored(tally, app.acknowledged, app.folder, url);
}

async function suffer(
  app: AppUnderFault,
  server: PostgresServer,
  random: Random,
  { sales, crashes }: Plan,
  tally: Tally,
): Promise<void> {
  let over = false;
  const buying = buyAll(app, sales, tally).finally(() => (over = true));
  const sending = keepSending(app, () => over, { atOnce: 3, gapMs: 20 });
  const cuts = { all: 0, inCommit: 0, crashes: 0 };
  const crashAt = Array.from({ length: crashes }, () => random.between(5, 15)).map((at, index) => at + index * 20);
  for (let turn = 1; !over; turn += 1) {
    await pause(random.between(BETWEEN_CUTS_MS.low, BETWEEN_CUTS_MS.high));
    if (crashAt.includes(turn)) {
      server.crash();
      await pause(random.between(100, 1_500));
      server.start();
      cuts.crashes += 1;
    } else await cut(server, random.next() < 0.5, cuts);
  }
  const purchases = await buying;
  const sent = await sending;
  process.stdout.write(
    `${purchases.length} sales, ${cuts.all} connections cut, ${cuts.inCommit} of them in a commit, ` +
      `${cuts.crashes} crashes; webhooks ${countByStatus(sent)}\n`,
  );
  tally.check('connections were cut', cuts.all > 0 && cuts.inCommit > 0, JSON.stringify(cuts));
  tally.check('the server crashed', cuts.crashes > 0);
  const others = sent.filter(({ status }) => status !== 200 && status !== 503);
  tally.check('a webhook is stored or asked for again', others.length === 0, countByStatus(sent));
  const client = new Client({ connectionString: server.url(ALWAYS_SAME_DATABASE) });
  await client.connect();
  try {
    await untilQuietPostgres(client, QUIET_MS);
    for (const { visitor } of purchases) await visitor.refresh();
    await checkPostgres(tally, client, { purchases, vendors: await app.vendors.state() });
  } finally {
    await client.end();
  }
}

async function buyAll(app: AppUnderFault, sales: number, tally: Tally): Promise<Purchase[]> {
  const purchases: Purchase[] = [];
  const wishes = Array.from({ length: sales }, (_, number) =>
    number % 3 === 1
      ? ({ kind: 'topup', phone: `081234${700_000 + number}` } as const)
      : ({ kind: 'voucher', qty: 1 } as const),
  );
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let wish = wishes.pop(); wish; wish = wishes.pop()) {
        const wanted = wish;
        await tally.part(`a customer's ${wanted.kind}`, async () => {
          purchases.push(await shop(app.url, app.vendors, { wish: wanted, lang: 'en' }));
        });
      }
    }),
  );
  return purchases;
}

/** One of the shop's connections; with `inCommit` one that is committing at this moment, if there is any soon. */
async function cut(server: PostgresServer, inCommit: boolean, cuts: { all: number; inCommit: number }): Promise<void> {
  const where = inCommit ? `and state = 'active' and query ~* 'commit$'` : '';
  const sql = `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
    where datname = '${ALWAYS_SAME_DATABASE}' ${where} order by random() limit 1) as one`;
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    let hit = 0;
    await until(async () => {
      hit = (await client.query(sql)).rowCount ?? 0;
      return hit > 0;
    }, 1_000).catch(() => undefined);
    cuts.all += hit;
    if (inCommit) cuts.inCommit += hit;
  } finally {
    await client.end();
  }
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
