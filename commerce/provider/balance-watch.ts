/**
 * What is news about a deposit. Pure. "Low" is told once per fall, again once a day while it stays low, and "back" only
 * when it is clearly above the limit: a deposit that dances round the limit with every sale must not call the owner each
 * time. A supplier that cannot be asked is told when that lasts, since nobody would notice the silence otherwise.
 */
import type { Settings } from '../settings.ts';
import type { BalanceWatch } from './balance-watch-model.ts';

export type BalanceNews = 'low' | 'still_low' | 'back' | 'silent' | 'still_silent' | 'answers';

export type WatchSettings = Pick<Settings, 'balanceLowIdr' | 'balanceBackPct' | 'balanceRemindMs' | 'supplierSilentMs'>;

/** Below this a deposit is low. */
export const lowLimit = (watch: BalanceWatch, settings: Pick<Settings, 'balanceLowIdr'>): number =>
  watch.lowBelowIdr ?? settings.balanceLowIdr;

/** @param balanceIdr null when the supplier could not be asked. */
export function watchStep(
  watch: BalanceWatch,
  balanceIdr: number | null,
  now: number,
  settings: WatchSettings,
): { watch: BalanceWatch; news: BalanceNews[] } {
  return balanceIdr === null ? silence(watch, now, settings) : answer(watch, balanceIdr, now, settings);
}

function silence(watch: BalanceWatch, now: number, settings: WatchSettings): ReturnType<typeof watchStep> {
  const silentSince = watch.silentSince ?? now;
  const next = { ...watch, silentSince };
  if (now - silentSince < settings.supplierSilentMs) return { watch: next, news: [] };
  if (watch.silentToldAt === null) return { watch: { ...next, silentToldAt: now }, news: ['silent'] };
  if (now - watch.silentToldAt < settings.balanceRemindMs) return { watch: next, news: [] };
  return { watch: { ...next, silentToldAt: now }, news: ['still_silent'] };
}

function answer(
  watch: BalanceWatch,
  balanceIdr: number,
  now: number,
  settings: WatchSettings,
): ReturnType<typeof watchStep> {
  const heard: BalanceNews[] = watch.silentToldAt === null ? [] : ['answers'];
  const next = { ...watch, balanceIdr, askedAt: now, silentSince: null, silentToldAt: null };
  const limit = lowLimit(watch, settings);
  const backFrom = limit + Math.floor((limit * settings.balanceBackPct) / 100);
  if (watch.lowSince === null) {
    if (balanceIdr >= limit) return { watch: next, news: heard };
    return { watch: { ...next, lowSince: now, lowToldAt: now }, news: [...heard, 'low'] };
  }
  if (balanceIdr >= backFrom) return { watch: { ...next, lowSince: null, lowToldAt: null }, news: [...heard, 'back'] };
  if (now - (watch.lowToldAt ?? watch.lowSince) < settings.balanceRemindMs) return { watch: next, news: heard };
  return { watch: { ...next, lowToldAt: now }, news: [...heard, 'still_low'] };
}
