import { afterAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../commerce/environment.ts';
import { secret } from '../../commerce/ports/secret.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import { benchOf } from '../../tests/contract/supplier-bench.ts';
import { supplierContract } from '../../tests/contract/supplier.contract.ts';
import { jsonAnswer, startVendor } from '../../tests/contract/vendor-server.ts';
import recording from '../../tests/wire/digiflazz.json' with { type: 'json' };
import iak from '../../tests/wire/iak.json' with { type: 'json' };
import tokovoucher from '../../tests/wire/tokovoucher.json' with { type: 'json' };
import { createHttpClient } from '../wire/http.ts';
import { h2hPrepaid } from './h2h-prepaid.ts';

const client = createHttpClient();
afterAll(async () => await client.close());

interface Options {
  baseUrl: string;
  credentials: Record<string, string>;
  timeoutMs: number;
  environment?: Environment;
  profile?: unknown;
}

function build({ baseUrl, credentials, timeoutMs, environment = 'live', profile = preset.profile }: Options) {
  return h2hPrepaid.build({
    provider: { baseUrl, environment, profile, config: {} } as unknown as Provider,
    credentials: Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, secret(value)])),
    http: async (request) => await client.request({ ...request, budgetMs: timeoutMs }),
    clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
  });
}

supplierContract('signed JSON posts', {
  recording,
  proof: { of: 'body', carrier: { header: 'x-hub-signature' }, prefix: 'sha1=', secret: 'webhook_secret' },
  build,
});

supplierContract('signed JSON posts, asked about elsewhere', {
  recording: iak,
  proof: { of: 'reference', carrier: { field: 'sign' }, prefix: '', secret: 'api_key' },
  build: benchOf('iak', client.request),
});

supplierContract('signed JSON posts with words instead of codes', {
  recording: tokovoucher,
  proof: { of: 'reference', carrier: { header: 'x-tokovoucher-authorization' }, prefix: '', secret: 'secret_key' },
  build: benchOf('tokovoucher', client.request),
});

describe('the request itself', () => {
  test('only the sandbox says it is a trial run', async () => {
    const vendor = await startVendor();
    vendor.behave(jsonAnswer({ data: { status: 'Pending' } }));
    for (const environment of ['live', 'practice', 'sandbox'] as const) {
      const supplier = build({
        baseUrl: `${vendor.url}/v1/`,
        credentials: recording.credentials,
        timeoutMs: 1000,
        environment,
      });
      await supplier.purchase(recording.purchase);
    }
    const bodies = vendor.asked.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(vendor.asked.map(({ path }) => path)).toEqual(Array(3).fill('/v1/transaction'));
    expect(bodies.map((body) => body['testing'])).toEqual([undefined, undefined, true]);
    await vendor.close();
  });

  test('without its key nothing is sent', async () => {
    const vendor = await startVendor();
    const supplier = build({ baseUrl: vendor.url, credentials: { username: 'x' }, timeoutMs: 1000 });
    expect(await supplier.purchase(recording.purchase)).toMatchObject({ outcome: 'rejected', created: false });
    expect(await supplier.status(recording.purchase)).toMatchObject({ outcome: 'unknown' });
    expect(vendor.asked).toEqual([]);
    await vendor.close();
  });
});

test('the connection test names what is wrong, and shows the deposit when it works', async () => {
  const vendor = await startVendor();
  const supplier = build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 1000 });
  vendor.behave(jsonAnswer({ data: { deposit: 250_000 } }));
  expect(await supplier.test()).toMatchObject({ ok: true, reason: 'ok', message: 'Rp 250000' });
  vendor.behave(jsonAnswer({ data: { rc: '45', status: 'Gagal', message: 'IP tidak dikenal' } }, 400));
  expect(await supplier.test()).toMatchObject({ ok: false, reason: 'ip_not_allowed', message: '45 IP tidak dikenal' });
  vendor.behave(jsonAnswer({ data: { rc: '42', status: 'Gagal', message: 'Username tidak ada' } }, 400));
  expect(await supplier.test()).toMatchObject({ ok: false, reason: 'credentials' });
  await vendor.close();
});

describe('other ways to ask what became of a purchase', () => {
  const { purchase } = preset.profile.ops;

  test('at an endpoint of its own, never by buying again', async () => {
    const vendor = await startVendor();
    vendor.behave(jsonAnswer({ data: { status: 'Sukses', sn: 'A1' } }));
    const ops = { ...preset.profile.ops, status: { ...purchase, path: '/transaction/status' } };
    const profile = { ...preset.profile, idempotentSubmit: false, statusMode: 'endpoint', ops };
    const supplier = build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 1000, profile });
    expect(await supplier.status(recording.purchase)).toMatchObject({ outcome: 'success', serial: 'A1' });
    expect(vendor.asked.map(({ path }) => path)).toEqual(['/transaction/status']);
    await vendor.close();
  });

  test('not at all: unknown, and nothing is sent', async () => {
    const vendor = await startVendor();
    const profile = { ...preset.profile, idempotentSubmit: false, statusMode: 'none' };
    const supplier = build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 1000, profile });
    expect(supplier.capabilities.idempotentSubmit).toBe(false);
    expect(await supplier.status(recording.purchase)).toMatchObject({ outcome: 'unknown' });
    expect(vendor.asked).toEqual([]);
    await vendor.close();
  });
});

test('a profile that is not fit to run is refused with every reason', () => {
  const profile = { ...preset.profile, idempotentSubmit: false, envelope: '..' };
  expect(() => build({ baseUrl: 'http://127.0.0.1:1', credentials: {}, timeoutMs: 1, profile })).toThrow(
    /statusMode.*envelope/,
  );
});
