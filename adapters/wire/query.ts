/**
 * The query of a webhook that comes by GET, and the answer to a vendor that tries our address out: it names a token both
 * sides know and wants a word of its own back. Pure; a parameter that comes twice is no answer to what it says.
 */
import type { WebhookReply } from '../../commerce/ports/outcome.ts';
import { isSameText } from './signature.ts';
import { renderText } from './template.ts';
import type { Scope } from './template.ts';

/** Names are those of query parameters; `token.key` is a template that names a secret. */
export interface Challenge {
  mode?: { param: string; is: string };
  token: { param: string; key: string };
  echo: string;
}

const MAX_PARAMS = 100;
/** What we repeat goes to whoever asks, so it is nothing a browser could take for a page. */
const ECHO = /^[\w.~+/=-]{1,256}$/;

/** Parameters by name; null when one comes twice or there are more than anybody sends. */
export function readQuery(path: string): Record<string, string> | null {
  const at = path.indexOf('?');
  const pairs = at < 0 ? [] : [...new URLSearchParams(path.slice(at + 1))];
  const query = Object.fromEntries(pairs);
  return pairs.length <= MAX_PARAMS && Object.keys(query).length === pairs.length ? query : null;
}

/** Null when the query is no challenge; `refused` when its token is not ours or ours is not set. */
export function answerChallenge(
  challenge: Challenge,
  query: Readonly<Record<string, string>>,
  scope: Scope,
): WebhookReply | 'refused' | null {
  const param = (name: string): string | null => (Object.hasOwn(query, name) ? (query[name] ?? null) : null);
  const { mode, token, echo } = challenge;
  if (param(token.param) === null && param(echo) === null) return null;
  if (mode && param(mode.param) !== mode.is) return 'refused';
  if (!isSameText(renderText(token.key, scope), param(token.param))) return 'refused';
  const word = param(echo);
  return word !== null && ECHO.test(word) ? { status: 200, contentType: 'text/plain', body: word } : 'refused';
}
