/**
 * The whole app in practice mode, its vendors included, and people who use it. A scene goes on when the shop has come
 * to rest: everything heard is answered, everything due is done and sent, so a script needs no waiting of its own. On
 * Postgres and Redis a second worker shares the jobs; what people read has to be the same.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startApp, type App, type StartOptions } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { systemActor } from '../../../commerce/audit.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import { placeOrder } from '../../../commerce/order/place-order.ts';
import type { Log } from '../../../commerce/ports/runtime.ts';
import { startFakeBotApi } from '../../support/fake-bot-api.ts';
import { sandboxControl, type SandboxControl } from '../../support/sandbox-control.ts';
import { startServices, type StackName } from '../../support/services.ts';
import { sceneClock, sceneIds } from './chance.ts';
import { expectGolden } from './golden.ts';
import type { OpenSeat, Seat } from './person.ts';
import { telegramChannel, telegramSeats } from './telegram-seat.ts';
import { terminal, type Terminal } from './terminal-seat.ts';
import { webSeats } from './web-seat.ts';

export const MINUTE = 60_000;
export type ChannelName = 'web' | 'telegram' | 'terminal';

export interface Part {
  says(words: string): Promise<void>;
  /** Says several things before any of them is answered. */
  saysAtOnce(...words: string[]): Promise<void>;
  presses(label: string): Promise<void>;
  repeatsLast(): Promise<void>;
  sendsSticker(): Promise<void>;
  /** What stands in the chat for who opens it now. */
  reopens(): Promise<string>;
}

export interface Stage {
  app: App;
  sandbox: SandboxControl;
  lang: Lang;
  channel: ChannelName;
  /** The words of this stage's language. */
  w(id: string, en: string): string;
  /** Begins a scene; ends the one before with its transcript held against the golden file. */
  scene(name: string, play: () => Promise<void>): Promise<void>;
  /** `offstage`: acts, but what this person reads is not written down. */
  enter(name: string, options?: { offstage?: boolean }): Promise<Part>;
  /** A line between the messages, in the reader's words. */
  remark(words: string): Promise<void>;
  /** Pays the newest order that fits; `code` = its order. */
  pays(mode?: string, code?: string): Promise<void>;
  /** The code of the newest order. */
  newestOrder(): Promise<string>;
  /** Puts money on the balance of the newest reseller, unseen. */
  givesBalance(amountIdr: number): Promise<void>;
  later(ms: number, words: string): Promise<void>;
  /** Every line the app logged, before anything is masked. */
  logged(): string;
  close(): Promise<void>;
}

const REST_MS = 10_000;
const TOKEN = 'tests-hold-this-token-themselves';

/** Fast where waiting tells nobody anything, and wide where a test is no visitor. */
const SETTINGS = {
  SAPA_SET_queryGapMs: '0',
  // Scenes of the morning brief name its hour; elsewhere it would come between.
  SAPA_SET_briefHour: '24',
  SAPA_SET_jobPollMs: '50',
  // A crowded machine would be told of in the middle of a scene.
  SAPA_SET_oneMomentAfterMs: '600000',
  SAPA_SET_webMessagesPerMinute: '10000',
  SAPA_SET_messagesPerMinute: '10000',
  SAPA_SET_webSessionsPerMinute: '10000',
};

export async function openStage(
  channel: ChannelName,
  lang: Lang,
  settings: Record<string, string> = {},
  stack: StackName = 'sqlite',
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-scene-'));
  const [clock, ids] = [sceneClock(), sceneIds()];
  const port = await freePort();
  const services = await startServices(stack);
  const env = {
    ...SETTINGS,
    ...settings,
    ...services.env,
    PORT: String(port),
    SAPA_DATA: folder,
    BUSINESS_NAME: 'Griya Latihan',
    PUBLIC_URL: 'https://griya.example',
    SAPA_SANDBOX_TOKEN: TOKEN,
  };
  process.env['SANDBOX_SEED'] = 'scenes';
  const api = channel === 'telegram' ? await startFakeBotApi() : null;
  let desk: Terminal | null = null;
  const logLines: string[] = [];
  const note = (...line: unknown[]): void => void logLines.push(JSON.stringify(line));
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const machine = { clock, ids, log };
  const app = await startApp({
    ...machine,
    config: readConfig(env),
    channels({ inbound, core }) {
      if (api) return [telegramChannel(api, inbound, core)];
      if (channel !== 'terminal') return [];
      desk = terminal(inbound, core, lang, join(folder, 'files'));
      return [desk.channel];
    },
  });
  const second = await secondWorker(stack, env, machine);
  const sandboxPort = await app.core.uow.read.admin.settings.get('practice.port');
  const sandbox = sandboxControl(() => `http://127.0.0.1:${sandboxPort}`, TOKEN);

  /** The vendors go by this clock too; so does Redis, which keeps what is due later by the machine's own. */
  async function followClock(): Promise<void> {
    await sandbox.call('POST', '/clock', { offsetMs: Math.round(clock.aheadMs()) });
    for (const queue of app.runner.queues?.() ?? []) {
      const early = (await queue.getDelayed()).filter((job) => job.data.dueAt <= clock.now());
      // One that a worker took in this moment is not delayed any more.
      await Promise.allSettled(early.map((job) => job.promote()));
    }
  }
  await followClock();
  await sandbox.call('POST', '/setup', { supplier: { pendingMs: 20 } });
  const seats = await openSeats();

  async function openSeats(): Promise<Record<'guest' | 'web', OpenSeat>> {
    const web = webSeats(() => `http://127.0.0.1:${port}`, lang);
    if (api) return { guest: telegramSeats(api, lang), web };
    return { guest: desk?.open ?? web, web };
  }

  const { uow } = app.memory;

  /** Nothing heard, due, running, waiting to be sent, or on its way from a vendor. */
  async function isAtRest(): Promise<boolean> {
    const busy = await uow.read.inbox.chatsToServe(Number.MAX_SAFE_INTEGER, 1);
    if (busy.length > 0) return false;
    const jobs = await uow.read.jobs.countByState();
    const next = await uow.read.jobs.nextRunAt();
    if (jobs.running > 0 || (next !== null && next <= clock.now())) return false;
    const outgoing = await uow.read.outgoing.countByState();
    return outgoing.waiting === 0 && outgoing.sending === 0;
  }

  /** Quiet in the shop and at its vendors, twice in a row: what the one has just handed over the other has not seen yet. */
  async function rest(): Promise<void> {
    const deadline = performance.now() + REST_MS;
    for (let quiet = 0; quiet < 2;) {
      const vendors = (await sandbox.call('GET', '/state')).json as { waitingTasks: number };
      const isQuiet = vendors.waitingTasks === 0 && (await isAtRest());
      quiet = isQuiet ? quiet + 1 : 0;
      if (!isQuiet && performance.now() > deadline) throw new Error(await unrest(vendors));
      await pause(isQuiet ? 0 : 2);
    }
  }

  async function unrest(vendors: object): Promise<string> {
    const jobs = await uow.read.jobs.list({ limit: 20 });
    const due = jobs.filter(({ state, runAt }) => state === 'running' || (state === 'ready' && runAt <= clock.now()));
    const outgoing = await uow.read.outgoing.countByState();
    const told = { vendors, due: due.map(({ name, lastError }) => [name, lastError]), outgoing };
    return `the shop does not come to rest: ${JSON.stringify(told)}\nso far:\n${written.join('\n')}`;
  }

  let written: string[] = [];
  let cast: { name: string; seat: Seat }[] = [];
  let heading = '';

  /** Whoever has news gets a paragraph of their own where more than one is on the stage. */
  async function collect(): Promise<void> {
    await rest();
    for (const { name, seat } of cast) {
      const news = await seat.news();
      if (news.length === 0) continue;
      if (heading !== name) written.push('', `## ${name}`, '');
      heading = name;
      written.push(...news);
    }
  }

  const stage: Stage = {
    app,
    sandbox,
    lang,
    channel,
    w: (id, en) => (lang === 'id' ? id : en),
    async scene(name, play) {
      written = [];
      cast = [];
      heading = '';
      clock.toNextMark();
      await followClock();
      ids.begin(`${name}.${channel}.${lang}`);
      await play();
      await collect();
      const told = cast.length > 1 ? written : written.filter((row) => !row.startsWith('## '));
      expectGolden(`${name}.${channel}.${lang}`, told.join('\n').trim(), second ? 'any' : 'kept');
    },
    async enter(name, { offstage = false } = {}) {
      const isGuest = cast.length === 0 || channel === 'telegram';
      const seat = await (isGuest ? seats.guest : seats.web)(name);
      if (!offstage) cast.push({ name, seat });
      return partOf(seat);
    },
    async remark(words) {
      await collect();
      written.push('', `— ${words} —`, '');
      heading = '';
    },
    async pays(mode = 'exact', code) {
      await collect();
      const reference = await referenceOf(code ?? (await stage.newestOrder()));
      if (!(await sandbox.pay(reference, { mode }))) throw new Error(`the bank refused ${mode} for ${reference}`);
      await collect();
    },
    async newestOrder() {
      const [newest] = await sandbox.payments();
      if (!newest) throw new Error('no payment was made');
      return newest.orderId.split('-')[0] ?? '';
    },
    async givesBalance(amountIdr) {
      const newest = (await uow.read.resellers.list('practice', 'active', 1_000)).at(-1);
      if (!newest) throw new Error('nobody is a reseller');
      const actor = { ...systemActor('practice'), personId: newest.personId };
      const topUp = { chatId: null, items: [{ kind: 'topup' as const, amountIdr }] };
      const placed = await placeOrder(app.core, actor, app.core.ids.uuid(), topUp);
      if (!placed.ok) throw new Error(`no top-up: ${placed.reason}`);
      await collect();
      await stage.pays('exact', placed.order.code);
    },
    async later(ms, words) {
      await stage.remark(words);
      clock.add(ms);
      await followClock();
      await collect();
    },
    logged: () => logLines.join('\n'),
    async close() {
      await second?.stop();
      await app.stop();
      await api?.close();
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function partOf(seat: Seat): Part {
    return {
      async says(words) {
        await seat.says(words);
        await collect();
      },
      async saysAtOnce(...words) {
        await Promise.all(words.map((one) => seat.says(one)));
        await collect();
      },
      async presses(label) {
        await seat.presses(label);
        await collect();
      },
      async repeatsLast() {
        await seat.repeats?.();
        await collect();
      },
      async sendsSticker() {
        await seat.sendsSticker?.();
        await collect();
      },
      reopens: async () => (await seat.reopened?.()) ?? '',
    };
  }

  async function referenceOf(code: string): Promise<string> {
    const payment = (await sandbox.payments()).find(({ orderId }) => orderId.startsWith(code));
    if (!payment) throw new Error(`no payment for order ${code}`);
    return payment.orderId;
  }

  return stage;
}

/** Where jobs can be shared, they are. */
function secondWorker(
  stack: StackName,
  env: Record<string, string>,
  machine: Pick<StartOptions, 'clock' | 'ids' | 'log'>,
): Promise<App> | null {
  if (stack === 'sqlite') return null;
  const config = readConfig({ ...env, SAPA_ROLE: 'worker', SAPA_DATA: join(env['SAPA_DATA'] ?? '', 'second') });
  return startApp({ ...machine, config });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
