/**
 * What a failed Bot API call means for the message. Decided by code first; descriptions only where one code covers
 * different things. The token is part of every address called, so no error is passed on or logged as it is.
 */
import { GrammyError, HttpError } from 'grammy';
import type { Delivery } from '../channel.ts';

export type Failure = Exclude<Delivery, { kind: 'sent' }>;

/** A wrong token is repaired by a person, in minutes at best. */
const WRONG_TOKEN_PAUSE_MS = 60_000;
const GONE = /chat not found|user not found|peer_id_invalid|user is deactivated|bot was blocked|chat was deleted/i;

export function failureOf(error: unknown, describe: (error: unknown) => string): Failure {
  const words = describe(error);
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: 0, error: words };
  const { error_code: code, description } = error;
  if (code === 429) return { kind: 'retry', afterMs: retryAfterMs(error) ?? 1000, error: words };
  if (code === 401 || code === 404) return { kind: 'retry', afterMs: WRONG_TOKEN_PAUSE_MS, error: words };
  if (code === 403 || (code === 400 && GONE.test(description))) return { kind: 'gone', error: words };
  if (code >= 400 && code < 500) return { kind: 'rejected', error: words };
  return { kind: 'retry', afterMs: 0, error: words };
}

/** How long Telegram asks to wait; null when it does not. */
export function retryAfterMs(error: unknown): number | null {
  if (!(error instanceof GrammyError) || error.error_code !== 429) return null;
  return Math.max(1, error.parameters.retry_after ?? 1) * 1000;
}

/** Whether a call was refused for its content, with words that match. */
export const isBadRequest = (error: unknown, pattern: RegExp): boolean =>
  error instanceof GrammyError && error.error_code === 400 && pattern.test(error.description);

/** One line about an error, without the token wherever it may stand. */
export function describer(token: string): (error: unknown) => string {
  return (error) => {
    if (error instanceof GrammyError) return `${error.method} ${error.error_code}: ${hide(error.description, token)}`;
    if (error instanceof HttpError) return hide(error.message, token);
    return hide(error instanceof Error ? error.message : String(error), token);
  };
}

const hide = (words: string, token: string) => words.replaceAll(token, '***').slice(0, 300);
