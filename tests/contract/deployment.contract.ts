/**
 * What a format for endpoints that set things up must do: one name per deployment, whatever is answered; a callback that
 * is believed for its signature alone. Run by the format's own test with a recording.
 */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../adapters/wire/http.ts';
import type { PurchaseOutcome, PurchaseRequest, Supplier } from '../../commerce/ports/supplier.ts';
import { startVendor, type Behaviour, type VendorServer } from './vendor-server.ts';
import type { NewEndpoint } from '../support/deployment-supplier.ts';

export interface DeploymentRecording {
  credentials: { signing_secret: string };
  request: PurchaseRequest;
  /** The body it is sent as. */
  sent: object;
  answers: { name: string; answer: Behaviour; submitted: PurchaseOutcome; checked: PurchaseOutcome }[];
}

const NOW = Date.parse('2026-11-27T07:00:00Z');

const answers = (status: number, body: object | string): Behaviour => ({
  status,
  contentType: 'application/json',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
export function deploymentContract(
  name: string,
  { recording, build }: { recording: DeploymentRecording; build: (given: NewEndpoint) => Supplier },
): void {
  const SECRET = recording.credentials.signing_secret;
  const { request } = recording;
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
    build({ baseUrl: vendor.url, secret: SECRET, http: client.request, asksStatus, now: () => NOW });
  const hmac = (t: number | string, body: string | Buffer, secret = SECRET) =>
    createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');

  describe(`${name}: what is sent`, () => {
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
      expect(JSON.parse(String(first?.body))).toEqual(recording.sent);
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

  describe(`${name}: what is answered`, () => {
    test.each(recording.answers)('$name', async ({ answer: behaviour, submitted, checked }) => {
      vendor.behave(behaviour);
      expect((await supplier().purchase(request)).outcome).toBe(submitted);
      expect((await supplier().status(request)).outcome).toBe(checked);
    });

    test('an endpoint that is away may have been reached before, so it is asked again under the same id', async () => {
      const away = build({ baseUrl: 'http://127.0.0.1:1', secret: SECRET, http: client.request });
      expect(await away.purchase(request)).toMatchObject({ outcome: 'unknown', reason: 'transport' });
    });

    test('goods stand in the serial and not in the message', async () => {
      vendor.behave(
        answers(200, { status: 'done', url: 'https://x', credentials: 'a / b', message: 'see https://x, a / b' }),
      );
      expect(await supplier().purchase(request)).toMatchObject({ serial: 'https://x\na / b', message: 'see ***, ***' });
    });
  });

  describe(`${name}: what calls back`, () => {
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
}
