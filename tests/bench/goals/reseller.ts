/**
 * P18: what a reseller's order on a balance costs beside a bare transaction of two rows on the same engine, and what it
 * costs to look back over few and many orders: the statement's newest page, one day of it, and one number looked up.
 */
import { createPostgresTestbed, whyNoPostgres } from '../../../db/testing-postgres.ts';
import { startChild, type Child } from '../children.ts';
import { median } from '../measure.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';
import { copy, plainPostgres, plainSqlite, type Plain } from '../shops.ts';

const LANES = 16;
const SIZES = { warm: 200, ours: 1_000, floor: 4_000 };
const PAST = { ci: [2_000, 50_000], nightly: [10_000, 1_000_000] } as const;
/** Looking back may cost so much more with a hundred times the past. */
const LOOK = { must: 3, aim: 1.5, below: true };

/** Whose values are each copy's own: the number too, or one look-up would find them all. */
const OWN = {
  orders: ['id', 'code', 'token_fingerprint'],
  order_lines: ['id', 'destination'],
  journals: ['id', 'idem_key'],
  ledger_entries: [],
};

export const reseller: Measurement = {
  goals: ['P18'],
  async run({ rounds, size }) {
    const rows = await onEngine('SQLite', async () => undefined, rounds, PAST[size]);
    const missing = await whyNoPostgres();
    if (missing !== null) {
      process.stderr.write(`NOT RUN: P18 on Postgres (${missing})\n`);
      return rows;
    }
    const bed = createPostgresTestbed();
    rows.push(...(await onEngine('Postgres', () => bed.create('blank'), rounds, PAST[size])));
    await bed.close();
    return rows;
  },
};

type Database = () => Promise<string | undefined>;

async function onEngine(
  engine: string,
  database: Database,
  rounds: number,
  past: readonly [number, number],
): Promise<Row[]> {
  const [few, many] = [await lookedBack(await database(), past[0]), await lookedBack(await database(), past[1])];
  const looks = (['newest', 'ofDay', 'search'] as const).map((look) =>
    ratioRow(
      {
        goal: 'P18',
        what: `${WORDS[look]} after ${past[1]} orders, to after ${past[0]}, ${engine}`,
        floor: `${few[look].toFixed(2)} ms`,
        ours: `${many[look].toFixed(2)} ms`,
      },
      many[look] / few[look],
      LOOK,
    ),
  );
  return [await ordered(engine, await database(), await database(), rounds), ...looks];
}

const WORDS = { newest: "a statement's newest page", ofDay: 'a day of it', search: 'an order found by its number' };

/** No ratio is demanded of it: the line informs. */
async function ordered(
  engine: string,
  ourUrl: string | undefined,
  floorUrl: string | undefined,
  rounds: number,
): Promise<Row> {
  const ours = await startChild('reseller', { BENCH_DATABASE: ourUrl ?? '' });
  const floor = await startChild('two-rows', { FLOOR_DATABASE: floorUrl ?? '' });
  const perSecond: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
  const many = (child: Child, orders: number) => child.call<number>('many', { orders, lanes: LANES });
  for (const child of [floor, ours]) await many(child, SIZES.warm);
  for (let round = 0; round < rounds; round += 1) {
    perSecond.floor.push(await many(floor, SIZES.floor));
    perSecond.ours.push(await many(ours, SIZES.ours));
  }
  for (const child of [ours, floor]) await child.stop();
  const ratio = median(perSecond.ours) / median(perSecond.floor);
  return {
    goal: 'P18',
    what: `orders on a balance, ${LANES} resellers, to transactions of two rows, ${engine}`,
    floor: `${Math.round(median(perSecond.floor))}/s`,
    ours: `${Math.round(median(perSecond.ours))}/s`,
    ratio: `${(ratio * 100).toFixed(1)} %`,
    must: '–',
    aim: '–',
    met: null,
    aimMet: null,
  };
}

const DAY_MS = 86_400_000;
const APART_MS = 1_000;
const WIB_MS = 7 * 3_600_000;

async function lookedBack(url: string | undefined, orders: number) {
  const child = await startChild('reseller', { BENCH_DATABASE: url ?? '' });
  const { folder, orderId } = await child.call<{ folder: string; orderId: string }>('sample');
  const plain = url === undefined ? plainSqlite(folder) : await plainPostgres(url);
  const begun = performance.now();
  await copy(plain, await sampleOf(plain, orderId), orders, OWN);
  await plain.run('analyze');
  const [line] = await plain.all(`select destination from order_lines where id like '%-${orders >> 1}'`);
  await plain.close();
  process.stderr.write(`  ${orders} orders filled in in ${Math.round((performance.now() - begun) / 1000)} s\n`);
  // Copies lie a second apart: a day in the middle of what the smaller past has too.
  const middle = new Date(Date.now() + WIB_MS - Math.min(DAY_MS, (orders * APART_MS) / 2)).toISOString().slice(0, 10);
  const found = {
    newest: await child.call<number>('newest'),
    ofDay: await child.call<number>('ofDay', middle),
    search: await child.call<number>('search', String(line?.['destination'] ?? '')),
  };
  await child.stop();
  return found;
}

async function sampleOf(plain: Plain, orderId: string) {
  const of = async (table: string, where: string) =>
    (await plain.all(`select * from ${table} where ${where}`)).map((row) => ({ table, row }));
  return {
    rows: [
      ...(await of('orders', `id = '${orderId}'`)),
      ...(await of('order_lines', `order_id = '${orderId}'`)),
      ...(await of('journals', `order_id = '${orderId}'`)),
      ...(await of('ledger_entries', `journal_id in (select id from journals where order_id = '${orderId}')`)),
    ],
    shared: [],
  };
}
