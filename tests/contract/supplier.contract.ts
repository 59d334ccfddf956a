/**
 * What every supplier format must do, whatever its vendor: replay the recorded exchanges to the byte, and stay honest
 * when the vendor does not behave. Run by the format's own test with a recording of one vendor's dialect.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundRequest } from '../../commerce/ports/outcome.ts';
import type { BillRequest, PurchaseRequest, Supplier, SupplierWebhookReading } from '../../commerce/ports/supplier.ts';
import { startVendor } from './vendor-server.ts';
import type { Answer, Asked, Behaviour, VendorServer } from './vendor-server.ts';

export interface SupplierRecording {
  credentials: Record<string, string>;
  purchase: PurchaseRequest;
  /** The number asked about, of a supplier that says whose it is. */
  inquiry?: string;
  /** The bill asked about and paid, of a supplier that has bills. */
  bill?: BillRequest;
  exchanges: {
    name: string;
    call: string;
    /** `body` is a JSON body, `form` the fields of a form; neither for a GET. */
    request: { method: string; path: string; query?: object; headers?: object; body?: object; form?: object };
    response: Answer;
    reads: unknown;
  }[];
  webhooks: RecordedWebhook[];
}

const NO_BILL: BillRequest = { refId: 'none', sku: 'none', customerNo: '0' };

interface RecordedWebhook {
  name: string;
  headers: Record<string, string>;
  /** Of a report by GET; it has no body then. */
  query?: string;
  body?: string;
  reads: unknown;
}

interface SignedProof {
  of: 'body' | 'reference' | 'account';
  /** Where the signature stands: a header, or a field in the `data` of the body. */
  carrier: { header: string } | { field: string };
  prefix: string;
  /** The credential it cannot be made without. */
  secret: string;
}

export interface SupplierBench {
  recording: SupplierRecording;
  /**
   * What a webhook's word is worth. `body`: its signature covers the bytes; `reference`: a token over the reference only;
   * `account`: the same token every time; `nothing`: reports by GET, unsigned; `never`: the supplier does not call.
   */
  proof: SignedProof | { of: 'nothing' | 'never' };
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
    if (call === 'inquire') return await supplier.inquire(recording.inquiry ?? '');
    if (call === 'billList') return await supplier.billList();
    if (call === 'inquireBill') return await supplier.inquireBill(recording.bill ?? NO_BILL);
    const bill = { ...(recording.bill ?? NO_BILL), maxPriceIdr: 10_500, isBill: true };
    if (call === 'payBill') return await supplier.purchase(bill);
    if (call === 'billStatus') return await supplier.status(bill);
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
      const { headers = {}, ...rest } = request;
      expect(sentAs(sent)).toEqual({ query: {}, ...rest });
      expect(sent?.headers).toMatchObject(headers);
    });
  });

  describe(`${name}: a vendor that does not behave`, () => {
    const bought = recording.exchanges.find(({ call, reads }) => call === 'purchase' && isSuccess(reads));
    const success = (bought ?? recording.exchanges.find(({ reads }) => isSuccess(reads)))?.response;
    // Some suppliers never answer a purchase with its end; what they say when asked is no answer to a purchase.
    const answered = bought ? ['purchase', 'status'] : ['status'];
    const name = recording.purchase.supplierRef ?? recording.purchase.refId;
    const twisted = (twist: (body: string) => string, status = 200): Answer => ({
      status,
      contentType: 'application/json',
      body: twist(success?.body ?? ''),
    });
    const otherRef = (body: string) => body.replaceAll(name, 'SOMEBODY-1');

    const unreadable: [string, Behaviour][] = [
      ['silence', 'silence' as const],
      ['a reset after the request was read', 'reset' as const],
      ['a connection cut in the answer', 'cut' as const],
      ['HTML with 200', { status: 200, contentType: 'text/html', body: '<html>Maintenance</html>' }],
      ['HTML with 502', { status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }],
      ['an empty body', { status: 200, contentType: 'application/json', body: '' }],
      ['too many requests', { status: 429, contentType: 'text/plain', body: 'slow down' }],
    ];
    const spoilt: [string, Behaviour][] = [
      ['half an answer', twisted((body) => body.slice(0, body.length >> 1))],
      ['a success with HTTP 500', twisted((body) => body, 500)],
      ['a redirect', twisted((body) => body, 302)],
    ];

    test.each([
      ...unreadable.map(([what, behaviour]) => ({ what, behaviour, calls: ['purchase', 'status'] })),
      ...spoilt.map(([what, behaviour]) => ({ what, behaviour, calls: answered })),
    ])('after $what a purchase is unknown, and was sent once', async ({ behaviour, calls }) => {
      vendor.asked.length = 0;
      vendor.behave(behaviour);
      for (const call of calls) {
        expect(await ask(call)).toMatchObject({ outcome: 'unknown', created: null, serial: null });
      }
      expect(vendor.asked).toHaveLength(calls.length);
    });

    test('whose number it is stays unknown, and nobody is asked where there is no such question', async () => {
      for (const [, behaviour] of unreadable) {
        vendor.behave(behaviour);
        vendor.asked.length = 0;
        const names = supplier.capabilities.inquires.length > 0;
        const answer = await supplier.inquire(recording.inquiry ?? '12345678901');
        expect(answer).toMatchObject({ kind: names ? 'unknown' : 'not_sent' });
        expect(vendor.asked).toHaveLength(names ? 1 : 0);
      }
      expect(supplier.capabilities.inquires.length > 0).toBe(recording.inquiry !== undefined);
    });

    test('a bill nobody understands is unknown, asked, paid or asked about, and nobody is asked where there are none', async () => {
      const { bills } = supplier.capabilities;
      expect(bills).toBe(recording.bill !== undefined);
      for (const [, behaviour] of unreadable) {
        vendor.behave(behaviour);
        vendor.asked.length = 0;
        expect(await ask('inquireBill')).toMatchObject({ kind: bills ? 'unknown' : 'not_sent' });
        expect(await ask('payBill')).toMatchObject({ outcome: bills ? 'unknown' : 'rejected' });
        expect(await ask('billStatus')).toMatchObject({ outcome: 'unknown' });
        expect(vendor.asked).toHaveLength(bills ? 3 : 0);
      }
    });

    test("somebody else's purchase says nothing of ours", async () => {
      vendor.behave(twisted(otherRef));
      for (const call of answered)
        expect(await ask(call)).toMatchObject({ outcome: 'unknown', reason: 'wrong_reference' });
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
    const { proof } = bench;
    const [first] = recording.webhooks;
    const read = (webhook: RecordedWebhook, now = NOW) => supplier.readWebhook(inbound(webhook), now);

    test('there are recorded ones, unless the supplier never calls', () => {
      expect(recording.webhooks.length > 0).toBe(proof.of !== 'never');
    });

    test.each(recording.webhooks)('$name', (webhook) => {
      const reading = read(webhook);
      expect(reading).toMatchObject(webhook.reads as object);
      expect(reading.reply.status).toBe(200);
    });

    test('a replay has the same event key, however late; other news has another', () => {
      const keys = eventKeys(read, recording.webhooks, NOW);
      expect(eventKeys(read, recording.webhooks, NOW + MONTH_MS)).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThanOrEqual(proof.of === 'never' ? 0 : 2);
    });

    if (proof.of === 'nothing' && first) {
      test('a report by GET proves nothing, and by POST it is not taken at all', () => {
        expect(read(first)).toMatchObject({ reason: 'unsigned' });
        for (const webhook of recording.webhooks) {
          expect(read(webhook)).toMatchObject({ verified: false, confirm: 'always' });
          const posted = { ...inbound(webhook), method: 'POST', body: Buffer.from(webhook.query ?? '') };
          expect(supplier.readWebhook(posted, NOW)).toMatchObject({ verified: false, events: [] });
        }
      });
      test('a parameter that comes twice means nothing', () => {
        const twice = { ...first, query: `${first.query ?? ''}&${first.query ?? ''}` };
        expect(read(twice)).toMatchObject({ events: [], reason: 'malformed' });
      });
    }

    if ('carrier' in proof && first) forgeries(proof, first);
  });

  function forgeries({ carrier, prefix, of, secret }: SignedProof, first: RecordedWebhook): void {
    const digest = signatureOf(first, carrier).slice(prefix.length);
    const other = recording.webhooks.find((webhook) => signatureOf(webhook, carrier) !== prefix + digest);
    const read = (webhook: RecordedWebhook) => supplier.readWebhook(inbound(webhook), NOW);

    const signatures: [string, string | undefined][] = [
      ['none', undefined],
      ['an empty one', ''],
      ['a flipped bit', prefix + flipFirst(digest)],
      ['the wrong case', prefix + digest.toUpperCase()],
      ['a cut digest', prefix + digest.slice(0, -1)],
      ['a longer digest', `${prefix}${digest}0`],
      ...(prefix === ''
        ? []
        : ([
            ['a prefix in the wrong case', prefix.toUpperCase() + digest],
            ['no prefix', digest],
            ['only the prefix', prefix],
          ] satisfies [string, string][])),
      ...(other === undefined
        ? []
        : ([['the signature of another body', signatureOf(other, carrier)]] satisfies [string, string][])),
    ];
    test.each(signatures)('a signature with %s is refused and yields no event', (_what, signature) => {
      expect(read(signedWith(first, carrier, signature))).toMatchObject({
        verified: false,
        events: [],
        reply: { status: 401 },
      });
    });

    test('what its signature does not cover is only a hint', () => {
      const again = { ...first, body: JSON.stringify(JSON.parse(first.body ?? '')) + ' ' };
      if (of === 'body') expect(read(again)).toMatchObject({ verified: false, events: [] });
      else expect(read(again)).toMatchObject({ verified: true, confirm: 'always' });
    });

    test('without a configured secret nothing is believed, not even what an empty secret would sign', () => {
      const { [secret]: _secret, ...others } = recording.credentials;
      for (const credentials of [others, { ...others, [secret]: '' }]) {
        const bare = bench.build({ baseUrl: vendor.url, credentials, timeoutMs: 400 });
        expect(bare.readWebhook(inbound(first), NOW)).toMatchObject({
          verified: false,
          reason: 'no_secret',
          events: [],
        });
      }
    });
  }
}

const inbound = ({ headers, query, body }: RecordedWebhook): InboundRequest => ({
  method: query === undefined ? 'POST' : 'GET',
  path: `/webhook/supplier/shop${query === undefined ? '' : `?${query}`}`,
  headers,
  body: Buffer.from(body ?? ''),
});

const eventKeys = (
  read: (webhook: RecordedWebhook, now: number) => SupplierWebhookReading,
  webhooks: readonly RecordedWebhook[],
  now: number,
) => webhooks.flatMap((webhook) => read(webhook, now).events.map(({ eventKey }) => eventKey));

interface SignedBody {
  data: Record<string, unknown>;
}

function signatureOf({ headers, body }: RecordedWebhook, carrier: SignedProof['carrier']): string {
  if ('header' in carrier) return headers[carrier.header] ?? '';
  return String((JSON.parse(body ?? '') as SignedBody).data[carrier.field]);
}

function signedWith(webhook: RecordedWebhook, carrier: SignedProof['carrier'], signature: string | undefined) {
  if ('header' in carrier) {
    const { [carrier.header]: _own, ...rest } = webhook.headers;
    return { ...webhook, headers: signature === undefined ? rest : { ...rest, [carrier.header]: signature } };
  }
  const { data } = JSON.parse(webhook.body ?? '') as SignedBody;
  return { ...webhook, body: JSON.stringify({ data: { ...data, [carrier.field]: signature } }) };
}

/** A request as a recording writes it. */
function sentAs(asked: Asked | undefined) {
  const { method, path, query, headers = {}, body = '' } = asked ?? {};
  const type = headers['content-type'];
  const content =
    type === 'application/json'
      ? { body: JSON.parse(body) as unknown }
      : type === 'application/x-www-form-urlencoded'
        ? { form: Object.fromEntries(new URLSearchParams(body)) }
        : {};
  return { method, path, query, ...content };
}

const isSuccess = (reads: unknown) => (reads as { outcome?: string }).outcome === 'success';

function flipFirst(digest: string): string {
  return (digest.startsWith('0') ? '1' : '0') + digest.slice(1);
}
