/**
 * P4, P16 and P17: the webhook door of the whole app while its gateway is silent and jobs pile up, while forgeries come
 * in, and while far more is offered than it can take. Measured in turns with the calm, on the same app.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sandboxControl } from '../../support/sandbox-control.ts';
import { readData } from '../../support/data-reader.ts';
import { startChild, temporaryFolder, type Child } from '../children.ts';
import { median, residentMib } from '../measure.ts';
import type { Flood, FloodResult } from '../processes/webhook-flood.ts';
import type { WebhookLoad, WebhookResult } from '../processes/webhook-load.ts';
import { ratioRow, type Measurement, type Row } from '../report.ts';
import { workedOff } from './webhooks.ts';

const CONNECTIONS = 32;
const HONEST = { connections: 8, requests: 600 };
const BURST = 2_000;
const WAITING_JOBS = 1_000;
/** More than the runner works off at a time, each waiting for a gateway that never answers. */
const HUNG_ORDERS = 12;
const FORGED = { perSecond: 500, seconds: 4, connections: 16 };
/** More connections than deliveries may wait, or the door would never have to refuse any. */
const OFFERED = { perSecond: 20_000, seconds: 5, connections: 1_500 };
const CALM = { perSecond: 40, seconds: 1, connections: 8 };
const MAX_MIB = 512;
const BACK_WITHIN_MS = 10_000;
/** Beside twice the calm time: what is taken is still worked off, beside whatever else the machine does. */
const NOISE_MS = 5;
/** What is kept of refused deliveries in an hour; the setting's default. */
const MAX_REFUSED_KEPT = 100;

interface Stage {
  folder: string;
  app: Child;
  load(connections: number, requests: number): Promise<WebhookResult>;
  flood(options: Omit<Flood, 'port' | 'path' | 'secret'>, secret?: string): Promise<FloodResult>;
  hang(): Promise<void>;
  close(): Promise<void>;
}

export const stress: Measurement = {
  goals: ['P4', 'P16', 'P17'],
  async run({ rounds }) {
    const rows: Row[] = [];
    for (const measure of [hanging, forged, offered]) {
      const stage = await open();
      await stage.load(CONNECTIONS, BURST);
      await workedOff(stage.app);
      rows.push(...(await measure(stage, rounds)));
      await stage.close();
    }
    return rows;
  },
};

async function open(): Promise<Stage> {
  const secret = randomBytes(24).toString('hex');
  const token = randomBytes(24).toString('hex');
  const folder = temporaryFolder();
  const app = await startChild('app', { SAPA_DATA: folder, SAPA_SANDBOX_TOKEN: token, LOG_LEVEL: 'error' });
  const [load, flood] = [await startChild('webhook-load'), await startChild('webhook-flood')];
  const path = await app.call<string>('addSignedGateway', secret);
  const to = { port: await app.call<number>('port'), path };
  const sandboxUrl = await app.call<string>('sandboxUrl');
  return {
    folder,
    app,
    load: (connections, requests) =>
      load.call('load', { ...to, secret, name: 'S', connections, requests } satisfies WebhookLoad),
    flood: (options, given = secret) => flood.call('flood', { ...to, secret: given, ...options } satisfies Flood),
    async hang() {
      const vendors = sandboxControl(() => sandboxUrl, token);
      await vendors.faults([{ kind: 'silence', vendor: 'gateway', endpoint: '*', ms: 60_000 }]);
      await app.call('importCodes', HUNG_ORDERS);
      await app.call('placeOrders', HUNG_ORDERS);
    },
    async close() {
      for (const child of [load, flood, app]) await child.stop();
    },
  };
}

const p99Of = (results: readonly WebhookResult[]) => median(results.map(({ p99Ms }) => p99Ms));

/** The jobs of the webhooks themselves are what waits: nobody works them off while all places wait for the gateway. */
async function hanging({ app, load, hang }: Stage, rounds: number): Promise<Row[]> {
  const calm: WebhookResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    calm.push(await load(CONNECTIONS, BURST));
    await workedOff(app);
  }
  await hang();
  await load(CONNECTIONS, WAITING_JOBS);
  const waiting = await app.call<number>('waitingJobs');
  const hung: WebhookResult[] = [];
  for (let round = 0; round < rounds; round += 1) hung.push(await load(CONNECTIONS, BURST));
  const row = ratioRow(
    {
      goal: 'P4',
      what: `acknowledgement, p99, while the gateway is silent and ${waiting} jobs wait`,
      floor: `${p99Of(calm).toFixed(1)} ms`,
      ours: `${p99Of(hung).toFixed(1)} ms`,
    },
    p99Of(hung) / p99Of(calm),
    { must: 1.5, aim: 1.1, below: true },
  );
  return [{ ...row, met: row.met === true && waiting >= WAITING_JOBS }];
}

async function forged({ folder, app, load, flood }: Stage, rounds: number): Promise<Row[]> {
  const [calm, beside]: [WebhookResult[], WebhookResult[]] = [[], []];
  let sent = 0;
  let accepted = 0;
  for (let round = 0; round < rounds; round += 1) {
    calm.push(await load(HONEST.connections, HONEST.requests));
    await workedOff(app);
    const flooding = flood(FORGED, 'not the secret');
    beside.push(await load(HONEST.connections, HONEST.requests));
    const { failed, acknowledged } = await flooding;
    sent += failed;
    accepted += acknowledged;
    await workedOff(app);
  }
  const kept = readData(folder, ({ number }) => number("select count(*) from webhook_logs where verdict = 'refused'"));
  const row = ratioRow(
    {
      goal: 'P16',
      what: `honest webhooks, p99, beside ${sent} forged ones of which ${kept} are kept`,
      floor: `${p99Of(calm).toFixed(1)} ms`,
      ours: `${p99Of(beside).toFixed(1)} ms`,
    },
    p99Of(beside) / p99Of(calm),
    { must: 2, aim: 1.2, below: true },
  );
  const isBounded = kept <= MAX_REFUSED_KEPT && accepted === 0;
  return [{ ...row, must: `${row.must}, ≤ ${MAX_REFUSED_KEPT} kept`, met: row.met === true && isBounded }];
}

async function offered({ folder, app, flood }: Stage): Promise<Row[]> {
  const stored = () =>
    readData(folder, ({ number }) => number("select count(*) from webhook_logs where verdict = 'accepted'"));
  const before = stored();
  const quiet = await flood(CALM);
  let highestMib = 0;
  const watch = setInterval(
    () => void residentMib(app.pid).then((mib) => (highestMib = Math.max(highestMib, mib))),
    100,
  );
  const taken = await flood(OFFERED);
  clearInterval(watch);
  const over = performance.now();
  let acknowledged = quiet.acknowledged + taken.acknowledged;
  let back = Number.POSITIVE_INFINITY;
  while (back === Number.POSITIVE_INFINITY && performance.now() - over < 3 * BACK_WITHIN_MS) {
    const calm = await flood(CALM);
    acknowledged += calm.acknowledged;
    if (calm.refused === 0 && calm.p50Ms <= 2 * quiet.p50Ms + NOISE_MS) back = performance.now() - over;
    else await pause(100);
  }
  const lost = acknowledged - (stored() - before);
  const isMet = lost === 0 && back <= BACK_WITHIN_MS && highestMib < MAX_MIB && taken.failed === 0;
  return [
    {
      goal: 'P17',
      what: `${OFFERED.perSecond}/s offered for ${OFFERED.seconds} s: ${taken.acknowledged} taken, ${taken.refused} refused (p50 ${taken.refusedP50Ms.toFixed(0)} ms), ${taken.unsent} never sent`,
      floor: `p50 ${quiet.p50Ms.toFixed(1)} ms`,
      ours: `${lost} lost, ${Number.isFinite(back) ? `back in ${(back / 1000).toFixed(1)} s` : 'not back'}, ${Math.round(highestMib)} MiB`,
      ratio: '–',
      must: `0 lost, ≤ 10 s, < ${MAX_MIB} MiB`,
      aim: 'refuses early',
      met: isMet,
      aimMet: isMet && taken.refused > 0,
    },
  ];
}
