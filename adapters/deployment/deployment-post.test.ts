/** What an endpoint may answer and call back with, and what is made of it. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PurchaseRequest } from '../../commerce/ports/supplier.ts';
import { startVendor, type Behaviour, type VendorServer } from '../../tests/contract/vendor-server.ts';
import { newSupplier } from '../../tests/support/deployment-supplier.ts';
import { createHttpClient } from '../wire/http.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-signs';
const NOW = Date.parse('2026-11-27T07:00:00Z');
const client = createHttpClient({ defaultBudgetMs: 400 });
let vendor: VendorServer;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(async () => {
  await vendor.close();
  await client.close();
});

const supplier = (asksStatus = false) =>
  newSupplier({ baseUrl: vendor.url, secret: SECRET, http: client.request, asksStatus, now: () => NOW });
const request: PurchaseRequest = {
  refId: 'id-1',
  sku: 'BOT1',
  customerNo: '',
  maxPriceIdr: 75_000,
  deployment: {
    orderCode: 'ABC123',
    productCode: 'BOT1',
    quantity: 1,
    answer: 'toko.example',
    payer: { channel: 'telegram', telegramId: '12345', name: 'Ayu' },
    amountIdr: 75_000,
    createdAt: NOW,
    callbackUrl: 'https://shop.example/webhook/deployment/deployment',
  },
};
const answers = (status: number, body: object | string): Behaviour => ({
  status,
  contentType: 'application/json',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const hmac = (t: number | string, body: string | Buffer, secret = SECRET) =>
  createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');

describe('what is sent', () => {
  test('one POST, signed over its time and bytes, under the id as key; a repeat says the same', async () => {
    vendor.asked.length = 0;
    vendor.behave(answers(202, {}));
    await supplier().purchase(request);
    await supplier().status(request);
    const [first, second] = vendor.asked;
    expect(vendor.asked).toHaveLength(2);
    expect(second?.body).toBe(first?.body);
    const header = String(first?.headers['x-deployment-signature']);
    const [, t = '', v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    expect(t).toBe(String(NOW / 1000));
    expect(v1).toBe(hmac(t, first?.body ?? ''));
    expect(first?.headers['idempotency-key']).toBe('id-1');
    expect(JSON.parse(String(first?.body))).toMatchObject({ deployment_id: 'id-1', payer: { telegram_id: '12345' } });
  });

  test('where it is asked by GET, a post follows only where it never heard of it', async () => {
    vendor.asked.length = 0;
    vendor.behave(answers(200, { deployment_id: 'id-1', status: 'running' }));
    expect(await supplier(true).status(request)).toMatchObject({ outcome: 'pending' });
    vendor.behave(answers(404, {}));
    expect(await supplier(true).status(request)).toMatchObject({ outcome: 'unknown' });
    expect(vendor.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /id-1', 'GET /id-1', 'POST /']);
  });
});

describe('what is answered', () => {
  test.each<[string, Behaviour, string, string]>([
    ['silence', 'silence', 'unknown', 'unknown'],
    ['a reset after the request was read', 'reset', 'unknown', 'unknown'],
    ['a cut answer', 'cut', 'unknown', 'unknown'],
    ['an error', answers(500, { status: 'failed' }), 'unknown', 'unknown'],
    ['too many requests', answers(429, 'slow down'), 'unknown', 'unknown'],
    ['another secret', answers(401, {}), 'unknown', 'unknown'],
    ['HTML with 200', { status: 200, contentType: 'text/html', body: '<html>' }, 'unknown', 'unknown'],
    ['a yes without a word', answers(200, {}), 'unknown', 'unknown'],
    ['a word it does not know', answers(200, { status: 'perhaps' }), 'unknown', 'unknown'],
    ['something about another', answers(200, { deployment_id: 'id-2', status: 'done' }), 'unknown', 'unknown'],
    ['taken', answers(202, ''), 'pending', 'pending'],
    ['running', answers(200, { status: 'running' }), 'pending', 'pending'],
    ['done', answers(200, { status: 'done', url: 'https://x' }), 'success', 'success'],
    ['failed', answers(200, { status: 'failed' }), 'failed', 'failed'],
    ['a refusal', answers(422, { message: 'no' }), 'rejected', 'unknown'],
  ])('%s', async (_what, behaviour, submitted, checked) => {
    vendor.behave(behaviour);
    expect((await supplier().purchase(request)).outcome).toBe(submitted);
    expect((await supplier().status(request)).outcome).toBe(checked);
  });

  test('an endpoint that is away may have been reached before, so it is asked again under the same id', async () => {
    const away = newSupplier({ baseUrl: 'http://127.0.0.1:1', secret: SECRET, http: client.request });
    expect(await away.purchase(request)).toMatchObject({ outcome: 'unknown', reason: 'transport' });
  });

  test('goods stand in the serial and not in the message', async () => {
    vendor.behave(
      answers(200, { status: 'done', url: 'https://x', credentials: 'a / b', message: 'see https://x, a / b' }),
    );
    expect(await supplier().purchase(request)).toMatchObject({ serial: 'https://x\na / b', message: 'see ***, ***' });
  });
});

describe('what calls back', () => {
  const body = JSON.stringify({ deployment_id: 'id-1', status: 'done', url: 'https://x' });
  const read = (header: string | null, raw: string = body, now = NOW) =>
    supplier().readWebhook(
      {
        method: 'POST',
        path: '/',
        headers: header === null ? {} : { 'x-deployment-signature': header },
        body: Buffer.from(raw),
      },
      now,
    );
  const t = NOW / 1000;

  test('is believed when its time and bytes are signed', () => {
    expect(read(`t=${t},v1=${hmac(t, body)}`)).toMatchObject({
      verified: true,
      confirm: 'never',
      events: [{ refId: 'id-1', reading: { outcome: 'success', serial: 'https://x' } }],
    });
  });

  test.each([
    ['nothing signed', null, body, 'missing_signature'],
    ['another secret', `t=${t},v1=${hmac(t, body, `${SECRET}x`)}`, body, 'bad_signature'],
    ['other bytes', `t=${t},v1=${hmac(t, body)}`, `${body} `, 'bad_signature'],
    ['another time', `t=${t - 1},v1=${hmac(t, body)}`, body, 'bad_signature'],
    ['an old one', `t=${t - 301},v1=${hmac(t - 301, body)}`, body, 'stale'],
    ['no list', hmac(t, body), body, 'malformed'],
  ])('is refused: %s', (_what, header, raw, reason) => {
    expect(read(header, raw)).toMatchObject({ verified: false, reason, events: [], reply: { status: 401 } });
  });

  test('a signed one that names no deployment is unreadable', () => {
    const raw = JSON.stringify({ status: 'done' });
    expect(read(`t=${t},v1=${hmac(t, raw)}`, raw)).toMatchObject({ verified: false, reason: 'malformed' });
  });
});
