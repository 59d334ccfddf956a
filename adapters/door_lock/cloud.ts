/**
 * One account at the TTLock cloud: fetches the access token once, renews it when the vendor turns it down, and says what
 * became of a call. Signing in anew with the password replaces the refresh grant, which can itself have run out.
 */
import { createHash } from 'node:crypto';
import { ok } from '../../commerce/ports/outcome.ts';
import type { CallResult } from '../../commerce/ports/outcome.ts';
import type { FormatContext } from '../format.ts';
import { readBody } from '../wire/body.ts';
import type { HttpResult } from '../wire/http.ts';
import { joinUrl } from '../wire/request.ts';
import { isStaleToken, lockRefusal } from './refusals.ts';

export type Fields = Record<string, string | number>;
export type Reply = Record<string, unknown>;

export interface LockCloud {
  /** Calls with client, token and time filled in. A refusal carries one of our words and the vendor's text. */
  call(method: 'GET' | 'POST', path: string, fields: Fields): Promise<CallResult<Reply>>;
}

type Answer = CallResult<Reply> & { staleToken?: true };
type Token = Promise<CallResult<string>>;

export function createLockCloud(context: FormatContext): LockCloud {
  const { clock } = context;
  let current: Token | null = null;

  const freshToken = (): Token => {
    const token = signIn(context);
    current = token;
    void token.then((result) => {
      // A failed sign-in is not kept, or one bad moment would last for ever.
      if (result.kind !== 'ok' && current === token) current = null;
      return result;
    });
    return token;
  };

  const attempt = async (method: 'GET' | 'POST', path: string, fields: Fields, token: Token): Promise<Answer> => {
    const accessToken = await token;
    if (accessToken.kind !== 'ok') return accessToken;
    const clientId = fieldOf(context, 'client_id');
    return await send(context, method, path, {
      ...fields,
      clientId,
      accessToken: accessToken.value,
      date: clock.now(),
    });
  };

  return {
    call: async (method, path, fields) => {
      const token = current ?? freshToken();
      const first = await attempt(method, path, fields, token);
      if (first.staleToken !== true) return first;
      // Several calls may find out at once; the first one to do so signs in for all.
      const renewed = current === token || current === null ? freshToken() : current;
      return await attempt(method, path, fields, renewed);
    },
  };
}

/** The account's names are open settings, its secrets are credentials. */
const fieldOf = ({ provider, credentials }: FormatContext, name: string): string =>
  provider.config[name] ?? credentials[name]?.reveal() ?? '';

/** Nothing of the caller's request has left yet, so a lost answer here is `not_sent` for the call it was made for. */
async function signIn(context: FormatContext): Token {
  const answer = await send(context, 'POST', '/oauth2/token', {
    clientId: fieldOf(context, 'client_id'),
    clientSecret: fieldOf(context, 'client_secret'),
    username: fieldOf(context, 'username'),
    password: createHash('md5').update(fieldOf(context, 'password')).digest('hex'),
  });
  if (answer.kind === 'unknown') return { kind: 'not_sent', message: `sign-in: ${answer.message}` };
  if (answer.kind !== 'ok') return answer;
  const token = answer.value['access_token'];
  if (typeof token === 'string' && token !== '') return ok(token);
  return { kind: 'rejected', code: 'auth', message: 'the sign-in answer holds no token' };
}

async function send(
  { http, provider }: FormatContext,
  method: 'GET' | 'POST',
  path: string,
  fields: Fields,
): Promise<Answer> {
  const form = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const url = joinUrl(provider.baseUrl, path);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const result = await http(
    method === 'GET'
      ? { method, url: `${url}?${form.toString()}`, headers: { accept: 'application/json' } }
      : { method, url, headers, body: form.toString() },
  );
  return readAnswer(result);
}

function readAnswer(result: HttpResult): Answer {
  if (result.kind !== 'response') return result;
  const reply = readBody(result.body, 'json');
  if (reply === null || Array.isArray(reply) || result.status >= 500 || result.status === 429) {
    return { kind: 'unknown', message: `HTTP ${String(result.status)} without a readable answer` };
  }
  const { errcode, errmsg } = reply as Reply;
  const number = errcode === undefined ? 0 : Number(errcode);
  if (number === 0 && result.status < 300) return ok(reply as Reply);
  if (!Number.isInteger(number) || number === 0) {
    return { kind: 'unknown', message: `HTTP ${String(result.status)} with an unknown answer` };
  }
  const message = `${String(number)} ${typeof errmsg === 'string' ? errmsg.slice(0, 200) : ''}`.trim();
  const refusal: Answer = { kind: 'rejected', code: lockRefusal(number), message };
  return isStaleToken(number) ? { ...refusal, staleToken: true } : refusal;
}
