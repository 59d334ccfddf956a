/** The practice gateway and the preset that stands for it, over a real socket: what practice mode runs on. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPresetCatalogue } from '../adapters/preset-catalogue.ts';
import { createRegistry } from '../adapters/registry.ts';
import { createHttpClient } from '../adapters/wire/http.ts';
import { readQris } from '../commerce/payment/qris.ts';
import type { InboundRequest } from '../commerce/ports/outcome.ts';
import type { CreatedPayment, PaymentGateway } from '../commerce/ports/payment-gateway.ts';
import type { Preset } from '../commerce/ports/registry.ts';
import { blankProvider } from '../commerce/provider/blank.ts';
import { startSandbox } from '../sandbox/index.ts';
import type { Sandbox } from '../sandbox/index.ts';

const client = createHttpClient();
const received: InboundRequest[] = [];
let sandbox: Sandbox;
let hook: Server;
let attempt = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
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

function practicePreset(): Preset {
  const preset = createPresetCatalogue(new URL('../presets', import.meta.url).pathname).get('pakasir');
  if (!preset) throw new Error('the preset is gone');
  return preset;
}

function gatewayWith(extra: Record<string, string> = {}): PaymentGateway {
  const preset = practicePreset();
  const provider = blankProvider({
    id: 'practice',
    businessId: 'b',
    integrationType: 'payment',
    name: 'Latihan',
    slug: 'latihan',
    apiFormat: preset.apiFormat,
    environment: 'practice',
    baseUrl: `${sandbox.url}${preset.practice?.basePath ?? ''}`,
    presetId: preset.id,
    profile: preset.profile,
    credentialsEncrypted: JSON.stringify({ ...preset.practice?.values, ...extra }),
  });
  const registry = createRegistry({
    http: client.request,
    vault: { openCredentials: (_id, sealed) => sealed },
    clock: { now: Date.now, elapsedMs: () => performance.now() },
    ids: { uuid: () => 'row' },
    logSink: () => undefined,
  });
  return registry.payment(provider);
}

async function control(path: string, body: unknown): Promise<void> {
  const headers = { 'x-sandbox-token': sandbox.token, 'content-type': 'application/json' };
  const url = `${sandbox.url}/control${path}`;
  const result = await client.request({ method: 'POST', url, headers, body: JSON.stringify(body) });
  expect(result).toMatchObject({ kind: 'response' });
}

async function created(gateway: PaymentGateway, method = 'qris') {
  attempt += 1;
  const query = { reference: `TEST${String(attempt)}-1`, amountIdr: 99_000, method, gatewayTransactionId: null };
  const result = await gateway.create({ ...query, description: 'Voucher' });
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result));
  return { query, payment: result.value satisfies CreatedPayment };
}

test('a QRIS is made, is right, and the same reference again is the same payment', async () => {
  const gateway = gatewayWith();
  const { query, payment } = await created(gateway);
  expect(payment).toMatchObject({ feeIdr: 1_003, payableIdr: 100_003, payUrl: null });
  expect(readQris(payment.paymentNumber ?? '', payment.payableIdr)).toMatchObject({ valid: true, reason: 'ok' });
  expect(payment.expiresAt).toBeGreaterThan(Date.now());
  expect(await gateway.create({ ...query, description: '' })).toEqual({ kind: 'ok', value: payment });
  expect(await gateway.status(query)).toMatchObject({ kind: 'ok', value: { status: 'pending', amountIdr: 99_000 } });
});

test('virtual accounts are numbers', async () => {
  const { payment } = await created(gatewayWith(), 'bni_va');
  expect(payment).toMatchObject({ feeIdr: 3_500, payableIdr: 102_500 });
  expect(payment.paymentNumber).toMatch(/^\d+$/);
});

test('every transfer is told: too little, then once more', async () => {
  const gateway = gatewayWith();
  const { query } = await created(gateway);
  await control('/pay', { order_id: query.reference, mode: 'under', webhook: false });
  const short = await gateway.status(query);
  expect(short).toMatchObject({
    value: { status: 'paid', amountIdr: 89_100, testMoney: true, transfers: [{ amountIdr: 89_100 }] },
  });
  await control('/pay', { order_id: query.reference, mode: 'again', webhook: false });
  const both = await gateway.status(query);
  expect(both).toMatchObject({ value: { transfers: [{ amountIdr: 89_100 }, { amountIdr: 99_000 }] } });
  const first = short.kind === 'ok' ? short.value.gatewayTransactionId : null;
  expect(await gateway.status({ ...query, gatewayTransactionId: first })).toMatchObject({
    value: { gatewayTransactionId: first, amountIdr: 89_100 },
  });
});

test('webhooks: a hint without a secret, proof with one, refused with another', async () => {
  const webhookUrl = `http://127.0.0.1:${String((hook.address() as AddressInfo).port)}/webhook/payment/latihan`;
  await control('/setup', { gateway: { webhookUrl, webhookSecret: 'practice-webhook-secret' } });
  const { query } = await created(gatewayWith());
  await control('/pay', { order_id: query.reference, mode: 'exact' });
  await expect.poll(() => received.length, { timeout: 5_000 }).toBe(1);
  const [delivery] = received;
  if (!delivery) throw new Error('nothing arrived');
  const read = (webhook_secret: string) => gatewayWith({ webhook_secret }).readWebhook(delivery, Date.now());
  const event = { reference: query.reference, status: 'paid', amountIdr: 99_000, testMoney: true };
  expect(read('')).toMatchObject({ verified: false, reason: 'unsigned', confirm: 'always', events: [event] });
  expect(read('practice-webhook-secret')).toMatchObject({ verified: true, reason: 'ok', events: [event] });
  expect(read('another-secret')).toMatchObject({ verified: false, reason: 'bad_signature', events: [] });
});

test('cancelled, simulated, tested', async () => {
  const gateway = gatewayWith();
  const { query } = await created(gateway);
  expect(await gateway.cancel(query)).toEqual({ kind: 'ok', value: { cancelled: true } });
  expect(await gateway.status(query)).toMatchObject({ value: { status: 'cancelled' } });
  const { query: other } = await created(gateway);
  expect(await gateway.simulate(other)).toEqual({ kind: 'ok', value: { simulated: true } });
  expect(await gateway.status(other)).toMatchObject({ value: { status: 'paid', amountIdr: 99_000 } });
  expect(await gateway.test()).toMatchObject({ ok: true, reason: 'ok' });
  expect(await gatewayWith({ api_key: 'wrong-key' }).test()).toMatchObject({ ok: false, reason: 'credentials' });
});

test.each(['bad_qr', 'other_qr_amount'])('a gateway that lies in the code (%s) is found out', async (kind) => {
  await control('/faults', { kind, vendor: 'gateway', endpoint: 'create', calls: 1 });
  const { payment } = await created(gatewayWith());
  expect(readQris(payment.paymentNumber ?? '', payment.payableIdr).valid).toBe(false);
});

test.each(['reset', 'http_500', 'html_502', 'html_200', 'broken_json', 'other_amount', 'duplicate', 'huge'])(
  'after %s a create is unknown and the reference can still be asked about',
  async (kind) => {
    await control('/faults', { kind, vendor: 'gateway', endpoint: 'create', calls: 1 });
    const gateway = gatewayWith();
    attempt += 1;
    const query = {
      reference: `TEST${String(attempt)}-1`,
      amountIdr: 99_000,
      method: 'qris',
      gatewayTransactionId: null,
    };
    expect(await gateway.create({ ...query, description: '' })).toMatchObject({ kind: 'unknown' });
    const after = await gateway.status(query);
    expect(after.kind === 'ok' && ['pending', 'not_found'].includes(after.value.status)).toBe(true);
  },
);
