/**
 * Row 13: ten times the measured capacity, offered by another process whatever the shop answers, then calm. What was
 * acknowledged is kept and worked off, the rest is refused within a second, newcomers and chats get a word, the process
 * lives within its memory, and it is as fast as before within ten seconds.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { startChild, temporaryFolder, type Child } from '../../bench/children.ts';
import { residentMib } from '../../bench/measure.ts';
import type { Flood, FloodResult } from '../../bench/processes/webhook-flood.ts';
import type { WebhookResult } from '../../bench/processes/webhook-load.ts';
import { until } from '../../rig/until.ts';
import { readData } from '../../support/data-reader.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Tally } from '../../support/tally.ts';
import { openVisitor } from '../../support/web-client.ts';
import type { RowOptions } from '../fault-list.ts';

const SECONDS = { ci: 8, nightly: 60 };
const TIMES = 10;
const QUIET_PER_SECOND = 40;
/** More than may wait for their commit at a time (`shedWaiting`), so that some must be refused. */
const CONNECTIONS = 600;
const NEWCOMERS_PCT = 3;
const MAX_MIB = 512;
const ANSWERED_MS = 1_000;
/** The capacity of two processors that have nothing else to do. */
const FREE_PER_SECOND = 3_000;
const RECOVERED_MS = 10_000;
/** Room for a machine that has other things to do. */
const NOISE_MS = 100;
/** "One moment" comes after five seconds. */
const A_WORD_MS = 8_000;

/** Floods a whole app in a process of its own; see the head of the file. */
export async function run({ seed, size, tally }: RowOptions): Promise<void> {
  const secret = randomBytes(24).toString('hex');
  const folder = temporaryFolder();
  const app = await startChild('app', { SAPA_DATA: folder, LOG_LEVEL: 'error' });
  const load = await startChild('webhook-load');
  const flooder = await startChild('webhook-flood');
  const port = await app.call<number>('port');
  const path = await app.call<string>('addSignedGateway', secret);
  const send = (perSecond: number, seconds: number, newcomersPct = 0) =>
    flooder.call<FloodResult>('flood', {
      port,
      path,
      secret,
      perSecond,
      seconds,
      newcomersPct,
      connections: perSecond > QUIET_PER_SECOND ? CONNECTIONS : 16,
    } satisfies Flood);

  const measured = { port, path, secret, connections: 32, name: 'C' };
  await load.call('load', { ...measured, requests: 1_000 });
  const { perSecond } = await load.call<WebhookResult>('load', { ...measured, requests: 3_000 });
  let acknowledged = 4_000;
  const quiet = await send(QUIET_PER_SECOND, 3);
  acknowledged += quiet.acknowledged;

  const offered = Math.round(perSecond * TIMES);
  const flooding = send(offered, SECONDS[size], NEWCOMERS_PCT);
  const watched = watch(flooding, app, port);
  const chats = talk(`http://127.0.0.1:${port}`, flooding, seeded(seed), tally);
  const flood = await flooding;
  const overAtMs = performance.now();
  acknowledged += flood.acknowledged;
  const { highestMib, silent } = await watched;

  await tally.part(`calm again within ${RECOVERED_MS} ms`, () =>
    until(async () => {
      const calm = await send(QUIET_PER_SECOND, 1);
      acknowledged += calm.acknowledged;
      return calm.refused === 0 && calm.failed === 0 && calm.p99Ms <= 3 * quiet.p99Ms + NOISE_MS;
    }, RECOVERED_MS),
  );
  await chats;
  process.stdout.write(
    `capacity ${Math.round(perSecond)}/s; offered ${offered}/s: ${flood.acknowledged} acknowledged ` +
      `(p50 ${flood.p50Ms.toFixed(0)}, p99 ${flood.p99Ms.toFixed(0)} ms), ${flood.refused} refused ` +
      `(p50 ${flood.refusedP50Ms.toFixed(0)}, p99 ${flood.refusedP99Ms.toFixed(0)} ms), ` +
      `${flood.newcomers} newcomers (p99 ${flood.newcomersP99Ms.toFixed(0)} ms), ${flood.unsent} found no free connection; ` +
      `${highestMib.toFixed(0)} MiB; calm p99 ${quiet.p99Ms.toFixed(0)} ms, again after ${(performance.now() - overAtMs).toFixed(0)} ms\n`,
  );

  // Where the machine gives the shop a third of its speed, everything takes three times as long.
  const withinMs = ANSWERED_MS * Math.max(1, FREE_PER_SECOND / perSecond);
  tally.check('some are taken', flood.acknowledged > 0);
  tally.check('some are refused', flood.refused > 0);
  tally.check('nobody is cut off or answered otherwise', flood.failed === 0, String(flood.failed));
  tally.check('the refused are told in time', flood.refusedP99Ms < withinMs, `p99 ${flood.refusedP99Ms} ms`);
  // Those wait for the disk as well.
  tally.check('the taken are answered in twice that', flood.p99Ms < 2 * withinMs, `p99 ${flood.p99Ms} ms`);
  tally.check('and newcomers', flood.newcomersP99Ms < 2 * withinMs, `p99 ${flood.newcomersP99Ms} ms`);
  tally.check('/healthz answers all the time', silent === 0, `${silent} times not`);
  tally.check(`less than ${MAX_MIB} MiB`, highestMib < MAX_MIB, `${highestMib} MiB`);
  const { logs, jobs } = kept(folder);
  tally.check('every acknowledged one is in webhook_logs', logs === acknowledged, `${logs} of ${acknowledged}`);
  tally.check('and has its job', jobs === acknowledged, `${jobs} of ${acknowledged}`);
  await flooder.stop();
  await load.stop();
  const left = await app.call<number>('waitingJobs');
  await tally.part('what was acknowledged is being worked off', () =>
    until(async () => (await app.call<number>('waitingJobs')) < left || left === 0, RECOVERED_MS),
  );
  await app.stop();
}

/** Each of them was about another payment, so each has a row and a job of its own. */
const kept = (folder: string): { logs: number; jobs: number } =>
  readData(folder, ({ number }) => ({
    logs: number(`select count(*) from webhook_logs where verdict = 'accepted'`),
    jobs: number(`select count(*) from jobs where name = 'webhook.process'`),
  }));

/** Looks at the process while the flood lasts. */
async function watch(flooding: Promise<unknown>, app: Child, port: number) {
  let over = false;
  void flooding.finally(() => (over = true));
  const seen = { highestMib: 0, silent: 0 };
  while (!over) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.status !== 200) seen.silent += 1;
    seen.highestMib = Math.max(seen.highestMib, await residentMib(app.pid));
  }
  return seen;
}

/** Somebody who writes during the flood is taken or told "one moment", and gets a word when it was taken. */
async function talk(url: string, flooding: Promise<unknown>, random: Random, tally: Tally): Promise<void> {
  const visitor = await openVisitor(url, { lang: 'en', via: patient });
  let over = false;
  void flooding.finally(() => (over = true));
  let told = 0;
  for (let number = 0; !over && number < 200; number += 1) {
    const id = randomUUID();
    const answer = await fetch(`${url}/api/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ session: visitor.session, id, text: 'menu' }),
    });
    const text = await answer.text();
    if (answer.status === 503) {
      told += 1;
      if (!/One moment/.test(text)) tally.check('a refused message says "one moment"', false, text);
    } else if (answer.status !== 202) tally.check('a message is taken or told', false, `${answer.status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, random.between(50, 400)));
  }
  await visitor.say('menu');
  await tally.part('who writes gets an answer after the flood', async () => {
    await visitor.until(/./, A_WORD_MS);
  });
  process.stdout.write(`chat messages told "one moment": ${told}\n`);
}

/** Comes again while it is told to. */
const patient: typeof fetch = async (input, init) => {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(input, init);
    if (answer.status !== 503 || attempt > 50) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
