/**
 * The daily window in which a supplier's product must NOT be bought. Only a pre-check, to hold a paid order back and to
 * tell the buyer a time: the supplier's own refusal is the authority. Windows usually straddle midnight and live data is
 * not zero-padded ("23:45" / "0:15"), so comparing the texts is wrong.
 */
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Asia/Jakarta is UTC+7 all year. */
const JAKARTA_OFFSET_MS = 7 * 60 * MINUTE_MS;
/** A window this long is somebody's opening hours in the wrong columns; obeying it would close the product for ever. */
const BAD_DATA_MINUTES = 20 * 60;

export interface CutOff {
  closed: boolean;
  /** Epoch milliseconds when buying is possible again; null while open. */
  reopensAt: number | null;
  /** The window makes no sense and is ignored; the owner should be told. */
  badData: boolean;
}

const OPEN: CutOff = { closed: false, reopensAt: null, badData: false };
const OPEN_BAD_DATA: CutOff = { closed: false, reopensAt: null, badData: true };

/** Reads "0:15", "23:45" or "00:15:00" as "HH:MM"; null when empty or not a time of day. "24:00" is midnight. */
export function clockTime(text: string): string | null {
  const match = /^(\d{1,2}):(\d{1,2})(?::\d{1,2})?$/.exec(text.trim());
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours % 24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/**
 * Whether a product may be bought now. `start` and `end` are times of day in Asia/Jakarta; equal or missing ones mean no
 * window; the start minute is closed, the end minute is open again.
 */
export function cutOffAt(start: string | null, end: string | null, nowMs: number): CutOff {
  const from = minutesOf(start);
  const to = minutesOf(end);
  if (from === 'none' || to === 'none') return OPEN;
  if (from === 'bad' || to === 'bad') return OPEN_BAD_DATA;
  if (from === to) return OPEN;
  if ((to - from + DAY_MINUTES) % DAY_MINUTES >= BAD_DATA_MINUTES) return OPEN_BAD_DATA;
  const minute = Math.floor((nowMs + JAKARTA_OFFSET_MS) / MINUTE_MS);
  const ofDay = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const closed = from < to ? ofDay >= from && ofDay < to : ofDay >= from || ofDay < to;
  if (!closed) return OPEN;
  const minutesLeft = (to - ofDay + DAY_MINUTES) % DAY_MINUTES;
  return { closed: true, reopensAt: (minute + minutesLeft) * MINUTE_MS - JAKARTA_OFFSET_MS, badData: false };
}

function minutesOf(text: string | null): number | 'none' | 'bad' {
  if (text === null || text.trim() === '') return 'none';
  const time = clockTime(text);
  if (time === null) return 'bad';
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
