/**
 * What a call to a vendor came to, classified by what the caller may do next:
 * `ok` it was done · `rejected` the vendor surely did not do it · `not_sent` it never left this machine, so trying
 * again or elsewhere is safe · `unknown` it may have been done: ask by the same reference, never send anew.
 */
export type CallResult<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'rejected'; code: string; message: string }
  | { kind: 'not_sent'; message: string }
  | { kind: 'unknown'; message: string };

export const ok = <T>(value: T): CallResult<T> => ({ kind: 'ok', value });

/** Result of a connection test as the owner sees it; `message` is the vendor's own words, already masked. */
export interface ConnectionTest {
  ok: boolean;
  latencyMs: number;
  reason: 'ok' | 'credentials' | 'ip_not_allowed' | 'unreachable' | 'unexpected';
  message: string;
}

/** An HTTP request as it arrived, raw. Header names are lower case; `path` includes the query string. */
export interface InboundRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** What the vendor wants to hear back from its webhook. */
export interface WebhookReply {
  status: number;
  contentType: string;
  body: string;
}
