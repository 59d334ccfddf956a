/** Access tokens: password grant with the md5 of the password, and refresh. Both spellings of field names are taken. */
import { fingerprint, json } from '../world/handling.ts';
import type { Context, Handled } from '../world/handling.ts';
import { count, del, put } from '../world/model.ts';
import type { LockAccount, Token, World } from '../world/model.ts';
import { lockError } from './wire.ts';

export function issueToken(params: URLSearchParams, world: World, context: Context): Handled {
  const account = world.lockAccounts.get(params.get('clientId') ?? params.get('client_id') ?? '');
  const secret = params.get('clientSecret') ?? params.get('client_secret');
  if (!account || account.clientSecret !== secret) return lockError(10_001, 'invalid client');
  if (params.get('grant_type') === 'refresh_token') return refreshToken(params, account, world, context);
  if (params.get('username') !== account.username || params.get('password') !== account.passwordMd5)
    return lockError(10_007, 'invalid account or invalid password');
  return grant(account, world, context, null);
}

function refreshToken(params: URLSearchParams, account: LockAccount, world: World, context: Context): Handled {
  const presented = params.get('refresh_token');
  for (const token of world.tokens.values())
    if (token.refreshToken === presented && token.clientId === account.clientId)
      return grant(account, world, context, token);
  return lockError(10_011, 'invalid refresh_token');
}

function grant(account: LockAccount, world: World, context: Context, replaces: Token | null): Handled {
  const number = world.counts.get('lock tokens issued') ?? 0;
  const token: Token = {
    accessToken: fingerprint(context.seed, 'access', account.clientId, number).slice(0, 32),
    refreshToken: fingerprint(context.seed, 'refresh', account.clientId, number).slice(0, 32),
    clientId: account.clientId,
    expiresAt: context.now + account.tokenLifetimeMs,
  };
  const answer = {
    access_token: token.accessToken,
    refresh_token: token.refreshToken,
    uid: 1,
    scope: 'user,key,room',
    expires_in: Math.floor(account.tokenLifetimeMs / 1_000),
  };
  const effects = [put('tokens', token.accessToken, token), count(world, 'lock tokens issued')];
  if (replaces) effects.push(del('tokens', replaces.accessToken));
  return json(200, answer, effects);
}
