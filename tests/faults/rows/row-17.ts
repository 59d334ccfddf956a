/**
 * Row 17: Redis in the middle of sales: killed and back empty, killed and back with what it had on disk, full, and
 * silent. Every paid order is delivered once, and no webhook waits for Redis: jobs are rows, Redis only carries their ids.
 */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../../bench/children.ts';
import type { Purchase, Wish } from '../../crash/customers.ts';
import { shop } from '../../crash/shop.ts';
import { checkEverything } from '../../crash/invariants.ts';
import { untilQuiet } from '../../crash/quiet.ts';
import { demandRedis, startRedis, type RedisServer } from '../../rig/redis-server.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { countByStatus, keepSending, openApp, type AppUnderFault } from '../app-under-fault.ts';
import type { RowOptions, Size } from '../fault-list.ts';
import { checkStored } from '../stored-webhooks.ts';

const SALES = { ci: 6, nightly: 40 };
const SILENT_MS = { ci: 12_000, nightly: 60_000 };
const AWAY_MS = { low: 500, high: 4_000 };
/** What Redis may cost a webhook. */
const WAIT_MS = 1_000;
const QUIET_MS = 60_000;

interface Accident {
  name: string;
  /** How Redis is started. */
  redis: readonly string[];
  happens(redis: RedisServer, random: Random, size: Size): Promise<void>;
}

const onDisk = (): string[] => ['--appendonly', 'yes', '--appendfsync', 'always', '--dir', temporaryFolder()];

const ACCIDENTS: readonly (() => Accident)[] = [
  () => ({ name: 'killed, back empty', redis: [], happens: killed }),
  () => ({ name: 'killed, back with its file', redis: onDisk(), happens: killed }),
  () => ({ name: 'full', redis: ['--maxmemory-policy', 'noeviction'], happens: full }),
  () => ({ name: 'silent', redis: [], happens: silent }),
];

/** One shop and one Redis per accident. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  if (!demandRedis('row 17')) return;
  const random = seeded(seed);
  for (const make of ACCIDENTS) {
    const { name } = make();
    await tally.part(name, () => sufferAgain(make, random, size, tally));
  }
}

/** What waits for Redis waits every time; a machine that stood still for a moment does not. */
const TIMES = 3;

async function sufferAgain(make: () => Accident, random: Random, size: Size, tally: Tally): Promise<void> {
  let waited = await suffer(make(), random, size, tally);
  for (let time = 1; time < TIMES && waited.slowestMs >= waited.mostMs; time += 1)
    waited = await suffer(make(), random, size, tally);
  tally.check(`${make().name}: none waits for Redis`, waited.slowestMs < waited.mostMs, `${waited.slowestMs} ms`);
}

interface Waited {
  slowestMs: number;
  mostMs: number;
}

async function suffer(accident: Accident, random: Random, size: Size, tally: Tally): Promise<Waited> {
  const redis = await startRedis(accident.redis);
  const app = await openApp({ REDIS_URL: redis.url });
  try {
    const calm = await sendFor(app, 1_500);
    let over = false;
    const sending = keepSending(app, () => over, { atOnce: 2, gapMs: 50 });
    const buying = Promise.all(
      Array.from({ length: SALES[size] }, async (_, number) => {
        await pause(random.between(0, 1_500));
        return shop(app.url, app.vendors, { wish: wishOf(number), lang: number % 2 === 0 ? 'id' : 'en' });
      }),
    );
    await pause(random.between(200, 900));
    await accident.happens(redis, random, size);
    const purchases = await buying;
    over = true;
    const sent = await sending;
    const slowestMs = Math.max(...sent.map(({ tookMs }) => tookMs));
    const calmMs = Math.max(...calm.map(({ tookMs }) => tookMs));
    process.stdout.write(
      `${accident.name}: ${purchases.length} sales, webhooks ${countByStatus(sent)}, ` +
        `slowest ${Math.round(slowestMs)} ms (calm ${Math.round(calmMs)} ms)\n`,
    );
    const refused = sent.filter(({ status }) => status !== 200);
    tally.check(`${accident.name}: every webhook is taken`, refused.length === 0, countByStatus(sent));
    await endWell(app, purchases, tally);
    return { slowestMs, mostMs: WAIT_MS + calmMs };
  } finally {
    await app.child.stop();
    await redis.stop();
  }
}

async function sendFor(app: AppUnderFault, ms: number) {
  const endMs = performance.now() + ms;
  return keepSending(app, () => performance.now() > endMs, { atOnce: 2, gapMs: 50 });
}

async function endWell(app: AppUnderFault, purchases: readonly Purchase[], tally: Tally): Promise<void> {
  const place = { folder: app.folder };
  await untilQuiet(place, QUIET_MS);
  for (const { visitor } of purchases) await visitor.refresh();
  const vendors = await app.vendors.state();
  await app.child.stop();
  await checkEverything(tally, { place, purchases, vendors });
  await checkStored(tally, app.acknowledged, app.folder);
}

function wishOf(number: number): Wish {
  return number % 3 === 1 ? { kind: 'topup', phone: `081234${600_000 + number}` } : { kind: 'voucher', qty: 1 };
}

async function killed(redis: RedisServer, random: Random): Promise<void> {
  await redis.kill();
  await pause(random.between(AWAY_MS.low, AWAY_MS.high));
  await redis.restart();
}

async function full(redis: RedisServer, random: Random): Promise<void> {
  await command(redis, 'CONFIG SET maxmemory 1');
  await pause(random.between(AWAY_MS.low, AWAY_MS.high) + 4_000);
  await command(redis, 'CONFIG SET maxmemory 0');
}

async function silent(redis: RedisServer, _random: Random, size: Size): Promise<void> {
  redis.freeze();
  await pause(SILENT_MS[size]);
  redis.thaw();
}

function command({ port }: RedisServer, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${words}\r\n`));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      if (data.toString().startsWith('+OK')) resolve();
      else reject(new Error(`${words}: ${data.toString()}`));
    });
  });
}
