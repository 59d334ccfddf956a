/**
 * The running call, carried beside the code instead of through every signature: its deadline bounds each request made
 * on its behalf, and what went over the wire is noted for its log row. Formats just call the HTTP client they got.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../commerce/ports/runtime.ts';
import { DEFAULT_BUDGET_MS } from '../wire/http.ts';
import type { HttpClient, HttpRequest, HttpResult } from '../wire/http.ts';

export interface CallScope {
  /** On the monotonic clock. */
  deadlineMs: number;
  exchanges: Exchange[];
}

/** Unmasked; must not leave the pipeline before `maskSummary`. */
export interface Exchange {
  request: string;
  response: string;
}

/** Below this nothing useful comes back in time, so nothing is sent. */
const MIN_REMAINING_MS = 50;
/** A call makes one or two requests; a token refresh and retries add some. */
const MAX_EXCHANGES = 8;
const MAX_NOTED = 4_000;

const running = new AsyncLocalStorage<CallScope>();

export async function inCallScope<R>(scope: CallScope, work: () => Promise<R>): Promise<R> {
  return await running.run(scope, work);
}

/** Wraps the HTTP client so that requests of a guarded call end with the call's budget and are noted. */
export function scopedHttp(http: HttpClient, clock: Clock): HttpClient {
  return async (request) => {
    const scope = running.getStore();
    if (!scope) return await http(request);
    const remainingMs = Math.floor(scope.deadlineMs - clock.elapsedMs());
    if (remainingMs < MIN_REMAINING_MS) return { kind: 'not_sent', message: 'no time left' };
    const budgetMs = Math.min(request.budgetMs ?? DEFAULT_BUDGET_MS, remainingMs);
    const result = await http({ ...request, budgetMs });
    if (scope.exchanges.length < MAX_EXCHANGES) scope.exchanges.push(describe(request, result));
    return result;
  };
}

function describe(request: HttpRequest, result: HttpResult): Exchange {
  const sent = `${request.method} ${request.url} ${bodyText(request.body)}`;
  if (result.kind !== 'response') return { request: sent, response: `${result.kind}: ${result.message}` };
  return { request: sent, response: `${String(result.status)} ${bodyText(result.body)}` };
}

function bodyText(body: string | Buffer | undefined): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body.slice(0, MAX_NOTED) : body.subarray(0, MAX_NOTED).toString('utf8');
}
