/**
 * Errors as people and programs read them: `{error:{code,message}}`, the message in the asker's language, never a stack
 * and never what was sent. Anything not thrown as a Problem is our own fault and answered as `internal`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { GateFull } from '../../commerce/gate.ts';
import type { Log } from '../../commerce/ports/runtime.ts';
import { isDatabaseTrouble } from '../../db/errors.ts';
import { langOf, word } from './words.ts';
import type { Word } from './words.ts';

type Code = Word extends infer Key ? (Key extends `error_${infer Name}` ? Name : never) : never;

export class Problem extends Error {
  readonly status: number;
  readonly code: Code;
  readonly values: Record<string, string | number>;
  constructor(status: number, code: Code, values: Record<string, string | number> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.values = values;
  }
}

/** Longest text a person may send in one message, in characters as people count them. */
export const MAX_TEXT_CHARS = 4000;

/** What the schema makes of the input, or a Problem that names the first wrong field. */
export function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'body';
  if (field === 'text' && issue?.code === 'custom') throw new Problem(413, 'text_too_long', { max: MAX_TEXT_CHARS });
  throw new Problem(400, 'bad_input', { field });
}

/** Answers a Problem; shared by the error handler and the not-found handler. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { seconds } = problem.values;
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  const message = word(langOf(request), `error_${problem.code}`, problem.values);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code: problem.code, message } }));
}

export function registerProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const problem = error instanceof Problem ? error : translated(error);
    // The route's pattern, not its URL: addresses here carry order tokens and tickets.
    const fields = { method: request.method, route: request.routeOptions.url ?? null, code: problem.code };
    if (problem.code === 'internal' || isDatabaseTrouble(error)) log.error({ ...fields, err: error }, 'request failed');
    else log.info(fields, 'request refused');
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem(404, 'not_found')));
}

/** What the framework refuses by itself, in our words. */
function translated(error: { statusCode?: number; code?: string }): Problem {
  if (error instanceof GateFull) return new Problem(503, 'busy', { seconds: 3 });
  // Locked, full, lost: nothing to be sorry for, and it passes.
  if (isDatabaseTrouble(error)) return new Problem(503, 'busy', { seconds: 5 });
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(413, 'body_too_large');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem(415, 'media_type');
  if (error.code?.startsWith('FST_ERR_CTP')) return new Problem(400, 'bad_json');
  const status = error.statusCode ?? 500;
  if (status === 503) return new Problem(503, 'busy', { seconds: 5 });
  return status >= 400 && status < 500 ? new Problem(status, 'bad_request') : new Problem(500, 'internal');
}
