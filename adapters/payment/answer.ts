/**
 * Reads a gateway's answer: is it the vendor speaking, does it say no, is it about what we asked? Pure. Doubt is always
 * `unknown`: an HTML page with status 200 or an answer about another order says nothing about ours.
 */
import type { CallResult } from '../../commerce/ports/outcome.ts';
import { readBody } from '../wire/body.ts';
import type { HttpResult } from '../wire/http.ts';
import { compilePath } from '../wire/paths.ts';
import type { ErrorRule, PaymentProfile } from './profile.ts';

export type Answer =
  | { kind: 'said'; body: object }
  | { kind: 'error'; is: ErrorRule['is'] | 'rate_limited'; httpStatus: number; message: string }
  | { kind: 'not_sent'; message: string }
  | { kind: 'unknown'; message: string };

const MAX_MESSAGE = 200;

/** Sorts an HTTP result. `said` is a readable 2xx body that no error rule matches; it still has to be checked. */
export function readAnswer(profile: PaymentProfile, result: HttpResult): Answer {
  if (result.kind !== 'response') return result;
  const body = readBody(result.body, 'json');
  const message = messageOf(profile, body, result.status);
  const httpStatus = result.status;
  const error = (is: (Answer & { kind: 'error' })['is']): Answer => ({ kind: 'error', is, httpStatus, message });
  const rule = profile.errors.find((candidate) => holds(candidate, httpStatus, body));
  if (rule) return error(rule.is);
  if (httpStatus >= 500 || httpStatus === 408) return { kind: 'unknown', message };
  if (body === null) return { kind: 'unknown', message: `unreadable answer with status ${String(httpStatus)}` };
  if (httpStatus === 429) return error('rate_limited');
  if (httpStatus === 409) return error('duplicate');
  if (httpStatus >= 400) return error('refused');
  if (httpStatus >= 300) return { kind: 'unknown', message: `unexpected status ${String(httpStatus)}` };
  return { kind: 'said', body };
}

/**
 * What an answer other than `said` means for a request that would have changed something. "It exists already", "try
 * again" and an error that comes as a success leave open whether ours was made.
 */
export function asFailure<T>(answer: Exclude<Answer, { kind: 'said' }>): CallResult<T> {
  if (answer.kind !== 'error') return answer;
  const open = answer.is === 'duplicate' || answer.is === 'retryable' || answer.httpStatus < 400;
  if (open) return { kind: 'unknown', message: answer.message };
  return { kind: 'rejected', code: answer.is, message: answer.message };
}

function holds(rule: ErrorRule, status: number, body: object | null): boolean {
  if (rule.httpStatus && !rule.httpStatus.includes(status)) return false;
  if (rule.emptyList !== undefined && !isEmptyList(compilePath(rule.emptyList)(body))) return false;
  if (rule.path === undefined) return true;
  const value = textAt(rule.path, body)?.toLowerCase();
  if (value === undefined) return false;
  if (rule.equals && !rule.equals.some((word) => word.toLowerCase() === value)) return false;
  return !rule.contains || rule.contains.some((word) => value.includes(word.toLowerCase()));
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function messageOf(profile: PaymentProfile, body: object | null, status: number): string {
  const words = textAt(profile.errorMessage, body)?.slice(0, MAX_MESSAGE);
  return words ? `${words} (${String(status)})` : `status ${String(status)}`;
}

function textAt(path: string, body: object | null): string | undefined {
  const value = compilePath(path)(body);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
