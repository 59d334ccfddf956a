/**
 * Webhooks on their way: how one becomes tasks, and what switches do to it. Pure; `tasks.ts` sends them. Only loopback
 * addresses are ever called, so a practice vendor cannot be talked into calling somebody else's server.
 */
import { createHmac } from 'node:crypto';
import { pickFault } from './faults.ts';
import { fingerprint } from './world/handling.ts';
import type { Context } from './world/handling.ts';
import { count, del, put } from './world/model.ts';
import type { Delivery, Effect, World } from './world/model.ts';

export interface Message {
  vendor: Delivery['vendor'];
  /** Unique per event: names the task rows. */
  name: string;
  url: string;
  /** Left out: POST. A GET has everything in its address. */
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string;
  /** How often it is sent even without a switch. */
  times: number;
}

/** Waiting deliveries at most; more are counted as dropped, since a receiver that is away for long is a fault we play. */
const MAX_WAITING = 10_000;
export const MAX_TIMES = 100;

export function schedule(world: World, context: Context, message: Message): Effect[] {
  if (message.times < 1) return [];
  if (world.tasks.size >= MAX_WAITING) return [count(world, `${message.vendor} webhook dropped`)];
  const { vendor, url, method = 'POST', headers, body } = message;
  return Array.from({ length: Math.min(message.times, MAX_TIMES) }, (_, copy) =>
    put('tasks', `deliver ${fingerprint(context.seed, message.name, copy).slice(0, 24)}`, {
      kind: 'deliver',
      at: context.now,
      vendor,
      url,
      method,
      headers,
      body,
      attempt: 1,
      decided: false,
    }),
  );
}

/** What the switches make of a delivery about to leave. No effects = send it now. */
export function decide(world: World, context: Context, key: string, delivery: Delivery): Effect[] {
  const { fault, effects } = pickFault(world, context.random, delivery.vendor, 'webhook');
  const decided = { ...delivery, decided: true };
  switch (fault?.kind) {
    case 'drop_webhook':
      return [...effects, del('tasks', key), count(world, `${delivery.vendor} webhook dropped`)];
    case 'repeat_webhook':
      for (let copy = 1; copy < Math.min(fault.times, MAX_TIMES); copy += 1)
        effects.push(put('tasks', `${key} ${copy}`, decided));
      return [...effects, put('tasks', key, decided)];
    case 'delay_webhook':
      return [...effects, put('tasks', key, { ...decided, at: context.now + fault.ms })];
    case 'webhook_out_of_order':
      // Later events overtake this one: that is all "out of order" means to a receiver.
      return [...effects, put('tasks', key, { ...decided, at: context.now + Math.round(context.random() * fault.ms) })];
    default:
      return effects;
  }
}

export function hmacHex(algorithm: 'sha1' | 'sha256', secret: string, body: string): string {
  return createHmac(algorithm, secret).update(body).digest('hex');
}

/** http on this machine; anything else is refused where it is configured. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  return local && url.protocol === 'http:';
}
