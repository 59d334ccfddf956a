/**
 * What an order costs in a shop with a past: two shops of the same sale copied few and many times, checkouts in turns
 * on both. Beside the ratio the statements that grew are listed on stderr: they are what to look for a missing index in.
 */
import { randomBytes } from 'node:crypto';
import { createPostgresTestbed, whyNoPostgres } from '../../../db/testing-postgres.ts';
import { startChild, type Child } from '../children.ts';
import { median } from '../measure.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';
import { fill, onPostgres, onSqlite, type Place } from '../shops.ts';
import type { StatementCounts } from '../statements.ts';
import { buy, choose, enterMarket, type Bought, type Spent } from './checkout.ts';

const SIZES = { ci: [2_000, 50_000], nightly: [1_000, 1_000_000] } as const;
const CHECKOUTS = 60;
const BUYERS = 4;
const MIN_ROUNDS = 3;

interface Shop {
  orders: number;
  app: Child;
  buyers: Child;
}

interface Cost {
  perSecond: number;
  cpuMs: number;
  engineMs: Record<string, number>;
}

export const flat: Measurement = {
  goals: ['FLAT'],
  async run({ rounds, size }) {
    const sizes = SIZES[size];
    const turns = Math.max(rounds, MIN_ROUNDS);
    const rows = [await judged('SQLite', await shopsOf([onSqlite(), onSqlite()], sizes, turns), turns)];
    const missing = await whyNoPostgres();
    if (missing !== null) {
      process.stderr.write(`NOT RUN on Postgres: ${missing}\n`);
      return rows;
    }
    const bed = createPostgresTestbed();
    const places = [onPostgres(await bed.create('blank')), onPostgres(await bed.create('blank'))];
    rows.push(await judged('Postgres', await shopsOf(places, sizes, turns), turns));
    await bed.close();
    return rows;
  },
};

async function shopsOf(places: readonly Place[], sizes: readonly number[], rounds: number): Promise<Shop[]> {
  const shops: Shop[] = [];
  for (const [index, place] of places.entries()) {
    const orders = sizes[index] ?? 0;
    const first = await open(place, 1);
    await sell(first, 1, 1);
    await close(first);
    const begun = performance.now();
    const plain = await place.plain();
    await fill(plain, orders);
    await plain.run('analyze');
    await plain.close();
    process.stderr.write(`  ${orders} orders filled in in ${Math.round((performance.now() - begun) / 1000)} s\n`);
    shops.push({ ...(await open(place, CHECKOUTS * (rounds + 1))), orders });
  }
  return shops;
}

async function open(place: Place, codes: number): Promise<Omit<Shop, 'orders'>> {
  const token = randomBytes(24).toString('hex');
  const app = await startChild('app', { ...place.env, SAPA_SANDBOX_TOKEN: token });
  await app.call('importCodes', codes);
  return { app, buyers: await enterMarket(app, token) };
}

async function close({ app, buyers }: Omit<Shop, 'orders'>): Promise<void> {
  await buyers.stop();
  await app.stop();
}

async function sell({ buyers }: Omit<Shop, 'orders'>, count: number, lanes: number): Promise<Bought> {
  await choose(buyers, count, BUYERS);
  return buy(buyers, lanes, false);
}

async function cost(shop: Shop): Promise<Cost> {
  await choose(shop.buyers, CHECKOUTS, BUYERS);
  await shop.app.call('resetStatements');
  const before = await shop.app.call<Spent>('spent');
  const { perSecond } = await buy(shop.buyers, BUYERS, false);
  const after = await shop.app.call<Spent>('spent');
  const { timeMs } = await shop.app.call<StatementCounts>('statements');
  return { perSecond, cpuMs: (after.cpuMs - before.cpuMs) / CHECKOUTS, engineMs: timeMs };
}

async function judged(engine: string, shops: Shop[], rounds: number): Promise<Row> {
  const costs: Cost[][] = shops.map(() => []);
  for (const shop of shops) await sell(shop, CHECKOUTS, BUYERS);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, shop] of shops.entries()) costs[index]?.push(await cost(shop));
  }
  for (const shop of shops) await close(shop);
  const of = (index: number, field: 'perSecond' | 'cpuMs') => median((costs[index] ?? []).map((one) => one[field]));
  const words = (index: number) =>
    `${(1000 / of(index, 'perSecond')).toFixed(0)} ms, cpu ${of(index, 'cpuMs').toFixed(1)} ms`;
  listGrown(costs);
  return ratioRow(
    {
      goal: 'FLAT',
      what: `an order's time after ${shops[1]?.orders} orders, to after ${shops[0]?.orders}, ${engine}`,
      floor: words(0),
      ours: words(1),
    },
    of(0, 'perSecond') / of(1, 'perSecond'),
    { must: 1.5, aim: 1.1, below: true },
  );
}

/** Statements that take twice as long and are worth a look. Only SQLite's are timed, where they hold up everything. */
function listGrown([few = [], many = []]: Cost[][]): void {
  const each = (costs: Cost[], name: string) => median(costs.map(({ engineMs }) => engineMs[name] ?? 0)) / CHECKOUTS;
  const names = new Set(many.flatMap(({ engineMs }) => Object.keys(engineMs)));
  for (const name of names) {
    const [before, after] = [each(few, name), each(many, name)];
    if (after > 2 * before && after > 0.02)
      process.stderr.write(`  grown: ${name} from ${before.toFixed(3)} to ${after.toFixed(3)} ms an order\n`);
  }
}
