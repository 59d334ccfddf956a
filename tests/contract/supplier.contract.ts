/**
 * What every supplier format must do, whatever its vendor: replay the recorded exchanges to the byte, and stay honest
 * when the vendor does not behave. Run by the format's own test with a recording of one vendor's dialect.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundRequest } from '../../commerce/ports/outcome.ts';
import type { PurchaseRequest, Supplier } from '../../commerce/ports/supplier.ts';
import { startVendor } from './vendor-server.ts';
import type { Answer, VendorServer } from './vendor-server.ts';

export interface SupplierRecording {
  credentials: Record<string, string>;
  purchase: PurchaseRequest;
  exchanges: {
    name: string;
    call: string;
    request: { method: string; path: string; body: unknown };
    response: Answer;
    reads: unknown;
  }[];
  webhooks: { name: string; headers: Record<string, string>; body: string; reads: unknown }[];
}

export interface SupplierBench {
  recording: SupplierRecording;
  /** The header that carries the signature, and the prefix before its digest. */
  signature: { header: string; prefix: string };
  /** Builds the adapter against a base URL; `timeoutMs` bounds every request. */
  build(options: { baseUrl: string; credentials: Record<string, string>; timeoutMs: number }): Supplier;
}

const NOW = Date.parse('2026-11-21T10:00:00+07:00');
const MONTH_MS = 30 * 86_400_000;

export function supplierContract(name: string, bench: SupplierBench): void {
  const { recording } = bench;
  let vendor: VendorServer;
  let supplier: Supplier;
  beforeAll(async () => {
    vendor = await startVendor();
    supplier = bench.build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 400 });
  });
  afterAll(async () => await vendor.close());

  const ask = async (call: string): Promise<unknown> => {
    if (call === 'balance') return await supplier.balance();
    if (call === 'priceList') return await supplier.priceList();
    return call === 'purchase'
      ? await supplier.purchase(recording.purchase)
      : await supplier.status(recording.purchase);
  };

  describe(`${name}: recorded exchanges`, () => {
    test.each(recording.exchanges)('$call: $name', async ({ call, request, response, reads }) => {
      vendor.asked.length = 0;
      vendor.behave(response);
      expect(await ask(call)).toMatchObject(reads as object);
      expect(vendor.asked).toHaveLength(1);
      const [sent] = vendor.asked;
      expect({ method: sent?.method, path: sent?.path, body: JSON.parse(sent?.body ?? '') as unknown }).toEqual(
        request,
      );
      expect(sent?.headers['content-type']).toBe('application/json');
    });
  });

  describe(`${name}: a vendor that does not behave`, () => {
    const success = recording.exchanges.find(({ call, reads }) => call === 'purchase' && isSuccess(reads))?.response;
    const twisted = (twist: (body: string) => string, status = 200): Answer => ({
      status,
      contentType: 'application/json',
      body: twist(success?.body ?? ''),
    });
    const otherRef = (body: string) => body.replaceAll(recording.purchase.refId, 'SOMEBODY-1');

    test.each([
      ['silence', 'silence' as const],
      ['a reset after the request was read', 'reset' as const],
      ['a connection cut in the answer', 'cut' as const],
      ['HTML with 200', { status: 200, contentType: 'text/html', body: '<html>Maintenance</html>' }],
      ['HTML with 502', { status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }],
      ['an empty body', { status: 200, contentType: 'application/json', body: '' }],
      ['broken JSON', twisted((body) => body.slice(0, -2))],
      ['a success with HTTP 500', twisted((body) => body, 500)],
      ['a redirect', twisted((body) => body, 302)],
      ["somebody else's purchase", twisted(otherRef)],
      ['too many requests', { status: 429, contentType: 'text/plain', body: 'slow down' }],
    ])('after %s a purchase is unknown, and was sent once', async (_what, behaviour) => {
      vendor.asked.length = 0;
      vendor.behave(behaviour);
      for (const call of ['purchase', 'status']) {
        expect(await ask(call)).toMatchObject({ outcome: 'unknown', created: null, serial: null });
      }
      expect(vendor.asked).toHaveLength(2);
    });

    test.each(['silence', 'reset', 'cut'] as const)(
      'after %s balance and price list are unknown',
      async (behaviour) => {
        vendor.behave(behaviour);
        expect(await supplier.balance()).toMatchObject({ kind: 'unknown' });
        expect(await supplier.priceList()).toMatchObject({ kind: 'unknown' });
        expect(await supplier.test()).toMatchObject({ ok: false, reason: 'unexpected' });
      },
    );

    test('nobody listening: a purchase surely was not made, a status stays unknown', async () => {
      const gone = await startVendor();
      await gone.close();
      const lonely = bench.build({ baseUrl: gone.url, credentials: recording.credentials, timeoutMs: 400 });
      expect(await lonely.purchase(recording.purchase)).toMatchObject({
        outcome: 'rejected',
        created: false,
        reason: 'transport',
      });
      expect(await lonely.status(recording.purchase)).toMatchObject({ outcome: 'unknown', reason: 'transport' });
      expect(await lonely.balance()).toMatchObject({ kind: 'not_sent' });
      expect(await lonely.test()).toMatchObject({ ok: false, reason: 'unreachable' });
    });
  });

  describe(`${name}: webhooks`, () => {
    const [first] = recording.webhooks;
    const headers = first?.headers ?? {};
    const body = first?.body ?? '';
    const { header, prefix } = bench.signature;
    const digest = (headers[header] ?? '').slice(prefix.length);

    test.each(recording.webhooks)('$name', ({ headers: given, body: text, reads }) => {
      const reading = supplier.readWebhook(inbound(given, text), NOW);
      expect(reading).toMatchObject(reads as object);
      expect(reading.reply.status).toBe(200);
    });

    test.each([
      ['none', undefined],
      ['an empty one', ''],
      ['a flipped bit', prefix + flipFirst(digest)],
      ['the wrong case', prefix + digest.toUpperCase()],
      ['a prefix in the wrong case', prefix.toUpperCase() + digest],
      ['no prefix', digest],
      ['a cut digest', prefix + digest.slice(0, -1)],
      ['a longer digest', `${prefix}${digest}0`],
      ['only the prefix', prefix],
      ['the signature of another body', recording.webhooks[1]?.headers[header]],
    ])('a signature with %s is refused and yields no event', (_what, signature) => {
      const { [header]: _own, ...rest } = headers;
      const forged = signature === undefined ? rest : { ...rest, [header]: signature };
      expect(supplier.readWebhook(inbound(forged, body), NOW)).toMatchObject({
        verified: false,
        events: [],
        reply: { status: 401 },
      });
    });

    test('the bytes are signed, not their meaning', () => {
      const again = JSON.stringify(JSON.parse(body));
      expect(supplier.readWebhook(inbound(headers, again), NOW)).toMatchObject({ verified: false, events: [] });
    });

    test('without a configured secret nothing is believed, not even what an empty secret would sign', () => {
      const { webhook_secret: _secret, ...others } = recording.credentials;
      for (const credentials of [others, { ...others, webhook_secret: '' }]) {
        const bare = bench.build({ baseUrl: vendor.url, credentials, timeoutMs: 400 });
        const reading = bare.readWebhook(inbound(headers, body), NOW);
        expect(reading).toMatchObject({ verified: false, reason: 'no_secret', events: [] });
      }
    });

    test('a replay has the same event key, however late; other news has another', () => {
      const keys = eventKeys(supplier, recording, NOW);
      expect(eventKeys(supplier, recording, NOW + MONTH_MS)).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(2);
    });
  });
}

const inbound = (headers: Record<string, string>, body: string): InboundRequest => ({
  method: 'POST',
  path: '/webhook/supplier/shop',
  headers,
  body: Buffer.from(body),
});

const eventKeys = (supplier: Supplier, recording: SupplierRecording, now: number) =>
  recording.webhooks.flatMap(({ headers, body }) =>
    supplier.readWebhook(inbound(headers, body), now).events.map(({ eventKey }) => eventKey),
  );

const isSuccess = (reads: unknown) => (reads as { outcome?: string }).outcome === 'success';

function flipFirst(digest: string): string {
  return (digest.startsWith('0') ? '1' : '0') + digest.slice(1);
}
