/**
 * Turns what vendors write into what we keep and back: amounts become whole rupiah, times become epoch milliseconds.
 * Anything that is not exactly such a value reads as null; guessing is how a payment of 1.5 becomes one of 15.
 */
const MAX_AMOUNT_IDR = 10_000_000_000;
const WIB_OFFSET_MS = 7 * 3_600_000;

/** `rupiah` as it stands, `x100` as vendors with cents want it. */
export type AmountUnit = 'rupiah' | 'x100';

/** Reads 275000, "275000" or "275000.00" (fractions other than zero are refused). Null when it is anything else. */
export function readAmount(value: unknown, unit: AmountUnit = 'rupiah'): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,16}(\.0{1,2})?$/.test(text)) return null;
  const whole = Number(text.split('.')[0]);
  const amountIdr = unit === 'x100' ? whole / 100 : whole;
  return Number.isSafeInteger(amountIdr) && amountIdr <= MAX_AMOUNT_IDR ? amountIdr : null;
}

/** Reads rupiah as sentences write them, with dots between thousands: "6.487", "150.094.085", "500". */
export function readDottedAmount(text: string): number | null {
  return /^\d{1,3}(\.\d{3})+$/.test(text) ? readAmount(text.replaceAll('.', '')) : readAmount(text);
}

export const TIME_FORMATS = ['rfc3339', 'unix', 'unix_ms', 'wib'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

const CIVIL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads an instant. `rfc3339` needs an offset (Z or +07:00) and may carry up to nine fraction digits, which are cut to
 * milliseconds; `wib` is Jakarta time, offset optional; `unix` counts seconds, quoted or not.
 */
export function readTime(value: unknown, format: TimeFormat): number | null {
  if (format === 'unix' || format === 'unix_ms') return readUnix(value, format === 'unix' ? 1000 : 1);
  if (typeof value !== 'string') return null;
  const match = CIVIL.exec(value);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '', offset] = match;
  if (offset === undefined && format === 'rfc3339') return null;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const fields = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(fields[0], fields[1] - 1, fields[2], fields[3], fields[4], fields[5], milliseconds);
  // Date.UTC rolls 31 February or 25 o'clock over; a date that does not come back as written was none.
  const back = new Date(local);
  const isSameDay =
    back.getUTCFullYear() === fields[0] && back.getUTCMonth() + 1 === fields[1] && back.getUTCDate() === fields[2];
  if (!isSameDay || back.getUTCHours() !== fields[3] || fields[4] > 59 || fields[5] > 59) return null;
  return local - (offset === undefined ? WIB_OFFSET_MS : offsetMs(offset));
}

function readUnix(value: unknown, factor: number): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,13}$/.test(text)) return null;
  const instant = Number(text) * factor;
  return instant <= 8.64e15 ? instant : null;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** "2026-11-21 10:00:00" in Jakarta; other shapes of it are made from this one. */
export function wibText(instant: number): string {
  return new Date(instant + WIB_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads yes/no as vendors write it: true, 1, "1", "true". Null when it is neither yes nor no. */
export function readFlag(value: unknown): boolean | null {
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}
