/**
 * Wraps a port so that every call to a vendor is bounded, classified and logged, in one place: breaker → budget →
 * attempt → again where the policy allows it → one log row. The wrapped port never throws and looks like the bare one.
 * Methods that call nobody (reading a webhook, building a link) pass through.
 */
import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Clock, Ids } from '../../commerce/ports/runtime.ts';
import type { IntegrationLog, Provider } from '../../commerce/provider/model.ts';
import type { Breaker } from './breaker.ts';
import { inCallScope } from './call-scope.ts';
import type { CallScope } from './call-scope.ts';
import { maskSummary, maskValues } from './mask.ts';
import type { Policies, Policy } from './policy.ts';
import type { ResultShape, Verdict } from './results.ts';

export interface GuardOptions {
  provider: Pick<Provider, 'id' | 'integrationType'>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  breaker: Breaker;
  /** Opened credential values, to be found and masked wherever a vendor echoes them. */
  secretValues: readonly string[];
  log: (row: IntegrationLog) => void;
}

const BACKOFF = { initialDelay: 200, maxDelay: 2_000 };
/** Not worth another attempt with less time than this. */
const MIN_FOR_ANOTHER_MS = 1_000;

/** Guards every async method of the port. */
export function guard<P extends object>(port: P, policies: Policies<P>, options: GuardOptions): P {
  const methods = port as Record<string, (...parameters: unknown[]) => Promise<unknown>>;
  const guarded = Object.entries<Policy<unknown>>(policies).map(([name, policy]) => {
    const bare = async (parameters: unknown[]): Promise<unknown> => await methods[name]?.(...parameters);
    return [name, guardMethod(name, bare, policy, options)] as const;
  });
  return { ...port, ...Object.fromEntries(guarded) };
}

function guardMethod<R>(
  action: string,
  bare: (parameters: unknown[]) => Promise<R>,
  policy: Policy<R>,
  options: GuardOptions,
): (...parameters: unknown[]) => Promise<R> {
  return async (...parameters) => {
    const startedMs = options.clock.elapsedMs();
    const report = policy.evenWhenOpen ? () => undefined : options.breaker.enter();
    if (report === null) return turnAway(action, policy.shape, options);
    const scope: CallScope = { deadlineMs: startedMs + policy.budgetMs, exchanges: [] };
    const result = await attempts(
      async () => await inCallScope(scope, async () => await safely(bare, parameters, policy)),
      policy,
      scope,
      options,
    );
    const verdict = policy.shape.verdict(result);
    report(verdict === 'ok' || verdict === 'rejected' ? 'success' : 'failure');
    const worded = policy.shape.reworded(result, (text) => maskValues(text, options.secretValues));
    const hidden = { ...options, secretValues: [...options.secretValues, ...(policy.shape.goods?.(result) ?? [])] };
    const row = logRow(action, verdict, policy.shape.trouble(worded), startedMs, scope, hidden);
    options.log(policy.keepsNoAnswer ? { ...row, responseSummary: '' } : row);
    return worded;
  };
}

/** An adapter that throws is a bug; whether the vendor acted is then not known. */
async function safely<R>(
  bare: (parameters: unknown[]) => Promise<R>,
  parameters: unknown[],
  policy: Policy<R>,
): Promise<R> {
  try {
    return await bare(parameters);
  } catch (error) {
    return policy.shape.unknown(`adapter failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function attempts<R>(
  once: () => Promise<R>,
  policy: Policy<R>,
  scope: CallScope,
  { clock }: GuardOptions,
): Promise<R> {
  if (policy.attempts === 1) return await once();
  const worthAnother = (result: unknown): boolean => {
    if (scope.deadlineMs - clock.elapsedMs() < MIN_FOR_ANOTHER_MS) return false;
    const verdict = policy.shape.verdict(result as R);
    return verdict === 'not_sent' || (verdict === 'unknown' && policy.again === 'reads');
  };
  const backoff = new ExponentialBackoff(BACKOFF);
  return await retry(handleWhenResult(worthAnother), { maxAttempts: policy.attempts - 1, backoff }).execute(once);
}

function turnAway<R>(action: string, shape: ResultShape<R>, options: GuardOptions): R {
  const result = shape.notSent('breaker open');
  const scope: CallScope = { deadlineMs: 0, exchanges: [] };
  options.log(logRow(action, 'breaker_open', 'breaker open', options.clock.elapsedMs(), scope, options));
  return result;
}

function logRow(
  action: string,
  status: Verdict | 'breaker_open',
  trouble: string | null,
  startedMs: number,
  scope: CallScope,
  options: GuardOptions,
): IntegrationLog {
  const summary = (side: 'request' | 'response') =>
    maskSummary(scope.exchanges.map((exchange) => exchange[side]).join('\n'), options.secretValues);
  return {
    id: options.ids.uuid(),
    providerId: options.provider.id,
    integrationType: options.provider.integrationType,
    action,
    status,
    latencyMs: Math.round(options.clock.elapsedMs() - startedMs),
    errorMessage: trouble === null ? null : maskSummary(trouble, options.secretValues),
    requestSummary: summary('request'),
    responseSummary: summary('response'),
    createdAt: options.clock.now(),
  };
}
