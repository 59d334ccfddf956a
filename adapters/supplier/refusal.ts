/** Reads an answer that is not what was asked for: a refusal with a code, or nothing that can be understood. */
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { HttpResult } from '../wire/http.ts';
import type { ReplyReader } from './reply.ts';

/** `rejected` with our word for the supplier's code or sentence; `unknown` when the answer names none. */
export function readRefusal(
  reader: ReplyReader,
  result: Extract<HttpResult, { kind: 'response' }>,
): Exclude<CallResult<never>, { kind: 'ok' | 'not_sent' }> {
  const fields = reader.read(result.body);
  if (fields === null || (fields.rc === null && fields.code === null) || result.status >= 500) {
    return { kind: 'unknown', message: `HTTP ${String(result.status)} without a readable answer` };
  }
  const code = fields.code?.address === true ? 'ip_not_allowed' : (fields.code?.reason ?? 'unclassified');
  return { kind: 'rejected', code, message: `${fields.rc ?? ''} ${fields.message}`.trim().slice(0, 300) };
}
