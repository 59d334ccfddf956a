/** The machine's clock and source of chance, for production. Tests bring their own. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '../commerce/ports/runtime.ts';
import { createUuidV7 } from '../commerce/uuid.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
};

/** No 0/O, 1/I/L: what is read out over a telephone or copied by hand arrives as it was. */
const SAYABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const DIGITS = '0123456789';
const TOKEN_BYTES = 24;

export function createIds(): Ids {
  return {
    uuid: createUuidV7(() => Date.now(), randomUUID),
    sayable: (length) => drawn(SAYABLE, length),
    digits: (length) => drawn(DIGITS, length),
    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
  };
}

/** Every character equally likely: randomInt has no modulo bias. */
const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
