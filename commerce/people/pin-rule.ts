/** What a transaction PIN may be and what wrong tries cost. Pure; the digits never leave the caller. */
import type { Settings } from '../settings.ts';

/** `format`: not 4–6 digits · `weak`: among the first anybody would try. */
export type PinTrouble = 'format' | 'weak';

export function pinTrouble(pin: string): PinTrouble | null {
  if (!/^\d{4,6}$/.test(pin)) return 'format';
  return isRun(pin) || isRepeat(pin) || isYear(pin) || FAMOUS.has(pin) ? 'weak' : null;
}

/** Straight down the middle of the pad, and the like. */
const FAMOUS = new Set(['2580', '0852', '1122', '1221', '112233', '159753', '147258', '123321']);

/** 1234, 9876, 7890, 1111: each digit a fixed step from the one before. */
function isRun(pin: string): boolean {
  const steps = Array.from(pin.slice(1), Number).map((digit, at) => (digit - Number(pin[at]) + 10) % 10);
  return [0, 1, 9].some((step) => steps.every((one) => one === step));
}

/** 1212, 123123, 121212: a shorter piece again and again. */
const isRepeat = (pin: string): boolean => /^(\d+)\1+$/.test(pin);

/** Years of birth of people who buy. */
const isYear = (pin: string): boolean => /^(?:19[4-9]\d|20[0-2]\d)$/.test(pin);

export type PinSettings = Pick<Settings, 'pinTries' | 'pinLockMs' | 'pinLockMaxMs'>;

/**
 * How long the PIN is locked after so many wrong tries in a row; null = not yet. Each round of tries locks twice as
 * long as the one before.
 */
export function lockMsAfter(failures: number, settings: PinSettings): number | null {
  if (failures === 0 || failures % settings.pinTries !== 0) return null;
  return Math.min(settings.pinLockMs * 2 ** (failures / settings.pinTries - 1), settings.pinLockMaxMs);
}

/** Tries until the next lock. */
export const triesLeft = (failures: number, settings: PinSettings): number =>
  settings.pinTries - (failures % settings.pinTries);
