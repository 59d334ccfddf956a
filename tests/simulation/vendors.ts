/**
 * The practice vendors in this process: their pure handlers on the simulated clock, reached by a transport without
 * sockets that spoils answers as the switches say. What they do by themselves (webhooks, settling, late transfers) is
 * done when the run comes to its instant.
 */
import type { HttpClient, HttpResult } from '../../adapters/wire/http.ts';
import { createHeap } from '../../db/memory/heap.ts';
import { decide } from '../../sandbox/deliveries.ts';
import { deploymentRoute, twistDeployment } from '../../sandbox/deployment/routes.ts';
import { pickFault, spoil } from '../../sandbox/faults.ts';
import { furnish } from '../../sandbox/furnish.ts';
import { collect, pay, type PayOrder, type PayResult } from '../../sandbox/gateway/pay.ts';
import { gatewayRoute, twistGateway } from '../../sandbox/gateway/routes.ts';
import { lockRoute, twistLock } from '../../sandbox/lock/routes.ts';
import { settle } from '../../sandbox/supplier/events.ts';
import { supplierRoute, twistSupplier } from '../../sandbox/supplier/routes.ts';
import type { Context, Outgoing, Route } from '../../sandbox/world/handling.ts';
import { apply, del, emptyWorld, put, type Delivery, type Effect, type World } from '../../sandbox/world/model.ts';
import type { Chance, SimClock } from './chance.ts';

/** By what stands first in their address; `name` is what the switches call them. */
const VENDORS: Record<
  string,
  {
    name?: string;
    route: (method: string, path: string) => Route | null;
    twist: (kind: string, response: Outgoing) => Outgoing;
  }
> = {
  gateway: { route: gatewayRoute, twist: twistGateway },
  supplier: { route: supplierRoute, twist: twistSupplier },
  lock: { route: lockRoute, twist: twistLock },
  deployer: { name: 'deployment', route: deploymentRoute, twist: twistDeployment },
};

/** Pauses before the second, third … attempt of a webhook that was not taken. */
const RETRY_MS = [10_000, 60_000, 300_000];
export const VENDORS_URL = 'http://127.0.0.1:1';
/** Path of a webhook address, without what comes before the type. */
export const HOOK_PATH = '/webhook/';

export interface Vendors {
  world: World;
  http: HttpClient;
  commit(effects: readonly Effect[]): void;
  pay(reference: string, order: PayOrder): PayResult | null;
  nextAt(): number;
  /** Does what is due; several webhooks of one instant are told at once. */
  work(): Promise<void>;
  context(): Context;
}

export interface VendorsOptions {
  seed: string;
  clock: SimClock;
  chance: Chance;
  /** The app's door. Answers the status, 0 when nobody is there. */
  deliver(hook: Delivery): Promise<number>;
  /** May change an answer beyond what the switches can; for lies that last. */
  lie(vendor: string, response: Outgoing): Outgoing;
  /** How many webhooks are told at once. */
  atOnce: number;
}

export function createVendors(options: VendorsOptions): Vendors {
  const { seed, clock, chance } = options;
  const world = emptyWorld();
  const waiting = createHeap();
  const context = (): Context => ({ now: clock.now(), random: () => chance.next(), seed });
  const isWaiting = ({ key, rank }: { key: string; rank: number }) => world.tasks.get(key)?.at === rank;

  function commit(effects: readonly Effect[]): void {
    apply(world, effects);
    for (const effect of effects)
      if (effect.table === 'tasks' && effect.value) waiting.add({ rank: effect.value.at, key: effect.key });
  }
  commit(furnish(world, seed));

  async function tell(key: string, hook: Delivery): Promise<void> {
    const decided = hook.decided ? [] : decide(world, context(), key, hook);
    commit(decided);
    if (decided.some((effect) => effect.table === 'tasks')) return;
    const status = await options.deliver(hook);
    const pauseMs = RETRY_MS[hook.attempt - 1];
    if (status >= 200 && status < 300) commit([del('tasks', key)]);
    else if (pauseMs === undefined) commit([del('tasks', key)]);
    else commit([put('tasks', key, { ...hook, decided: true, attempt: hook.attempt + 1, at: clock.now() + pauseMs })]);
  }

  async function doTask(key: string): Promise<void> {
    const task = world.tasks.get(key);
    if (task?.kind === 'deliver') return tell(key, task);
    if (task?.kind === 'settle') {
      const purchase = world.purchases.get(task.purchase);
      return commit(purchase ? settle(world, context(), purchase).effects : [del('tasks', key)]);
    }
    const payment = task ? world.payments.get(task.payment) : undefined;
    const late = task && payment ? collect(world, context(), payment, [task.amountIdr], task.webhookTimes).effects : [];
    commit([...late, del('tasks', key)]);
  }

  return {
    world,
    commit,
    context,
    http: async (request) => {
      const [address = '', query] = request.url.slice(VENDORS_URL.length + 1).split('?');
      const end = address.indexOf('/');
      const prefix = address.slice(0, end);
      const path = address.slice(end);
      const vendor = VENDORS[prefix];
      const name = vendor?.name ?? prefix;
      const route = vendor?.route(request.method, path);
      if (!vendor || !route) return said({ status: 404, headers: {}, body: '' });
      const { fault, effects } = pickFault(world, context().random, name, route.endpoint);
      commit(effects);
      if (fault?.kind === 'refuse') return { kind: 'not_sent', message: 'connection failed: ECONNREFUSED' };
      const incoming = {
        method: request.method,
        path,
        query: query === undefined ? NO_QUERY : new URLSearchParams(query),
        headers: request.headers ?? {},
        body: String(request.body ?? ''),
      };
      const work = fault && !fault.handled ? null : route.handle(incoming, world, context());
      commit(work?.effects ?? []);
      const answer = spoil(fault, work?.response ?? { status: 503, headers: {}, body: '{}' }, vendor.twist);
      if (answer.kind !== 'send') return { kind: 'unknown', message: 'connection failed: ECONNRESET' };
      return said(options.lie(name, answer.response));
    },
    pay(reference, order) {
      for (const project of world.projects.keys()) {
        const payment = world.payments.get(`${project} ${reference}`);
        if (!payment) continue;
        const result = pay(world, context(), payment, order);
        if (result.ok) commit(result.effects);
        return result;
      }
      return null;
    },
    nextAt: () => waiting.first(1, Infinity, isWaiting)[0]?.rank ?? Infinity,
    async work() {
      const due = waiting.first(options.atOnce, clock.now(), isWaiting);
      await Promise.all(due.map(({ key }) => doTask(key)));
    },
  };
}

const NO_QUERY = new URLSearchParams();

const said = ({ status, headers, body }: Outgoing): HttpResult => ({
  kind: 'response',
  status,
  headers,
  body: Buffer.from(body),
});
