/**
 * Reads how a product is doing from its newest outcomes. Pure: the same outcomes at the same time say the same. Quiet
 * products have few of them, so nothing is concluded from one failure alone.
 */
import type { Settings } from '../../settings.ts';
import type { ProductHealth, ProductOutcome, ProductPause } from './model.ts';

/** Outcomes that are looked at, however many a product has. */
export const SAMPLE = 50;

export type HealthSettings = Pick<
  Settings,
  | 'healthWindowMs'
  | 'healthSlowMs'
  | 'healthDisturbedPct'
  | 'healthDisturbedCount'
  | 'healthPausePct'
  | 'healthPauseCount'
  | 'healthPauseMs'
  | 'healthPauseMaxMs'
>;

/** @param outcomes the newest ones, in any order. */
export function healthOf(
  outcomes: readonly ProductOutcome[],
  pause: ProductPause | null,
  now: number,
  settings: HealthSettings,
): ProductHealth {
  const done = outcomes.filter((one) => one.kind === 'success').map((one) => one.tookMs);
  const recent = recentOf(outcomes, pause, now, settings);
  const failed = recent.filter((one) => one.kind === 'failed').length;
  const decided = recent.filter((one) => one.kind !== 'late').length;
  const recentMedianMs = percentile(
    recent.filter((one) => one.kind !== 'failed').map((one) => one.tookMs),
    50,
  );
  const isDisturbed =
    pause?.mode === 'auto' || isMany(failed, decided, settings.healthDisturbedCount, settings.healthDisturbedPct);
  const isSlow = recentMedianMs !== null && recentMedianMs >= settings.healthSlowMs;
  const failures = outcomes.filter((one) => one.kind === 'failed').map((one) => one.at);
  return {
    status: isDisturbed ? 'disturbed' : isSlow ? 'slow' : 'normal',
    medianMs: percentile(done, 50),
    p95Ms: percentile(done, 95),
    recentMedianMs,
    recent: recent.length,
    successPct: decided === 0 ? null : Math.round(((decided - failed) * 100) / decided),
    lastFailureAt: failures.length === 0 ? null : Math.max(...failures),
    pause,
  };
}

/**
 * The same for a product of several suppliers: a buyer gets the goods while one of them delivers, so the best of those
 * that were asked lately says how the product is doing. A pause is the product's, and stays what it is.
 */
export function healthOfRungs(
  outcomes: readonly ProductOutcome[],
  providerIds: readonly string[],
  pause: ProductPause | null,
  now: number,
  settings: HealthSettings,
): ProductHealth {
  const whole = healthOf(outcomes, pause, now, settings);
  if (providerIds.length < 2 || pause?.mode === 'auto') return whole;
  const asked = providerIds
    .map((id) => healthOf(ofProvider(outcomes, id), pause, now, settings))
    .filter((one) => one.recent > 0);
  const best = BEST_FIRST.find((status) => asked.some((one) => one.status === status));
  return { ...whole, status: best ?? whole.status };
}

const BEST_FIRST = ['normal', 'slow', 'disturbed'] as const;

const ofProvider = (outcomes: readonly ProductOutcome[], providerId: string): ProductOutcome[] =>
  outcomes.filter((one) => one.providerId === providerId);

/** Whether another supplier of the product delivers while this one fails: then there is nothing to pause. */
export function isCarriedBy(
  failed: ProductOutcome,
  outcomes: readonly ProductOutcome[],
  providerIds: readonly string[],
  settings: HealthSettings,
): boolean {
  return providerIds.some((id) => {
    if (id === failed.providerId) return false;
    const { recent, status } = healthOf(ofProvider(outcomes, id), null, failed.at, settings);
    return recent > 0 && status !== 'disturbed';
  });
}

/** What is on sale again after a pause starts with a clean sheet. */
function recentOf(
  outcomes: readonly ProductOutcome[],
  pause: ProductPause | null,
  now: number,
  { healthWindowMs }: HealthSettings,
): ProductOutcome[] {
  const isFresh = pause?.mode === 'on' || pause?.mode === 'back';
  const from = now - healthWindowMs;
  return outcomes.filter((one) => one.at >= from && one.at <= now && !(isFresh && sentAt(one) < pause.since));
}

const isMany = (failed: number, decided: number, count: number, pct: number): boolean =>
  failed >= Math.max(count, 1) && failed * 100 >= decided * pct;

/** Nearest rank; null of nothing. */
export function percentile(values: readonly number[], pct: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * pct) / 100) - 1)] ?? null;
}

/** Whether a product may not be sold now. */
export const isPaused = (pause: ProductPause | null, now: number): boolean =>
  pause !== null && (pause.mode === 'off' || (pause.mode === 'auto' && pause.until !== null && now < pause.until));

const sentAt = ({ at, tookMs }: ProductOutcome): number => at - tookMs;

/** A purchase that was sent after the pause had run out: on trial, it decides whether the product is back. */
const isTrial = (outcome: ProductOutcome, { until }: ProductPause): boolean =>
  until !== null && sentAt(outcome) >= until;

export type PauseStep =
  | { kind: 'none' }
  /** Nothing is remembered of the pause any more. */
  | { kind: 'forget' }
  | { kind: 'back' | 'pause'; pause: ProductPause };

const NONE: PauseStep = { kind: 'none' };

/**
 * What an outcome changes. The owner's word is never changed; a pause is ended or made longer only by purchases sent
 * after it, because those sent before say nothing new.
 * @param outcomes the newest ones, `latest` among them.
 */
export function pauseStep(
  latest: ProductOutcome,
  outcomes: readonly ProductOutcome[],
  pause: ProductPause | null,
  now: number,
  settings: HealthSettings,
): PauseStep {
  if (pause?.mode === 'off' || latest.kind === 'late') return NONE;
  if (pause?.mode === 'on' && pause.until !== null && now < pause.until) return NONE;
  if (pause?.mode === 'auto') {
    if (!isTrial(latest, pause)) return NONE;
    if (latest.kind === 'failed') return longer(latest, pause.times, now, settings);
    // From the purchase that succeeded on: what failed before it was sent is the trouble that is over.
    const since = sentAt(latest);
    return { kind: 'back', pause: { productId: latest.productId, mode: 'back', since, until: null, times: 0 } };
  }
  if (latest.kind === 'success')
    return pause && now - pause.since > settings.healthWindowMs ? { kind: 'forget' } : NONE;
  if (settings.healthPausePct === 0) return NONE;
  const recent = recentOf(outcomes, pause, now, settings).filter((one) => one.kind !== 'late');
  const failed = recent.filter((one) => one.kind === 'failed').length;
  const tooMany = isMany(failed, recent.length, settings.healthPauseCount, settings.healthPausePct);
  return tooMany ? longer(latest, 0, now, settings) : NONE;
}

function longer({ productId }: ProductOutcome, before: number, now: number, settings: HealthSettings): PauseStep {
  const times = before + 1;
  const ms = Math.min(settings.healthPauseMs * 2 ** Math.min(before, 20), settings.healthPauseMaxMs);
  return { kind: 'pause', pause: { productId, mode: 'auto', since: now, until: now + ms, times } };
}
