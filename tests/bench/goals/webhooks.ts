/**
 * P1, P2, P3 and P15: webhooks of a gateway with its real profile, verified, sealed, deduplicated and stored before
 * they are acknowledged. The app is whole: its jobs work off what was stored while more arrives.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, temporaryFolder, type Child } from '../children.ts';
import { median } from '../measure.ts';
import type { WebhookLoad, WebhookResult } from '../processes/webhook-load.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';

const SIZES = { warm: 2_000, many: 6_000, one: 600 };
const CONNECTIONS = 32;

interface Target {
  name: string;
  port: number;
  path: string;
}

export const webhooks: Measurement = {
  goals: ['P1', 'P2', 'P3', 'P15'],
  async run({ rounds }) {
    const secret = randomBytes(24).toString('hex');
    const app = await startChild('app', { SAPA_DATA: temporaryFolder() });
    const group = await startChild('webhook-floor', { FLOOR_SECRET: secret, FLOOR_COMMIT: 'group' });
    const single = await startChild('webhook-floor', { FLOOR_SECRET: secret, FLOOR_COMMIT: 'single' });
    const load = await startChild('webhook-load');
    const path = await app.call<string>('addSignedGateway', secret);
    const send = (target: Target, connections: number, requests: number) =>
      load.call<WebhookResult>('load', { ...target, secret, connections, requests } satisfies WebhookLoad);
    const targets = {
      app: { name: 'A', port: await app.call<number>('port'), path },
      group: { name: 'G', port: await group.call<number>('port'), path: '/hook' },
      single: { name: 'S', port: await single.call<number>('port'), path: '/hook' },
    };
    for (const target of Object.values(targets)) await send(target, CONNECTIONS, SIZES.warm);
    await workedOff(app);
    const opensBefore = await app.call<number>('opened');
    const many: Record<'app' | 'group', WebhookResult[]> = { app: [], group: [] };
    const one: Record<'app' | 'single', WebhookResult[]> = { app: [], single: [] };
    for (let round = 0; round < rounds; round += 1) {
      many.group.push(await send(targets.group, CONNECTIONS, SIZES.many));
      many.app.push(await send(targets.app, CONNECTIONS, SIZES.many));
      await workedOff(app);
      one.single.push(await send(targets.single, 1, SIZES.one));
      one.app.push(await send(targets.app, 1, SIZES.one));
      await workedOff(app);
    }
    const opens = (await app.call<number>('opened')) - opensBefore;
    for (const child of [app, group, single, load]) await child.stop();
    return [...underLoad(many), alone(one), opensRow(opens, rounds * (SIZES.many + SIZES.one))];
  },
};

/** Rounds must not run into the work the last one left. */
export async function workedOff(app: Child): Promise<void> {
  const deadline = performance.now() + 100_000;
  while ((await app.call<number>('waitingJobs')) > 0) {
    if (performance.now() > deadline) throw new Error('the jobs of the webhooks were not worked off');
    await pause(100);
  }
}

const of = (results: readonly WebhookResult[], field: keyof WebhookResult) =>
  median(results.map((result) => result[field]));

function underLoad({ app, group }: Record<'app' | 'group', WebhookResult[]>): Row[] {
  const perSecond = { floor: of(group, 'perSecond'), ours: of(app, 'perSecond') };
  const p99 = { floor: of(group, 'p99Ms'), ours: of(app, 'p99Ms') };
  return [
    ratioRow(
      {
        goal: 'P1',
        what: `webhooks stored and acknowledged, ${CONNECTIONS} connections`,
        floor: `${Math.round(perSecond.floor)}/s`,
        ours: `${Math.round(perSecond.ours)}/s`,
      },
      perSecond.ours / perSecond.floor,
      { must: 0.6, aim: 0.75 },
    ),
    ratioRow(
      { goal: 'P2', what: 'the same, p99', floor: `${p99.floor.toFixed(1)} ms`, ours: `${p99.ours.toFixed(1)} ms` },
      p99.ours / p99.floor,
      { must: 3, aim: 2, below: true },
    ),
  ];
}

function alone({ app, single }: Record<'app' | 'single', WebhookResult[]>): Row {
  const floor = of(single, 'p50Ms');
  const ours = of(app, 'p50Ms');
  const row = ratioRow(
    {
      goal: 'P3',
      what: 'one webhook at a time, p50',
      floor: `${floor.toFixed(2)} ms`,
      ours: `${ours.toFixed(2)} ms`,
    },
    ours / floor,
    { must: 2.5, aim: 1.5, below: true },
  );
  return { ...row, must: `${row.must}, < 5 ms`, met: row.met === true && ours < 5 };
}

function opensRow(opens: number, webhooksSent: number): Row {
  return {
    goal: 'P15',
    what: `credentials opened for ${webhooksSent} webhooks, steady state`,
    floor: '–',
    ours: String(opens),
    ratio: '–',
    must: '0',
    aim: '0',
    met: opens === 0,
    aimMet: opens === 0,
  };
}
