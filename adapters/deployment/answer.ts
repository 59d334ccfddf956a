/**
 * What an endpoint says of a deployment, in an answer or a callback. A plain no to the first message is a no; to a
 * repeat it is not, because the first may have been taken. Everything that is not clear is `unknown`. Pure.
 */
import type { ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { PurchaseOutcome, PurchaseReading, PurchaseReason } from '../../commerce/ports/supplier.ts';
import { readBody } from '../wire/body.ts';
import type { HttpResult } from '../wire/http.ts';

const MAX_MESSAGE = 300;
const MAX_GOODS = 4_000;

const OUTCOMES: Record<string, PurchaseOutcome> = {
  accepted: 'pending',
  pending: 'pending',
  queued: 'pending',
  running: 'pending',
  done: 'success',
  failed: 'failed',
};

/** The endpoint surely did nothing: what was sent is not what it wants. */
const REFUSALS = new Set([400, 404, 405, 410, 413, 415, 422]);

export function readAnswer(result: HttpResult, phase: 'submit' | 'check', id: string): PurchaseReading {
  if (result.kind !== 'response') return plain('unknown', 'transport', result.message);
  const { status } = result;
  const body = result.body.length === 0 ? {} : (readBody(result.body, 'json') as Record<string, unknown> | null);
  const words = wordsOf(body) || `HTTP ${String(status)}`;
  if (status >= 200 && status < 300) {
    if (body === null) return plain('unknown', 'unreadable', words);
    if (body['deployment_id'] !== undefined && body['deployment_id'] !== id)
      return plain('unknown', 'wrong_reference', words);
    return body['status'] === undefined ? silentYes(status, words) : readReport(body);
  }
  if (phase === 'submit' && REFUSALS.has(status)) return { ...plain('rejected', 'product', words), created: false };
  return plain('unknown', reasonOf(status), words);
}

/** Taken without a word about it. Nothing in a plain 200 says that anybody understood. */
function silentYes(status: number, words: string): PurchaseReading {
  const isTaken = status === 201 || status === 202;
  return isTaken ? { ...plain('pending', 'pending', words), created: true } : plain('unknown', 'unclassified', words);
}

/** A body with a status. The goods are bearer value: they stand in `serial` and nowhere else. */
export function readReport(body: Record<string, unknown>): PurchaseReading {
  const said = body['status'];
  const outcome = typeof said === 'string' ? OUTCOMES[said.toLowerCase()] : undefined;
  if (outcome === undefined) return plain('unknown', 'unclassified', wordsOf(body));
  const goods = outcome === 'success' ? goodsOf(body) : [];
  const message = goods.reduce((text, part) => text.replaceAll(part, '***'), wordsOf(body));
  const reason = ({ pending: 'pending', success: 'ok' } as const)[outcome as string] ?? 'failed';
  return {
    ...plain(outcome, reason, message),
    created: true,
    serial: goods.length > 0 ? goods.join('\n').slice(0, MAX_GOODS) : null,
  };
}

const goodsOf = (body: Record<string, unknown>): string[] =>
  [body['url'], body['credentials']].flatMap((part) =>
    typeof part === 'string' && part.trim() !== '' ? [part.trim()] : [],
  );

const wordsOf = (body: Record<string, unknown> | null): string =>
  typeof body?.['message'] === 'string' ? body['message'].slice(0, MAX_MESSAGE) : '';

function reasonOf(status: number): PurchaseReason {
  if (status === 429) return 'rate_limit';
  if (status === 401 || status === 403) return 'credentials';
  return status >= 500 ? 'transport' : 'unclassified';
}

function plain(outcome: PurchaseOutcome, reason: PurchaseReason, message: string): PurchaseReading {
  return { outcome, created: null, serial: null, priceIdr: null, message, rc: null, reason, overMaxPrice: false };
}

/** Any endpoint that takes our signature takes a ping. */
export function readTest(result: HttpResult): Omit<ConnectionTest, 'latencyMs'> {
  if (result.kind !== 'response')
    return { ok: false, reason: result.kind === 'not_sent' ? 'unreachable' : 'unexpected', message: result.message };
  const message = `HTTP ${String(result.status)}`;
  if (result.status >= 200 && result.status < 300) return { ok: true, reason: 'ok', message };
  const isRefused = result.status === 401 || result.status === 403;
  return { ok: false, reason: isRefused ? 'credentials' : 'unexpected', message };
}
