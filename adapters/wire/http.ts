/**
 * The one place that talks HTTP to the outside. It never throws for anything the network does and never follows a
 * redirect (a payment must not wander to another host). What came of a request is classified by what the caller may
 * do next: `not_sent` only when the connection was never made, everything doubtful is `unknown`.
 */
import { Agent, request as undiciRequest } from 'undici';
import type { Dispatcher } from 'undici';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Total time for connecting, sending and reading the whole answer; a slow drip ends here too. */
  budgetMs?: number;
  /** Raises the limit on the answer's size, for price lists. */
  maxBodyBytes?: number;
}

export type HttpResult =
  | { kind: 'response'; status: number; headers: Record<string, string>; body: Buffer }
  | { kind: 'not_sent'; message: string }
  | { kind: 'unknown'; message: string };

export type HttpClient = (request: HttpRequest) => Promise<HttpResult>;

export interface HttpOptions {
  connectTimeoutMs?: number;
  defaultBudgetMs?: number;
  maxBodyBytes?: number;
}

export const CONNECT_TIMEOUT_MS = 5_000;
export const DEFAULT_BUDGET_MS = 30_000;
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Failures that happen before a byte of the request can have left: name lookup, connecting, the TLS handshake. */
const NOT_SENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Opens a client with its own connection pool; `close` waits for nothing and drops open connections. */
export function createHttpClient(options: HttpOptions = {}): { request: HttpClient; close(): Promise<void> } {
  const agent = new Agent({ connect: { timeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS } });
  const limits = {
    budgetMs: options.defaultBudgetMs ?? DEFAULT_BUDGET_MS,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
  };
  return {
    request: async (request) => await exchange(agent, { ...limits, ...definedOnly(request) }),
    close: async () => await agent.destroy(),
  };
}

type BoundedRequest = HttpRequest & { budgetMs: number; maxBodyBytes: number };

async function exchange(agent: Dispatcher, request: BoundedRequest): Promise<HttpResult> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), request.budgetMs);
  try {
    const answer = await undiciRequest(request.url, {
      dispatcher: agent,
      method: request.method,
      // A GET may buy something, too: the client must never send one again by itself.
      idempotent: false,
      headers: request.headers ?? {},
      body: request.body ?? null,
      signal: timer.signal,
      headersTimeout: request.budgetMs,
      bodyTimeout: request.budgetMs,
    });
    const body = await readBounded(answer.body, request.maxBodyBytes);
    if (body === null) return { kind: 'unknown', message: `answer larger than ${String(request.maxBodyBytes)} bytes` };
    return { kind: 'response', status: answer.statusCode, headers: flatHeaders(answer.headers), body };
  } catch (error) {
    if (timer.signal.aborted) {
      return { kind: 'unknown', message: `no complete answer within ${String(request.budgetMs)} ms` };
    }
    return classifyFailure(error);
  } finally {
    clearTimeout(timeout);
  }
}

/** Reads at most `maxBytes`; null (and the connection dropped) when there is more. */
async function readBounded(stream: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream, which closes the connection: nothing more is buffered.
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sorts a thrown transport error by its code; exported for the suppliers' offline inspector. */
export function classifyFailure(error: unknown): HttpResult {
  const code = failureCode(error);
  const message = code === null ? 'connection failed' : `connection failed: ${code}`;
  return code !== null && NOT_SENT_CODES.has(code) ? { kind: 'not_sent', message } : { kind: 'unknown', message };
}

/** Node wraps the attempts on several addresses in an AggregateError that carries the first one's code. */
function failureCode(error: unknown): string | null {
  for (let current = error, depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth += 1) {
    const { code, syscall, cause } = current as { code?: unknown; syscall?: unknown; cause?: unknown };
    if (typeof code === 'string')
      return code === 'ETIMEDOUT' && syscall === 'connect' ? 'UND_ERR_CONNECT_TIMEOUT' : code;
    current = cause;
  }
  return null;
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function definedOnly(request: HttpRequest): HttpRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as unknown as HttpRequest;
}
