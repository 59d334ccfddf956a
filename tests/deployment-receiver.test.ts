/** The receiver printed in docs/deployment.md is run as it stands there, and the shop's own format talks to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpClient } from '../adapters/wire/http.ts';
import { newSupplier } from './support/deployment-supplier.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-signs';
const client = createHttpClient();
const folder = mkdtempSync(join(tmpdir(), 'sapa-receiver-'));
const calls: { headers: Record<string, string>; body: Buffer }[] = [];
const shop = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => void parts.push(part));
  request.on('end', () => {
    calls.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts) });
    response.end('{}');
  });
});
let receiver: ChildProcess;
let baseUrl = '';
let callbackUrl = '';

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  await new Promise<void>((done) => void shop.listen(0, '127.0.0.1', done));
  callbackUrl = `http://127.0.0.1:${portOf(shop)}/webhook/deployment/deployment`;
  const probe = createServer();
  await new Promise<void>((done) => void probe.listen(0, '127.0.0.1', done));
  const port = portOf(probe);
  await new Promise((done) => probe.close(done));
  const page = readFileSync(new URL('../docs/deployment.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
  writeFileSync(join(folder, 'receiver.mjs'), code);
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { SECRET, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    receiver.stdout?.once('data', () => done());
    receiver.once('exit', () => fail(new Error('the receiver ended')));
  });
  baseUrl = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  receiver.kill();
  await client.close();
  shop.closeAllConnections();
  shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const request = () => ({
  refId: 'deployment-1',
  sku: 'BOT1',
  customerNo: '',
  maxPriceIdr: 75_000,
  deployment: {
    orderCode: 'ABC123',
    productCode: 'BOT1',
    quantity: 1,
    answer: 'toko.example',
    payer: { channel: 'web', telegramId: null, name: null },
    amountIdr: 75_000,
    createdAt: 0,
    callbackUrl,
  },
});

test('it takes what is signed, sets up once, tells the end, and its callback is believed', async () => {
  const supplier = newSupplier({ baseUrl, secret: SECRET, http: client.request });
  expect(await supplier.test()).toMatchObject({ ok: true });
  expect(await supplier.purchase(request())).toMatchObject({ outcome: 'pending' });
  await expect.poll(() => calls.length).toBe(1);
  const read = supplier.readWebhook({ method: 'POST', path: '/', ...calls[0]! }, Date.now());
  expect(read).toMatchObject({ verified: true, events: [{ refId: 'deployment-1', reading: { outcome: 'success' } }] });
  expect(await supplier.status(request())).toMatchObject({ outcome: 'success', serial: 'https://toko.example' });
  expect(calls).toHaveLength(1);
});

test('it refuses another secret', async () => {
  const stranger = newSupplier({ baseUrl, secret: `${SECRET}-not`, http: client.request });
  expect(await stranger.test()).toMatchObject({ ok: false, reason: 'credentials' });
  expect(await stranger.purchase(request())).toMatchObject({ outcome: 'unknown', reason: 'credentials' });
});
