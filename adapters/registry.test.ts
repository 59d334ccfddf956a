import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blankProvider } from '../commerce/provider/blank.ts';
import type { Provider, IntegrationLog } from '../commerce/provider/model.ts';
import { jsonAnswer, startVendor } from '../tests/contract/vendor-server.ts';
import type { VendorServer } from '../tests/contract/vendor-server.ts';
import preset from '../presets/pakasir.json' with { type: 'json' };
import { createRegistry, UnknownProvider } from './registry.ts';
import { createHttpClient } from './wire/http.ts';

const client = createHttpClient();
const CREDENTIALS = { project: 'toko', api_key: 'c4n4ry-api-key', webhook_secret: 'c4n4ry-webhook' };
const query = { reference: 'K7QF2M-1', amountIdr: 50_000, gatewayTransactionId: null, method: 'qris' };
let vendor: VendorServer;

beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(async () => await vendor.close());
afterAll(async () => await client.close());

function providerAt(baseUrl: string, changes: Partial<Provider> = {}): Provider {
  return blankProvider({
    id: 'p1',
    businessId: 'b1',
    integrationType: 'payment',
    name: 'Gateway',
    slug: 'gw',
    apiFormat: preset.apiFormat,
    environment: 'sandbox',
    baseUrl,
    presetId: preset.id,
    profile: preset.profile,
    credentialsEncrypted: JSON.stringify(CREDENTIALS),
    ...changes,
  });
}

function setUp() {
  const rows: IntegrationLog[] = [];
  const opened: string[] = [];
  const registry = createRegistry({
    http: client.request,
    vault: {
      openCredentials: (id, sealed) => {
        opened.push(id);
        return sealed;
      },
    },
    clock: { now: Date.now, elapsedMs: () => performance.now() },
    ids: { uuid: () => `log-${String(rows.length)}` },
    logSink: (row) => rows.push(row),
  });
  return { registry, rows, opened };
}

test('opens credentials once per provider version, not per call or webhook', () => {
  const { registry, opened } = setUp();
  const provider = providerAt(vendor.url);
  const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from('{}') };
  for (let count = 0; count < 5; count += 1) registry.payment({ ...provider }).readWebhook(request, 0);
  expect(opened).toEqual(['p1']);
  const corrected = { ...CREDENTIALS, api_key: 'other' };
  registry.payment({ ...provider, version: 2, credentialsEncrypted: JSON.stringify(corrected) });
  expect(opened).toEqual(['p1', 'p1']);
});

test('logs each call once, with latency and without a secret', async () => {
  const { registry, rows } = setUp();
  vendor.behave((asked) => jsonAnswer({ message: `no key like ${asked.query['api_key'] ?? ''}` }, 401));
  const gateway = registry.payment(providerAt(vendor.url));
  const result = await gateway.status(query);
  const tested = await gateway.test();
  expect(result).toEqual({ kind: 'rejected', code: 'auth', message: 'no key like *** (401)' });
  expect(tested).toMatchObject({ ok: false, reason: 'credentials', message: 'no key like *** (401)' });
  expect(rows).toMatchObject([
    { providerId: 'p1', integrationType: 'payment', action: 'status', status: 'rejected' },
    { action: 'test', status: 'rejected' },
  ]);
  expect(rows[0]?.requestSummary).toContain('GET http://127.0.0.1');
  expect(rows.every(({ latencyMs }) => latencyMs >= 0 && latencyMs < 10_000)).toBe(true);
  expect(JSON.stringify({ rows, result, tested })).not.toContain('c4n4ry');
  expect(vendor.asked[0]?.query['api_key']).toBe('c4n4ry-api-key');
});

test('three doubtful creates in a row stop the next one from leaving; a corrected row starts afresh', async () => {
  const { registry, rows } = setUp();
  vendor.behave('reset');
  const provider = providerAt(vendor.url);
  const ask = { ...query, description: '' };
  for (let count = 0; count < 3; count += 1) {
    expect(await registry.payment(provider).create(ask)).toMatchObject({ kind: 'unknown' });
  }
  expect(await registry.payment(provider).create(ask)).toEqual({ kind: 'not_sent', message: 'breaker open' });
  expect(vendor.asked).toHaveLength(3);
  expect(rows.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown', 'breaker_open']);
  await registry.payment({ ...provider, version: 2 }).create(ask);
  expect(vendor.asked).toHaveLength(4);
});

test('a lost answer to a question is asked again, within the same row', async () => {
  const { registry, rows } = setUp();
  vendor.behave(() => (vendor.asked.length === 1 ? 'reset' : jsonAnswer({ error: 'Transaction not found' }, 404)));
  expect(await registry.payment(providerAt(vendor.url)).status(query)).toMatchObject({
    value: { status: 'not_found' },
  });
  expect(vendor.asked).toHaveLength(2);
  expect(rows).toMatchObject([{ action: 'status', status: 'ok' }]);
});

describe('refuses rows it cannot run, without a word of their secrets', () => {
  test.each([
    ['another type', { integrationType: 'supplier' as const }],
    ['an unknown format', { apiFormat: 'no_such_format' }],
    ['a profile that does not validate', { profile: { ...preset.profile, statuses: 'c4n4ry' } }],
    ['credentials that do not open', { credentialsEncrypted: 'c4n4ry' }],
  ])('%s', (_what, changes) => {
    const { registry } = setUp();
    const serve = () => registry.payment(providerAt(vendor.url, changes));
    expect(serve).toThrow(UnknownProvider);
    expect(serve).not.toThrow(/c4n4ry/);
  });
});
