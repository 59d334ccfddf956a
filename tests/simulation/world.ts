/**
 * One run: a shop, its vendors, its buyers and its owner, from one seed. Time only moves to the next thing that is to
 * happen. On the store in memory what is due at one instant happens at once, interleaved; on SQLite one after the other,
 * because who comes first there depends on the machine, and a seed must say everything.
 */
import type { Ids } from '../../commerce/ports/runtime.ts';
import { DatabaseFull } from '../../db/errors.ts';
import { schedule } from '../../sandbox/deliveries.ts';
import { webhookBody } from '../../sandbox/gateway/wire.ts';
import { announce } from '../../sandbox/supplier/events.ts';
import { del, put, type Delivery, type Effect } from '../../sandbox/world/model.ts';
import { createAgenda, type Act, type Agenda } from './agenda.ts';
import { chanceOf, seededIds, startClock, type Chance, type SimClock } from './chance.ts';
import { createLies, faultRows, type Lies } from './faults.ts';
import { createJobLoop } from './job-loop.ts';
import { begin, ProcessDied, type Life } from './life.ts';
import { createSimRegistry } from './registry.ts';
import { DOORS, furnishShop, lockOf, startProcess, type Process, type Shelf } from './shop.ts';
import { openStore, type SimStore, type StoreKind } from './store.ts';
import { watchTransitions, type Transitions } from './transitions.ts';
import { createVendors, HOOK_PATH, type Vendors } from './vendors.ts';

export interface WorldOptions {
  seed: number;
  store: StoreKind;
  /** Steps the process lives, about; Infinity = it never dies. */
  stepsToLive: number;
  diskFullRate: number;
  faults: boolean;
  /** Codes of each plentiful product. */
  codes: number;
  trace?: ((line: string) => void) | undefined;
}

export interface World {
  clock: SimClock;
  chance: Chance;
  ids: Ids;
  agenda: Agenda;
  vendors: Vendors;
  lies: Lies;
  shelf: Shelf;
  store: SimStore;
  transitions: Transitions;
  /** What was thrown where nothing may be thrown, in words; deaths and full disks are no surprise. */
  surprises: string[];
  /** Asks the app for something; null when it died, is down, or could not write. */
  ask<T>(what: string, wish: (process: Process) => Promise<T>): Promise<T | null>;
  /** For who reads how a run went; worked out only then. */
  say(line: () => string): void;
  /** The life of the app as it is now. */
  life(): Life;
  /** Lets happen what is to happen until an instant. */
  runUntil(instant: number): Promise<void>;
  /** No more faults, deaths or plans; the app is up. */
  quietDown(): Promise<void>;
  /** Vendors tell again what the shop has not booked, and what they took back: all news of it may have been lost. */
  hearOfAll(): Promise<void>;
  close(): Promise<void>;
}

/** As many things of one instant happen at once, of each kind. */
const SIDE_BY_SIDE = 8;
/** More turns than any instant has work for: beyond it something goes round in circles. */
const MOST_TURNS = 20_000;
const RESTART_WITHIN_MS = 60_000;
/** At the supplier; no run spends it. */
export const DEPOSIT_IDR = 1_000_000_000_000;

export async function openWorld(options: WorldOptions): Promise<World> {
  const chance = chanceOf(options.seed);
  const clock = startClock(chance.between(0, 23));
  const ids = seededIds(clock, chance);
  const agenda = createAgenda();
  const lies = createLies(chance);
  const surprises: string[] = [];
  const say = (line: () => string) => {
    if (options.trace) options.trace(`${new Date(clock.now()).toISOString().slice(5, 19)} ${line()}`);
  };
  const atOnce = options.store === 'memory' ? SIDE_BY_SIDE : 1;
  let isSpared = true;
  let lives = 0;
  let process: Process;

  let written = 0;
  const store = await openStore(options.store, ids, (step) => {
    // Before, because rows change in the same turn in memory; after, because they do so only then on SQLite.
    written += 1;
    process.life.step(step);
  });
  const transitions = watchTransitions(store.uow);
  const vendors = createVendors({
    seed: `vendors-${options.seed}`,
    clock,
    chance,
    atOnce,
    deliver: (hook) => tellApp(hook),
    lie: lies.tell,
  });

  function bear(): Process {
    lives += 1;
    const life = begin({
      chance,
      stepsToLive: isSpared ? Infinity : options.stepsToLive,
      diskFullRate: isSpared ? 0 : options.diskFullRate,
      died: (step) => {
        say(() => `the process dies at ${step}`);
        agenda.at(clock.now() + chance.between(0, RESTART_WITHIN_MS), restart);
      },
    });
    return startProcess({ uow: transitions.uow, life, number: lives, clock, ids, registry });
  }

  /** A process that knows it is alone frees what the dead one had; one of many waits until its leases run out. */
  async function restart(): Promise<void> {
    if (!process.life.isOver()) return;
    process = bear();
    const isAlone = isSpared || chance.hits(0.7);
    say(() => `the app starts again${isAlone ? ', alone' : ''}`);
    if (isAlone) await ask('start', ({ core }) => core.uow.run('start', (s) => s.jobs.releaseAbandoned(clock.now())));
    else agenda.at(clock.now() + process.core.settings.jobLeaseMs + 1, jobs.lookForAbandoned);
  }

  /** A transport never throws. What comes back to a process that died on the way is heard by nobody. */
  const wire: Vendors['http'] = async (request) => {
    if (dies(request.url, ':call')) return NOBODY_HEARS;
    for (let turns = atOnce === 1 ? 0 : chance.between(0, 6); turns > 0; turns -= 1) await Promise.resolve();
    if (process.life.isOver()) return NOBODY_HEARS;
    const result = await vendors.http(request);
    return dies(request.url, ':answer') ? NOBODY_HEARS : result;
  };

  function dies(url: string, when: ':call' | ':answer'): boolean {
    try {
      process.life.step(url, when);
    } catch {
      return true;
    }
    return false;
  }

  async function ask<T>(what: string, wish: (of: Process) => Promise<T>): Promise<T | null> {
    if (process.life.isOver()) return null;
    try {
      return await wish(process);
    } catch (error) {
      if (!(error instanceof ProcessDied) && !(error instanceof DatabaseFull))
        surprises.push(`${what}: ${String(error)}`);
      return null;
    }
  }

  async function tellApp({ url, headers, body }: Delivery): Promise<number> {
    const path = url.slice(url.indexOf(HOOK_PATH));
    const [type = '', slug = ''] = path.slice(HOOK_PATH.length).split('/');
    const request = { method: 'POST', path, headers, body: Buffer.from(body) };
    const reply = await ask(`webhook ${slug}`, ({ intake }) => intake.take(type, slug, request));
    say(() => `webhook of ${slug}: ${reply?.verdict ?? 'nobody there'} ${body.slice(0, 160)}`);
    return reply?.status ?? 0;
  }

  const jobs = createJobLoop({
    clock,
    chance,
    process: () => process,
    ask,
    say,
    surprised: (what) => surprises.push(what),
    written: () => written,
    atOnce,
  });

  async function turn(): Promise<void> {
    const acts: Act[] = agenda.due(clock.now(), atOnce);
    if (atOnce === 1) {
      for (const act of acts) await act();
      await vendors.work();
      return jobs.work();
    }
    await Promise.all([...acts.map((act) => act()), vendors.work(), jobs.work()]);
  }

  async function runUntil(instant: number): Promise<void> {
    let turns = 0;
    for (;;) {
      const next = Math.min(agenda.nextAt(), vendors.nextAt(), await jobs.nextAt());
      if (next > instant) break;
      turns = next > clock.now() ? 0 : turns + 1;
      if (turns > MOST_TURNS) throw new Error('the work of one instant never ends');
      clock.moveTo(next);
      await turn();
    }
    clock.moveTo(instant);
  }

  const registry = createSimRegistry(wire, clock);
  process = bear();
  const shelf = await furnishShop(process, options.codes);
  await openDoors(vendors, process);
  if (options.faults) vendors.commit(faultRows());
  isSpared = false;
  process = bear();

  return {
    clock,
    chance,
    ids,
    agenda,
    vendors,
    lies,
    shelf,
    store,
    transitions,
    surprises,
    ask,
    say,
    life: () => process.life,
    runUntil,
    async quietDown() {
      say(() => 'quiet from here on');
      isSpared = true;
      process.life.spare();
      agenda.clear();
      vendors.commit(inHealth(vendors));
      lies.contradictionRate = 0;
      lies.gatewayStatus.clear();
      await restart();
      await ask('release', ({ core }) => core.uow.run('release', (s) => s.jobs.releaseAbandoned(clock.now())));
    },
    async hearOfAll() {
      const booked = new Set((await store.look()).receipts.map((row) => row.gatewayKey));
      for (const hook of newsOf(vendors, lies.tookBack, booked)) await tellApp(hook);
    },
    close: () => store.close(),
  };
}

/** Every switch off, every account funded, every lock online. */
const inHealth = ({ world }: Vendors): Effect[] => [
  ...[...world.faults.keys()].map((id) => del('faults', id)),
  ...[...world.accounts].map(([key, row]) => put('accounts', key, { ...row, depositIdr: DEPOSIT_IDR, successMs: 0 })),
  ...[...world.locks].map(([key, row]) => put('locks', key, { ...row, online: true })),
];

function newsOf(vendors: Vendors, tookBack: ReadonlySet<string>, booked: ReadonlySet<string>): Delivery[] {
  const { world } = vendors;
  const told = [...tookBack].flatMap((key) => {
    const row = world.purchases.get(key);
    return row ? announce(world, vendors.context(), row, 'update') : [];
  });
  for (const payment of world.payments.values()) {
    const project = world.projects.get(payment.project);
    const receipt = payment.receipts.find((each) => !booked.has(each.transactionId));
    if (!project?.webhookUrl || !receipt) continue;
    const message = {
      vendor: 'gateway' as const,
      name: `again ${receipt.transactionId}`,
      url: project.webhookUrl,
      headers: { 'content-type': 'application/json' },
      body: webhookBody(payment, receipt),
      times: 1,
    };
    told.push(...schedule(world, vendors.context(), message));
  }
  return told.flatMap((effect) => (effect.table === 'tasks' && effect.value?.kind === 'deliver' ? [effect.value] : []));
}

const NOBODY_HEARS = { kind: 'unknown', message: 'the process is no more' } as const;

/** Webhook addresses, and a lock behind every door of the simulated hotel. */
async function openDoors({ world, commit }: Vendors, { core }: Process): Promise<void> {
  const providers = await core.uow.read.providers.list({ environment: 'practice' });
  const hookOf = (type: string) => {
    const slug = providers.find((row) => row.integrationType === type)?.slug;
    return `http://127.0.0.1:2${HOOK_PATH}${type}/${slug}`;
  };
  commit([
    ...[...world.projects].map(([key, row]) => put('projects', key, { ...row, webhookUrl: hookOf('payment') })),
    ...[...world.accounts].map(([key, row]) =>
      put('accounts', key, { ...row, webhookUrl: hookOf('supplier'), depositIdr: DEPOSIT_IDR }),
    ),
    ...[...world.deployers].map(([key, row]) => put('deployers', key, { ...row, webhookUrl: hookOf('deployment') })),
    ...DOORS.map((room) => {
      const lockId = lockOf(String(room));
      return put('locks', lockId, { lockId: Number(lockId), name: String(room), online: true, hasGateway: true });
    }),
  ]);
}
