import { afterAll, expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { doorLockContract } from '../../tests/contract/door-lock.contract.ts';
import { jsonAnswer, startVendor } from '../../tests/contract/vendor-server.ts';
import recording from '../../tests/wire/ttlock.json' with { type: 'json' };
import { createHttpClient } from '../wire/http.ts';
import { ttlock } from './ttlock.ts';

const client = createHttpClient();
afterAll(async () => await client.close());

type Options = { baseUrl: string; credentials: Record<string, string>; timeoutMs: number; now: () => number };

function build({ baseUrl, credentials, timeoutMs, now }: Options) {
  // As a saved row has them: names in the open settings, secrets sealed.
  const { client_id = '', username = '', ...secrets } = credentials;
  return ttlock.build({
    provider: { baseUrl, profile: {}, config: { client_id, username } as Record<string, string> } as Provider,
    credentials: Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, secret(value)])),
    http: async (request) => await client.request({ ...request, budgetMs: timeoutMs }),
    clock: { now, elapsedMs: () => performance.now() },
  });
}

doorLockContract('TTLock', { recording: recording as Parameters<typeof doorLockContract>[1]['recording'], build });

test('every request carries the time of its sending, and the password only as its digest', async () => {
  const vendor = await startVendor();
  let now = recording.now;
  vendor.behave(({ path }) => jsonAnswer(path === '/oauth2/token' ? { access_token: 't' } : { list: [] }));
  const lock = build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 1000, now: () => now });
  await lock.listActiveKeys({ lockId: '1' });
  now += 600_000;
  await lock.listActiveKeys({ lockId: '1' });
  const [, first, second] = vendor.asked;
  expect([first?.query['date'], second?.query['date']]).toEqual([String(recording.now), String(now)]);
  expect(JSON.stringify(vendor.asked)).not.toContain(recording.credentials.password);
  await vendor.close();
});

test('a profile with anything in it is refused: this format takes none', () => {
  expect(ttlock.profileErrors({}, { secrets: [], settings: [] })).toEqual([]);
  expect(ttlock.profileErrors({ pageSize: 5 }, { secrets: [], settings: [] })).not.toEqual([]);
});

test('a PIN refused as known, while the keys cannot be listed, may be ours: nobody is told to take another', async () => {
  const vendor = await startVendor();
  let listed = 0;
  vendor.behave(({ path }) => {
    if (path === '/oauth2/token') return jsonAnswer({ access_token: 't' });
    if (path === '/v3/keyboardPwd/add')
      return jsonAnswer({ errcode: -3007, errmsg: 'the same passcode already exists' });
    listed += 1;
    return listed === 1 ? jsonAnswer({ list: [] }) : jsonAnswer({ message: 'bad gateway' }, 502);
  });
  const lock = build({
    baseUrl: vendor.url,
    credentials: recording.credentials,
    timeoutMs: 1000,
    now: () => recording.now,
  });
  const wanted = { lockId: '1', label: 'A7K2M9', pin: '482913', validFrom: recording.now, validTo: recording.now + 1 };
  expect(await lock.generateKey(wanted)).toMatchObject({ kind: 'unknown' });
  expect(listed).toBe(2);
  await vendor.close();
});
