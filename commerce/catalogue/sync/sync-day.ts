/**
 * The daily sync is at 02:00 in Asia/Jakarta, when hardly anybody buys and the suppliers have changed their prices.
 * A sync day begins there too: a shop that was off at two catches up whenever it starts, and still syncs once that day.
 */
import { addDays, instantOf, localDate } from '../../stay/local-time.ts';

const ZONE = 'Asia/Jakarta';
const SYNC_AT = '02:00';
const HOURS_BEFORE_MS = 2 * 60 * 60 * 1000;

/** The day an instant belongs to: "2026-11-20" from 02:00 on that date until 02:00 on the next. */
export const syncDay = (now: number): string => localDate(now - HOURS_BEFORE_MS, ZONE);

/** The next 02:00, after `now`. */
export const nextSyncAt = (now: number): number => instantOf(addDays(syncDay(now), 1), SYNC_AT, ZONE);

/** A day later than ours was written under a clock that was wrong; it must not keep us from syncing for ever. */
export const isSyncDue = (now: number, syncedDay: string | null): boolean => syncedDay !== syncDay(now);
