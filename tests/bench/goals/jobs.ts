/** P10 and P11: jobs by our runners beside a bare job table and beside BullMQ alone, a hundred added at a time. */
import { hasRedis, startRedis } from '../../rig/redis-server.ts';
import { startChild, type Child } from '../children.ts';
import { median } from '../measure.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';

const LANES = 100;
const SIZES = { warm: 500, many: 2_000, one: 200 };
const MAX_START_MS = 5;

export const jobs: Measurement = {
  goals: ['P10', 'P11'],
  async run({ rounds }) {
    const rows = await embedded(rounds);
    if (hasRedis) return [...rows, await overRedis(rounds)];
    process.stderr.write('NOT RUN: P11, there is no redis-server\n');
    return rows;
  },
};

const many = (child: Child, count: number) => child.call<number>('many', { jobs: count, lanes: LANES });

async function inTurns(ours: Child, floor: Child, rounds: number) {
  const perSecond: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
  for (const child of [floor, ours]) await many(child, SIZES.warm);
  for (let round = 0; round < rounds; round += 1) {
    perSecond.floor.push(await many(floor, SIZES.many));
    perSecond.ours.push(await many(ours, SIZES.many));
  }
  return { floor: median(perSecond.floor), ours: median(perSecond.ours) };
}

async function embedded(rounds: number): Promise<Row[]> {
  const ours = await startChild('jobs');
  const floor = await startChild('jobs-floor', { FLOOR: 'table' });
  const perSecond = await inTurns(ours, floor, rounds);
  const floorMs = await floor.call<number>('one', SIZES.one);
  const startMs = await ours.call<number>('one', SIZES.one);
  for (const child of [ours, floor]) await child.stop();
  const row = ratioRow(
    {
      goal: 'P10',
      what: `jobs added, leased, run and ended durably, ${LANES} at a time`,
      floor: `${Math.round(perSecond.floor)}/s`,
      ours: `${Math.round(perSecond.ours)}/s`,
    },
    perSecond.ours / perSecond.floor,
    { must: 0.4, aim: 0.7 },
  );
  const prompt: Row = {
    goal: 'P10',
    what: 'one job at a time, from adding it to the start of its handler, p50',
    floor: `${floorMs.toFixed(2)} ms`,
    ours: `${startMs.toFixed(2)} ms`,
    ratio: '–',
    must: `≤ ${MAX_START_MS} ms`,
    aim: '≤ 1 ms',
    met: startMs <= MAX_START_MS,
    aimMet: startMs <= 1,
  };
  return [row, prompt];
}

async function overRedis(rounds: number): Promise<Row> {
  const redis = await startRedis(['--maxmemory-policy', 'noeviction']);
  const ours = await startChild('jobs', { JOBS_REDIS: redis.url });
  const floor = await startChild('jobs-floor', { FLOOR: 'redis', FLOOR_REDIS: redis.url });
  const perSecond = await inTurns(ours, floor, rounds);
  for (const child of [ours, floor]) await child.stop();
  await redis.stop();
  return ratioRow(
    {
      goal: 'P11',
      what: `the same over Redis, to BullMQ alone with ten at a time`,
      floor: `${Math.round(perSecond.floor)}/s`,
      ours: `${Math.round(perSecond.ours)}/s`,
    },
    perSecond.ours / perSecond.floor,
    { must: 0.7, aim: 0.85 },
  );
}
