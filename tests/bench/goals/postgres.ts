/** P14: webhooks (P1) and checkouts (P5) with the whole app on Postgres, beside a bare pool of sixteen connections. */
import { randomBytes } from 'node:crypto';
import { createPostgresTestbed, whyNoPostgres, type PostgresTestbed } from '../../../db/testing-postgres.ts';
import { startChild, temporaryFolder } from '../children.ts';
import { median } from '../measure.ts';
import type { WebhookLoad, WebhookResult } from '../processes/webhook-load.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';
import { buy, choose, enterMarket } from './checkout.ts';
import { workedOff } from './webhooks.ts';

const CONNECTIONS = 32;
const BUYERS = 16;
const SIZES = { warm: 500, webhooks: 2_000, checkouts: 96, floor: 600 };
const LIMITS = { must: 0.5, aim: 0.7 };

export const postgres: Measurement = {
  goals: ['P14'],
  async run({ rounds }) {
    const missing = await whyNoPostgres();
    if (missing !== null) {
      process.stderr.write(`NOT RUN: P14 (${missing})\n`);
      return [];
    }
    const bed = createPostgresTestbed();
    const rows = await measured(bed, rounds);
    await bed.close();
    return rows;
  },
};

async function measured(bed: PostgresTestbed, rounds: number): Promise<Row[]> {
  const secret = randomBytes(24).toString('hex');
  const token = randomBytes(24).toString('hex');
  const app = await startChild('app', {
    SAPA_DATA: temporaryFolder(),
    DATABASE_URL: await bed.create('blank'),
    SAPA_SANDBOX_TOKEN: token,
  });
  const floor = await startChild('postgres-floor', { FLOOR_SECRET: secret, FLOOR_DATABASE: await bed.create('blank') });
  const [load, floorLoad] = [await startChild('webhook-load'), await startChild('checkout-floor-load')];
  const buyers = await enterMarket(app, token);
  const to = {
    app: { name: 'A', port: await app.call<number>('port'), path: await app.call<string>('addSignedGateway', secret) },
    floor: { name: 'F', port: await floor.call<number>('port'), path: '/hook' },
  };
  const send = (at: keyof typeof to, requests: number) =>
    load.call<WebhookResult>('load', { ...to[at], secret, connections: CONNECTIONS, requests } satisfies WebhookLoad);
  const bare = (checkouts: number) =>
    floorLoad.call<number>('load', { port: to.floor.port, secret, buyers: BUYERS, checkouts });
  await app.call('importCodes', (rounds + 1) * SIZES.checkouts);
  const webhooks: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
  const checkouts: Record<'floor' | 'ours', number[]> = { floor: [], ours: [] };
  const sold = async (): Promise<number> => {
    await choose(buyers, SIZES.checkouts, BUYERS);
    return (await buy(buyers, BUYERS, false)).perSecond;
  };
  for (const at of ['floor', 'app'] as const) await send(at, SIZES.warm);
  await workedOff(app);
  await sold();
  for (let round = 0; round < rounds; round += 1) {
    webhooks.floor.push((await send('floor', SIZES.webhooks)).perSecond);
    webhooks.ours.push((await send('app', SIZES.webhooks)).perSecond);
    await workedOff(app);
    checkouts.floor.push(await bare(SIZES.floor));
    checkouts.ours.push(await sold());
  }
  for (const child of [buyers, load, floorLoad, floor, app]) await child.stop();
  return [
    row(`webhooks stored and acknowledged on Postgres, ${CONNECTIONS} connections`, webhooks),
    row(`checkouts on Postgres, ${BUYERS} buyers`, checkouts),
  ];
}

function row(what: string, perSecond: Record<'floor' | 'ours', number[]>): Row {
  const [floor, ours] = [median(perSecond.floor), median(perSecond.ours)];
  const shown = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)}/s`;
  return ratioRow({ goal: 'P14', what, floor: shown(floor), ours: shown(ours) }, ours / floor, LIMITS);
}
