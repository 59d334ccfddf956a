/**
 * The practice supplier in all its dialects and the presets that stand for them, over real sockets: whatever the words,
 * the same purchases come to the same end, and a lost answer never to a second purchase.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRegistry } from '../adapters/registry.ts';
import { createHttpClient } from '../adapters/wire/http.ts';
import type { InboundRequest } from '../commerce/ports/outcome.ts';
import type { PurchaseReading, PurchaseRequest, Supplier } from '../commerce/ports/supplier.ts';
import { blankProvider } from '../commerce/provider/blank.ts';
import type { IntegrationLog } from '../commerce/provider/model.ts';
import { startSandbox } from '../sandbox/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { presetNamed } from './contract/supplier-bench.ts';
import { until } from './rig/until.ts';
import { sandboxControl } from './support/sandbox-control.ts';
import type { SandboxControl } from './support/sandbox-control.ts';
import { NUMBERS } from './support/supply.ts';

const client = createHttpClient();
const received: InboundRequest[] = [];
const logs: IntegrationLog[] = [];
let sandbox: Sandbox;
let vendors: SandboxControl;
let hook: Server;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'suppliers', webhookRetryMs: [] });
  vendors = sandboxControl(() => sandbox.url, sandbox.token);
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers: headers as Record<string, string>, body: Buffer.concat(chunks) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
  hook.closeAllConnections();
  await new Promise((resolve) => hook.close(resolve));
});

beforeEach(async () => {
  received.length = 0;
  logs.length = 0;
  await vendors.clearFaults();
  await vendors.call('POST', '/setup', { supplier: { webhookUrl: null, pendingMs: 60_000 } });
});

function supplierOf(presetId: string, extra: Record<string, string> = {}): Supplier {
  const preset = presetNamed(presetId);
  const values = Object.entries({ ...preset.practice?.values, ...extra });
  const isSecret = (name: string) => preset.fields.some((field) => field.secret && field.name === name);
  const of = (secret: boolean) => Object.fromEntries(values.filter(([name]) => isSecret(name) === secret));
  const provider = blankProvider({
    id: `practice-${presetId}-${String((count += 1))}`,
    businessId: 'b',
    integrationType: 'supplier',
    name: 'Latihan',
    slug: presetId,
    apiFormat: preset.apiFormat,
    environment: 'practice',
    baseUrl: `${sandbox.url}${preset.practice?.basePath ?? ''}`,
    presetId,
    profile: preset.profile,
    config: of(false),
    credentialsEncrypted: JSON.stringify(of(true)),
  });
  const registry = createRegistry({
    http: client.request,
    vault: { openCredentials: (_id, sealed) => sealed },
    clock: { now: Date.now, elapsedMs: () => performance.now() },
    ids: { uuid: () => 'row' },
    logSink: (row) => void logs.push(row),
  });
  return registry.supplier(provider);
}

const request = (customerNo: string = NUMBERS.ok): PurchaseRequest => ({
  refId: `REF${String((count += 1))}-1-1-abc123`,
  sku: 'ff70',
  customerNo,
  maxPriceIdr: 20_000,
  submittedAt: Date.now(),
});

const boughtBy = async (before: number) => (await vendors.state()).supplier.purchases.length - before;
const purchases = async () => (await vendors.state()).supplier.purchases.length;
const known = (asked: PurchaseRequest, { supplierRef = null }: PurchaseReading) => ({ ...asked, supplierRef });

describe.each(['digiflazz', 'vipreseller', 'okeconnect'])('%s', (presetId) => {
  const isNameless = presetId === 'vipreseller';

  test('balance, connection test and price list', async () => {
    const supplier = supplierOf(presetId);
    const balance = await supplier.balance();
    expect(balance).toMatchObject({ kind: 'ok' });
    expect(balance.kind === 'ok' && balance.value.balanceIdr).toBeGreaterThan(40_000_000);
    expect(await supplier.test()).toMatchObject({ ok: true });
    const list = await supplier.priceList();
    expect(list).toMatchObject({ kind: 'ok' });
    const items = list.kind === 'ok' ? list.value : [];
    expect(items.find(({ sku }) => sku === 'ff70')).toMatchObject({ costIdr: 9_150, sellable: true, category: 'Game' });
    expect(items.find(({ sku }) => sku === 'ml86')?.destination).toMatchObject({ fields: ['user', 'zone'] });
    expect(items.some(({ name }) => name.startsWith('Cek'))).toBe(false);
  });

  test('success at once, and failure at once', async () => {
    const supplier = supplierOf(presetId);
    const good = await supplier.purchase(request());
    expect(good).toMatchObject({ outcome: 'success', created: true, overMaxPrice: false });
    expect(good.serial).toMatch(/\w/);
    expect(good.message).not.toContain(good.serial);
    expect(await supplier.purchase(request(NUMBERS.fails))).toMatchObject({ outcome: 'failed', serial: null });
  });

  test.each([
    ['success', NUMBERS.slow],
    ['failed', NUMBERS.slowThenFails],
  ] as const)('pending, then %s, found by asking; asking buys nothing', async (end, number) => {
    const supplier = supplierOf(presetId);
    const before = await purchases();
    const asked = request(number);
    const first = await supplier.purchase(asked);
    expect(first).toMatchObject({ outcome: 'pending', serial: null });
    expect(await supplier.status(known(asked, first))).toMatchObject({ outcome: 'pending' });
    await vendors.call('POST', '/clock', { offsetMs: 120_000 });
    expect(await supplier.status(known(asked, first))).toMatchObject({ outcome: end });
    await vendors.call('POST', '/clock', { offsetMs: 0 });
    expect(await boughtBy(before)).toBe(1);
  });

  test.each(['reset', 'broken_json', 'huge'])('an answer lost by %s: unknown, and one purchase', async (kind) => {
    const supplier = supplierOf(presetId);
    const before = await purchases();
    const asked = request();
    await vendors.faults([{ kind, vendor: 'supplier', endpoint: 'transaction', calls: 1 }]);
    const lost = await supplier.purchase(asked);
    expect(lost).toMatchObject({ outcome: 'unknown', created: null, serial: null });
    expect(await boughtBy(before)).toBe(1);
    const later = await supplier.status(known(asked, lost));
    if (isNameless) {
      expect(later).toMatchObject({ outcome: 'unknown' });
      expect(later.message).toMatch(/^may be one of: VP\d+ success/);
    } else {
      expect(later).toMatchObject({ outcome: 'success' });
    }
    expect(await boughtBy(before)).toBe(1);
  });

  test('a purchase that never arrived: asking says nothing, and buys only where that is the same purchase', async () => {
    const supplier = supplierOf(presetId);
    const asked = request('087800001299');
    await vendors.faults([{ kind: 'http_500', vendor: 'supplier', endpoint: 'transaction', calls: 1 }]);
    const before = await purchases();
    expect(await supplier.purchase(asked)).toMatchObject({ outcome: 'unknown' });
    expect(await boughtBy(before)).toBe(0);
    const { outcome } = await supplier.status(asked);
    expect(outcome).toBe(supplier.capabilities.idempotentSubmit ? 'success' : 'unknown');
    expect(await boughtBy(before)).toBe(supplier.capabilities.idempotentSubmit ? 1 : 0);
  });

  test.each(['html_200', 'html_502', 'duplicate'])('after %s the outcome is unknown', async (kind) => {
    await vendors.faults([{ kind, vendor: 'supplier', endpoint: 'transaction', calls: 1 }]);
    expect(await supplierOf(presetId).purchase(request())).toMatchObject({ outcome: 'unknown' });
  });

  test('another price is told', async () => {
    await vendors.faults([{ kind: 'other_amount', vendor: 'supplier', calls: 1, endpoint: 'transaction' }]);
    const { outcome, priceIdr } = await supplierOf(presetId).purchase(request(NUMBERS.slow));
    expect(outcome).toBe('pending');
    expect(priceIdr).toBe(10_150);
  });

  test('wrong credentials: surely nothing was bought, and a question with them says nothing', async () => {
    const right = supplierOf(presetId);
    const asked = request(NUMBERS.slow);
    const first = await right.purchase(asked);
    const wrong = supplierOf(presetId, { api_key: 'salah-sama-sekali', password: 'salah-sama-sekali' });
    const before = await purchases();
    expect(await wrong.purchase(request())).toMatchObject({
      outcome: 'rejected',
      created: false,
      reason: 'credentials',
    });
    expect(await wrong.status(known(asked, first))).toMatchObject({ outcome: 'unknown', created: null });
    expect(await wrong.test()).toMatchObject({ ok: false, reason: 'credentials' });
    expect(await boughtBy(before)).toBe(0);
  });

  test('its reports are read, and believed only where the signature covers them', async () => {
    const { port } = hook.address() as AddressInfo;
    await vendors.call('POST', '/setup', { supplier: { webhookUrl: `http://127.0.0.1:${String(port)}/hook` } });
    const supplier = supplierOf(presetId);
    const asked = request();
    const { supplierRef = null } = await supplier.purchase(asked);
    await until(() => Promise.resolve(received.length > 0));
    const [report] = received;
    const reading = supplier.readWebhook(report!, Date.now());
    expect(reading.confirm).toBe(presetId === 'digiflazz' ? 'never' : 'always');
    expect(reading.events).toMatchObject([
      {
        refId: isNameless ? null : asked.refId,
        ...(isNameless ? { supplierRef } : {}),
        reading: { outcome: 'success' },
      },
    ]);
  });

  test('nothing secret is in what is written down', async () => {
    const values = presetNamed(presetId).practice?.values ?? {};
    const supplier = supplierOf(presetId);
    const good = await supplier.purchase(request());
    await supplier.balance();
    await supplier.status(known(request(), good));
    await supplier.priceList();
    const written = JSON.stringify(logs);
    expect(logs).toHaveLength(4);
    for (const name of ['api_key', 'pin', 'password', 'webhook_secret']) {
      if (values[name]) expect(written).not.toContain(values[name]);
    }
    expect(written).not.toContain(good.serial);
    expect(written).not.toContain(NUMBERS.ok);
  });
});
