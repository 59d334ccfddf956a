/**
 * The whole core without bot and channels: a real database, the real adapters over real HTTP to practice vendors in
 * this process, and a clock that moves. Nothing runs by itself: jobs run when a test says so, one after the other, by
 * the table the app uses, so a test can also take a job and never come back, as a process that died.
 */
import { withCatalogueMaps } from '../../adapters/catalogue-files.ts';
import { createPinHasher } from '../../adapters/pin/argon2id.ts';
import { createPresetCatalogue } from '../../adapters/preset-catalogue.ts';
import { createRegistry } from '../../adapters/registry.ts';
import { createSheets } from '../../adapters/sheets/sheets.ts';
import { createHttpClient } from '../../adapters/wire/http.ts';
import { seedPractice } from '../../bot/practice/seed.ts';
import type { Commerce, OrderItem, OrderView } from '../../commerce/app.ts';
import { systemActor } from '../../commerce/audit.ts';
import { createCommerce } from '../../commerce/bind.ts';
import type { Core } from '../../commerce/core.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { JobName, JobRow, JobVerdict } from '../../commerce/ports/jobs.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../commerce/settings.ts';
import { ensureBusiness } from '../../commerce/setup/first-run.ts';
import { createMessages } from '../../conversations/messages/render.ts';
import { openTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { createIntake } from '../../webhooks/intake.ts';
import { sandboxControl, type SandboxControl } from './sandbox-control.ts';

const PRESETS = new URL('../../presets', import.meta.url).pathname;
const LEASE_MS = 60_000;
/** More jobs than any test makes due at one instant: beyond it something goes round in circles. */
const MAX_JOBS = 400;

export interface JobFailure {
  job: JobName;
  error: unknown;
}

export interface TestCore {
  core: Core;
  commerce: Commerce;
  db: TestDatabase;
  sandbox: Sandbox;
  vendors: SandboxControl;
  owner: Actor;
  /** What handlers threw; a test that expects none says so. */
  failures: JobFailure[];
  now(): number;
  /** Moves our clock and the vendors', running nothing. */
  skip(ms: number): Promise<void>;
  /** Moves the clock, running every job at the instant it is due. */
  pass(ms: number): Promise<void>;
  /** Runs what is due now until nothing is. */
  settle(): Promise<void>;
  /** Takes the jobs that are due and leaves them, before or after their work: a process that died. */
  abandon(when: 'before' | 'after'): Promise<number>;
  /** Works due jobs off without ending them, as a worker does until its last write; `end` is that write. */
  takeAndWork(): Promise<{ end(): Promise<void> }>;
  buyer(): Promise<Actor>;
  order(actor: Actor, ...items: OrderItem[]): Promise<OrderView>;
  /** Texts (message keys) said to the actor's chat, oldest first. */
  said(actor: Actor): Promise<string[]>;
  alerts(): Promise<string[]>;
  /** A webhook as the practice gateway sends it. */
  webhook(reference: string, amountIdr: number, more?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function openTestCore(overrides: Partial<Settings> = {}, presetFolder = PRESETS): Promise<TestCore> {
  const settings: Settings = { ...DEFAULT_SETTINGS, ...overrides };
  let shiftMs = 0;
  const clock = { now: () => Date.now() + shiftMs, elapsedMs: () => performance.now() + shiftMs };
  const db = await openTestDatabase({ clock });
  const http = createHttpClient();
  const sandbox = await startSandbox({ seed: 'core', webhookRetryMs: [] });
  const vendors = sandboxControl(() => sandbox.url, sandbox.token);
  const quiet = () => undefined;
  const core: Core = {
    uow: db.uow,
    clock,
    ids: db.ids,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    vault: db.vault,
    pins: createPinHasher(),
    registry: createRegistry({ http: http.request, vault: db.vault, clock, ids: db.ids, logSink: quiet }),
    presets: withCatalogueMaps(createPresetCatalogue(presetFolder), presetFolder),
    sheets: createSheets(createMessages().text),
    settings,
    publicUrl: 'http://127.0.0.1:8080',
  };
  const commerce = createCommerce(core);
  await ensureBusiness(core, 'Griya Uji');
  await seedPractice(core, commerce, sandbox.url);
  const intake = createIntake(core);
  let chats = 0;

  async function skip(ms: number): Promise<void> {
    shiftMs += ms;
    await vendors.call('POST', '/clock', { offsetMs: shiftMs });
  }

  const jobs = jobDriver(core);
  return {
    core,
    commerce,
    db,
    sandbox,
    vendors,
    owner: { ...systemActor('practice'), via: 'cli' },
    failures: jobs.failures,
    now: clock.now,
    skip,
    settle: jobs.settle,
    abandon: jobs.abandon,
    takeAndWork: jobs.takeAndWork,
    async pass(ms) {
      const until = clock.now() + ms;
      await jobs.settle();
      for (;;) {
        const next = await core.uow.read.jobs.nextRunAt();
        if (next === null || next > until) break;
        await skip(Math.max(next - clock.now(), 0));
        await jobs.settle();
      }
      await skip(Math.max(until - clock.now(), 0));
      await jobs.settle();
    },
    async buyer() {
      chats += 1;
      const address = `buyer-${chats}`;
      const { chatId } = await commerce.openChat({ channel: 'web', address, externalId: address });
      return commerce.actorOf(chatId);
    },
    async order(actor, ...items) {
      const answer = await commerce.placeOrder(actor, core.ids.uuid(), { chatId: actor.chatId, items });
      if (!answer.ok) throw new Error(`no order: ${answer.reason} ${JSON.stringify(answer.detail ?? {})}`);
      const order = await commerce.order(actor, answer.order.code);
      if (!order) throw new Error(`${answer.order.code} was placed and is not there`);
      return order;
    },
    async said(actor) {
      const rows = await core.uow.read.outgoing.after(actor.chatId ?? '', 0, 1000);
      return rows.map((row) => core.uow.read.outgoing.screen(row).lines[0]?.key ?? '');
    },
    async alerts() {
      const rows = await core.uow.read.people.waitingAlerts(1000);
      return rows.map((row) => (JSON.parse(row.screen) as { lines: { key: string }[] }).lines[0]?.key ?? '');
    },
    async webhook(reference, amountIdr, more = {}) {
      const body = {
        amount: amountIdr,
        order_id: reference,
        project: 'toko-latihan',
        status: 'completed',
        payment_method: 'qris',
        completed_at: new Date(clock.now()).toISOString(),
        is_sandbox: true,
        ...more,
      };
      const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from(JSON.stringify(body)) };
      return (await intake.take('payment', 'pakasir', request)).verdict;
    },
    async close() {
      await http.close();
      await sandbox.close();
      await db.close();
    },
  };
}

/** Works off the jobs table as the runner does, but in order, only when told, and keeping what was thrown. */
function jobDriver(core: Core) {
  const handlers = createHandlers(core, {
    sweepDialogs: () => Promise.resolve(),
    renewKeys: () => Promise.resolve(),
    makeBackup: () => Promise.resolve(),
  });
  const failures: JobFailure[] = [];
  const take = (owner: string, limit: number) =>
    core.uow.run('test.claim', (stores) => {
      const now = core.clock.now();
      return stores.jobs.claim(owner, now, now + LEASE_MS, limit);
    });
  const work = (job: JobRow) => (handlers[job.name] as (payload: unknown) => Promise<JobVerdict>)(job.payload);

  async function run(job: JobRow, owner: string): Promise<void> {
    try {
      const verdict = await work(job);
      await core.uow.run('test.end', (stores) =>
        verdict
          ? stores.jobs.again(job.id, owner, verdict.againAt)
          : stores.jobs.finish(job.id, owner, core.clock.now()),
      );
    } catch (error) {
      failures.push({ job: job.name, error });
      const now = core.clock.now();
      await core.uow.run('test.fail', (stores) => stores.jobs.fail(job.id, owner, now, String(error), now + 1000));
    }
  }

  return {
    failures,
    async settle() {
      for (let count = 0; count < MAX_JOBS; count++) {
        const [job] = await take('test', 1);
        if (!job) return;
        await run(job, 'test');
      }
      throw new Error('jobs never come to rest');
    },
    async takeAndWork() {
      const taken = await take('slow', 50);
      for (const job of taken) await work(job);
      return {
        async end() {
          const now = core.clock.now();
          await core.uow.run('test.end', async (stores) => {
            for (const job of taken) await stores.jobs.finish(job.id, 'slow', now);
          });
        },
      };
    },
    async abandon(when: 'before' | 'after') {
      const taken = await take('dead', 50);
      for (const job of taken) {
        if (when === 'after') await work(job).catch((error: unknown) => failures.push({ job: job.name, error }));
      }
      return taken.length;
    },
  };
}
