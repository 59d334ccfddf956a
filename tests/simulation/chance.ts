/** Everything a simulated shop takes from its machine: a clock that only the run moves, ids and chance from a seed. */
import type { Clock, Ids, Log } from '../../commerce/ports/runtime.ts';
import type { Vault } from '../../commerce/ports/vault.ts';
import { createUuidV7 } from '../../commerce/uuid.ts';
import { seeded, type Random } from '../support/random.ts';

export interface Chance extends Random {
  /** True so often, 0 … 1. */
  hits(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T extends { weight: number }>(from: readonly T[]): T;
}

export function chanceOf(seed: number): Chance {
  const random = seeded(seed);
  return {
    ...random,
    hits: (probability) => random.next() < probability,
    pick: (from) => from[Math.floor(random.next() * from.length)] as never,
    weighted(from) {
      let left = random.next() * from.reduce((sum, { weight }) => sum + weight, 0);
      return from.find(({ weight }) => (left -= weight) < 0) ?? (from.at(-1) as never);
    },
  };
}

export interface SimClock extends Clock {
  /** Never goes back. */
  moveTo(instant: number): void;
}

/** Saturday, 28 November 2026, 00:00 in Jakarta. */
const START = Date.UTC(2026, 10, 27, 17);

export function startClock(hour: number): SimClock {
  let now = START + hour * 3_600_000;
  return {
    now: () => now,
    elapsedMs: () => now - START,
    moveTo(instant) {
      now = Math.max(now, instant);
    },
  };
}

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export function seededIds(clock: Clock, chance: Chance): Ids {
  let made = 0;
  const counted = () => `00000000-0000-4000-8000-${(made += 1).toString(16).padStart(12, '0')}`;
  const drawn = (alphabet: string, length: number) => {
    let text = '';
    for (let at = 0; at < length; at += 1) text += alphabet[chance.between(0, alphabet.length - 1)];
    return text;
  };
  return {
    uuid: createUuidV7(() => clock.now(), counted),
    sayable: (length) => drawn(ALPHABET, length),
    digits: (length) => drawn('0123456789', length),
    token: () => `token-${(made += 1)}-${drawn(ALPHABET, 20)}`,
  };
}

/** Seals nothing: it only notices a value that was moved to another row. Encryption has its own suites. */
export const plainVault: Vault = {
  seal: (purpose, context, plain) => `${purpose}|${context}|${plain}`,
  open: (purpose, context, sealed) => unsealed(`${purpose}|${context}|`, sealed),
  sealBytes: (purpose, context, plain) => `${purpose}|${context}|${Buffer.from(plain).toString('base64')}`,
  openBytes: (purpose, context, sealed) => Buffer.from(unsealed(`${purpose}|${context}|`, sealed), 'base64'),
  sealCredentials: (providerId, plain) => `credentials|${providerId}|${plain}`,
  openCredentials: (providerId, sealed) => unsealed(`credentials|${providerId}|`, sealed),
  fingerprint: (purpose, plain) => `${purpose}|${plain}`,
};

function unsealed(begin: string, sealed: string): string {
  if (!sealed.startsWith(begin)) throw new Error(`${sealed.slice(0, 60)} was not sealed as ${begin}`);
  return sealed.slice(begin.length);
}

const nothing = (): void => undefined;
export const quiet: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
