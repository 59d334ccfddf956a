/** How the guard reads and makes each kind of result, so that it can stay one wrapper for every port. */
import type { CallResult, ConnectionTest } from '../../commerce/ports/outcome.ts';
import type { PurchaseReading } from '../../commerce/ports/supplier.ts';

export type Verdict = CallResult<unknown>['kind'];

export interface ResultShape<R> {
  verdict(result: R): Verdict;
  /** The trouble in words; null when all is well. */
  trouble(result: R): string | null;
  /** The same result with its words rewritten; used to mask them. */
  reworded(result: R, rewrite: (text: string) => string): R;
  notSent(message: string): R;
  unknown(message: string): R;
  /** Goods in the result: worth as much as a secret, wherever the vendor wrote them. */
  goods?(result: R): readonly string[];
}

const call: ResultShape<CallResult<never>> = {
  verdict: (result) => result.kind,
  trouble: (result) => (result.kind === 'ok' ? null : result.message),
  reworded: (result, rewrite) => (result.kind === 'ok' ? result : { ...result, message: rewrite(result.message) }),
  notSent: (message) => ({ kind: 'not_sent', message }),
  unknown: (message) => ({ kind: 'unknown', message }),
};

/** One shape serves every `CallResult<T>`: the guard never looks at the value. */
export const callResult = <T>(): ResultShape<CallResult<T>> => call;

const failedTest = (message: string, reason: ConnectionTest['reason']): ConnectionTest => ({
  ok: false,
  latencyMs: 0,
  reason,
  message,
});

const TEST_VERDICTS: Record<ConnectionTest['reason'], Verdict> = {
  ok: 'ok',
  credentials: 'rejected',
  ip_not_allowed: 'rejected',
  unreachable: 'not_sent',
  unexpected: 'unknown',
};

export const connectionTest: ResultShape<ConnectionTest> = {
  verdict: (result) => TEST_VERDICTS[result.reason],
  trouble: (result) => (result.ok ? null : result.message),
  reworded: (result, rewrite) => ({ ...result, message: rewrite(result.message) }),
  notSent: (message) => failedTest(message, 'unreachable'),
  unknown: (message) => failedTest(message, 'unexpected'),
};

const purchase = (outcome: 'rejected' | 'unknown', message: string): PurchaseReading => ({
  outcome,
  created: outcome === 'rejected' ? false : null,
  serial: null,
  priceIdr: null,
  message,
  rc: null,
  reason: 'transport',
  overMaxPrice: false,
});

/** A purchase that was never sent reads as rejected for transport: surely not made, and safe to make elsewhere. */
export const purchaseReading: ResultShape<PurchaseReading> = {
  verdict: purchaseVerdict,
  trouble: (result) => (purchaseVerdict(result) === 'ok' ? null : `${result.reason}: ${result.message}`),
  reworded: (result, rewrite) => ({ ...result, message: rewrite(result.message) }),
  notSent: (message) => purchase('rejected', message),
  unknown: (message) => purchase('unknown', message),
  goods: ({ serial }) => (serial === null ? [] : [serial]),
};

/** A status query that was never sent says nothing about the purchase, unlike a submit that was never sent. */
export const purchaseStatusReading: ResultShape<PurchaseReading> = {
  ...purchaseReading,
  notSent: (message) => purchase('unknown', message),
};

/** Pending and failed purchases are answers; only what leaves us in doubt counts against the supplier. */
function purchaseVerdict({ outcome, reason }: PurchaseReading): Verdict {
  if (outcome === 'rejected') return reason === 'transport' ? 'not_sent' : 'rejected';
  if (outcome !== 'unknown') return 'ok';
  return reason === 'transport' || reason === 'unreadable' ? 'unknown' : 'rejected';
}
