/**
 * The shape every vendor handler has: (request, world, context) → answer and effects. Nothing here touches a socket,
 * a file or the real clock, so tests may call handlers directly.
 */
import { createHash } from 'node:crypto';
import type { Effect, World } from './model.ts';

export interface Incoming {
  method: string;
  /** Without the vendor's prefix and without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: string;
}

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Context {
  /** Epoch ms of the sandbox's clock. */
  now: number;
  /** [0, 1); used for chances, never for identities. */
  random: () => number;
  seed: string;
}

export interface Handled {
  response: Outgoing;
  effects: Effect[];
  /** Control only: shut the port for a while after answering. */
  closePortMs?: number;
}

/** `endpoint` is the name faults and counters use. */
export interface Route {
  endpoint: string;
  /** Where one address does several things: what this request asks for, by name. */
  endpointOf?(request: Incoming): string;
  handle: (request: Incoming, world: World, context: Context) => Handled;
}

export function json(status: number, value: unknown, effects: Effect[] = []): Handled {
  return {
    response: {
      status,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(value),
    },
    effects,
  };
}

export function html(status: number, body: string, effects: Effect[] = []): Handled {
  return { response: { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }, effects };
}

/** The body as a JSON object; null for anything else. */
export function objectOf(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/**
 * Hex that is always the same for the same parts and never for others. Serials, tokens and ids come from here instead
 * of a random generator, so a restart with the same state can never invent one twice.
 */
export function fingerprint(seed: string, ...parts: (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify([seed, ...parts]))
    .digest('hex');
}

/** `length` decimal digits of the fingerprint, at most 38; the first is never 0. */
export function digits(seed: string, length: number, ...parts: (string | number)[]): string {
  const text = BigInt(`0x${fingerprint(seed, ...parts).slice(0, 40)}`)
    .toString()
    .padStart(length, '7');
  const head = text.slice(-length);
  return head.startsWith('0') ? `8${head.slice(1)}` : head;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
