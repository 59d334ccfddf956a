/**
 * What every payment format must do, whatever its vendor: replay the recorded exchanges to the byte, stay honest when
 * the gateway does not behave, and never believe a message that is not ours. Driven by `tests/wire/<preset>.json`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CreatePaymentRequest, PaymentGateway, PaymentQuery } from '../../commerce/ports/payment-gateway.ts';
import { jsonAnswer, startVendor } from './vendor-server.ts';
import type { Behaviour, VendorServer } from './vendor-server.ts';

type Operation = 'create' | 'status' | 'cancel' | 'simulate';
type Ask = CreatePaymentRequest & PaymentQuery;

export interface PaymentRecording {
  preset: string;
  source: string;
  credentials: Record<string, string>;
  exchanges: {
    name: string;
    operation: Operation;
    ask: Ask;
    /** `path` with its query string. */
    request: { method: string; path: string; body?: unknown };
    answer: { status: number; body: unknown };
    /** Instants are written as ISO text. */
    result: unknown;
  }[];
  links: { name: string; ask: Ask; config: Record<string, string>; link: string }[];
  webhooks: {
    name: string;
    headers: Record<string, string>;
    body: string;
    webhookSecret?: string;
    verified: boolean;
    reason: string;
    confirm: string;
    /** What the owner is told of, though it is refused. */
    untrue?: string;
    events: unknown[];
  }[];
}

export interface PaymentBench {
  recording: PaymentRecording;
  /** Builds the bare adapter (no retries) against a base URL; `timeoutMs` bounds every request. */
  build(options: {
    baseUrl: string;
    credentials: Record<string, string>;
    config?: Record<string, string>;
    environment?: 'sandbox' | 'live';
    timeoutMs: number;
  }): PaymentGateway;
}

/** Every preset's recording has these; the rest is the vendor's own. */
const REQUIRED = ['create', 'status paid', 'status pending', 'status expired', 'status not found'];
const NOW = Date.parse('2026-11-21T10:00:00+07:00');
const TIMEOUT_MS = 300;

export function paymentContract(bench: PaymentBench): void {
  const { recording } = bench;
  const name = recording.preset;
  let vendor: VendorServer;
  let gateway: PaymentGateway;
  beforeAll(async () => {
    vendor = await startVendor();
    gateway = bench.build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: TIMEOUT_MS });
  });
  afterAll(async () => await vendor.close());

  const recorded = (wanted: string) => {
    const found = recording.exchanges.find((exchange) => exchange.name === wanted);
    if (!found) throw new Error(`the recording of ${name} has no exchange "${wanted}"`);
    return found;
  };

  describe(`${name}: recorded exchanges`, () => {
    test('has the ones every preset needs', () => {
      expect(recording.exchanges.map((exchange) => exchange.name)).toEqual(expect.arrayContaining(REQUIRED));
    });

    test.each(recording.exchanges)('$name', async ({ operation, ask, request, answer, result }) => {
      vendor.asked.length = 0;
      vendor.behave(jsonAnswer(answer.body, answer.status));
      expect(withIsoTimes(await gateway[operation](ask))).toEqual(result);
      expect(vendor.asked.map(asSent)).toEqual([request]);
    });

    test.each(recording.links)('link: $name', ({ ask, config, link }) => {
      const linked = bench.build({
        baseUrl: vendor.url,
        credentials: recording.credentials,
        config,
        timeoutMs: TIMEOUT_MS,
      });
      expect(linked.payLink(ask)).toBe(link.replace('{base}', vendor.url));
    });

    test('a link needs no call, and carries no secret', async () => {
      vendor.asked.length = 0;
      for (const { ask } of recording.links) {
        const link = gateway.payLink(ask) ?? '';
        for (const secret of secretsOf(recording)) expect(link).not.toContain(secret);
      }
      const byLink = recording.links.find(({ ask }) => ask.method === 'link');
      if (byLink) {
        expect(await gateway.create(byLink.ask)).toMatchObject({
          kind: 'ok',
          value: { payUrl: gateway.payLink(byLink.ask) },
        });
      }
      expect(vendor.asked).toEqual([]);
    });
  });

  describe(`${name}: a gateway that does not behave`, () => {
    const { ask, answer } = recorded('create');
    const paid = recorded('status paid');
    const otherReference = (text: string) => text.replaceAll(ask.reference, 'SOMEBODY-1');
    const otherAmount = (text: string) => text.replaceAll(`"amount":${ask.amountIdr}`, `"amount":${ask.amountIdr + 1}`);

    const doubtful: [string, Behaviour][] = [
      ['silence', 'silence'],
      ['a reset after the request was read', 'reset'],
      ['a connection cut in the answer', 'cut'],
      ['a slow drip', 'drip'],
      ['a 10 MB answer', 'flood'],
      ['HTML with 200', { status: 200, contentType: 'text/html', body: '<html>Maintenance</html>' }],
      ['HTML with 502', { status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }],
      ['HTML with 404', { status: 404, contentType: 'text/html', body: '<html>Not Found</html>' }],
      ['an error with 500', jsonAnswer({ message: 'boom' }, 500)],
      ['an error with 200', jsonAnswer({ message: 'Something went wrong' })],
      ['an empty body', { status: 200, contentType: 'application/json', body: '' }],
      ['null', jsonAnswer(null)],
      ['a redirect', { status: 302, contentType: 'text/plain', body: '' }],
    ];

    test.each([
      ...doubtful,
      ['broken JSON', twist(answer.body, (text) => text.slice(0, -2))],
      ["somebody else's payment", twist(answer.body, otherReference)],
      ['another amount', twist(answer.body, otherAmount)],
      ['"exists already"', jsonAnswer({ message: 'order_id already exists' }, 400)],
      ['a conflict', jsonAnswer({ message: 'no' }, 409)],
    ] as [string, Behaviour][])('after %s a create is unknown, and was sent once', async (_what, behaviour) => {
      vendor.asked.length = 0;
      vendor.behave(behaviour);
      expect(await gateway.create(ask)).toMatchObject({ kind: 'unknown' });
      expect(vendor.asked).toHaveLength(1);
    });

    test.each([
      ...doubtful,
      ['broken JSON', twist(paid.answer.body, (text) => text.slice(0, -2))],
      ["somebody else's payment", twist(paid.answer.body, otherReference)],
      ["somebody else's pending amount", twist(recorded('status pending').answer.body, otherAmount)],
    ] as [string, Behaviour][])('after %s a status is unknown, never paid', async (_what, behaviour) => {
      vendor.behave(behaviour);
      expect(await gateway.status(paid.ask)).toMatchObject({ kind: 'unknown' });
    });

    test('a paid answer with another amount tells that amount, so that it is never taken for ours', async () => {
      vendor.behave(twist(paid.answer.body, otherAmount));
      expect(await gateway.status(paid.ask)).toMatchObject({ kind: 'ok', value: { amountIdr: ask.amountIdr + 1 } });
    });

    test.each([
      [400, 'refused'],
      [401, 'auth'],
      [422, 'refused'],
      [429, 'rate_limited'],
    ])('a readable %i surely made nothing', async (status, code) => {
      vendor.behave(jsonAnswer({ message: 'no such thing' }, status));
      expect(await gateway.create(ask)).toMatchObject({ kind: 'rejected', code });
    });

    test('nobody listening: nothing was sent', async () => {
      const gone = await startVendor();
      await gone.close();
      const lonely = bench.build({ baseUrl: gone.url, credentials: recording.credentials, timeoutMs: TIMEOUT_MS });
      for (const operation of ['create', 'status', 'cancel'] as const) {
        expect(await lonely[operation](ask)).toMatchObject({ kind: 'not_sent' });
      }
      expect(await lonely.test()).toMatchObject({ ok: false, reason: 'unreachable' });
    });
  });

  describe(`${name}: what is not sent at all`, () => {
    const { ask } = recorded('create');
    test.each([
      ['nothing to pay', { amountIdr: 0 }],
      ['a negative amount', { amountIdr: -1 }],
      ['half a rupiah', { amountIdr: 1000.5 }],
      ['a method nobody knows', { method: 'constructor' }],
      ['a reference the vendor would change', { reference: 'A B/1?' }],
    ])('%s', async (_what, change) => {
      vendor.asked.length = 0;
      expect(await gateway.create({ ...ask, ...change })).toMatchObject({ kind: 'rejected' });
      expect(vendor.asked).toEqual([]);
    });

    test('a simulated payment in the live environment', async () => {
      vendor.asked.length = 0;
      const live = bench.build({
        baseUrl: vendor.url,
        credentials: recording.credentials,
        environment: 'live',
        timeoutMs: TIMEOUT_MS,
      });
      expect(live.capabilities.simulate).toBe(false);
      expect(await live.simulate(ask)).toMatchObject({ kind: 'rejected', code: 'unsupported' });
      expect(vendor.asked).toEqual([]);
    });
  });

  describe(`${name}: connection test`, () => {
    test('"no such payment" proves the key; nothing is created', async () => {
      const { answer } = recorded('status not found');
      vendor.asked.length = 0;
      vendor.behave(jsonAnswer(answer.body, answer.status));
      expect(await gateway.test()).toMatchObject({ ok: true, reason: 'ok' });
      expect(vendor.asked.map(({ method }) => method)).toEqual(['GET']);
    });

    test.each([
      [jsonAnswer({ message: 'Invalid key' }, 401), 'credentials'],
      [jsonAnswer({ message: 'Invalid key' }, 403), 'credentials'],
      [{ status: 200, contentType: 'text/html', body: '<html>' }, 'unexpected'],
      ['silence', 'unexpected'],
    ] as [Behaviour, string][])('%j is %s', async (behaviour, reason) => {
      vendor.behave(behaviour);
      expect(await gateway.test()).toMatchObject({ ok: false, reason });
    });
  });

  describe(`${name}: webhooks`, () => {
    const read = (hook: PaymentRecording['webhooks'][number], now = NOW) => {
      const credentials = { ...recording.credentials, webhook_secret: hook.webhookSecret ?? '' };
      const receiver = bench.build({ baseUrl: vendor.url, credentials, timeoutMs: TIMEOUT_MS });
      const { headers, body } = hook;
      return receiver.readWebhook(
        { method: 'POST', path: '/webhook/payment/shop', headers, body: Buffer.from(body) },
        now,
      );
    };

    test.each(recording.webhooks)('$name', (hook) => {
      const { reply, events, untrue, ...reading } = read(hook);
      expect(untrue?.kind).toBe(hook.untrue);
      const { verified, reason, confirm } = hook;
      expect(reading).toEqual({ verified, reason, confirm });
      expect(events.map(({ eventKey, ...event }) => (eventKey.length > 8 ? withIsoTimes(event) : event))).toEqual(
        hook.events,
      );
      expect(reply.status < 300).toBe(hook.events.length > 0);
    });

    test('a replay has the same key however late it comes and however it is written; other news has another', () => {
      const [first] = recording.webhooks;
      if (!first) throw new Error('no webhook recorded');
      const compact = { ...first, body: JSON.stringify(JSON.parse(first.body)) };
      const keys = [first, compact].map((hook) => read(hook, NOW + 30 * 86_400_000).events[0]?.eventKey);
      expect(new Set([...keys, read(first).events[0]?.eventKey]).size).toBe(1);
      const all = recording.webhooks
        .filter(({ headers }) => Object.keys(headers).length === 0)
        .flatMap((hook) => read(hook).events);
      expect(new Set(all.map(({ eventKey }) => eventKey)).size).toBe(all.length);
      expect(all.length).toBeGreaterThan(1);
    });
  });
}

function asSent({ method, path, query, body }: VendorServer['asked'][number]) {
  const search = new URLSearchParams(query).toString();
  const sent = { method, path: search === '' ? path : `${path}?${search}` };
  return body === '' ? sent : { ...sent, body: JSON.parse(body) as unknown };
}

/** Instants as the recording writes them. */
function withIsoTimes(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) =>
    (key === 'paidAt' || key === 'expiresAt') && typeof inner === 'number' ? new Date(inner).toISOString() : inner,
  );
  return JSON.parse(text) as unknown;
}

function secretsOf({ credentials }: PaymentRecording): string[] {
  return Object.entries(credentials).flatMap(([name, value]) => (/key|secret|token/.test(name) ? [value] : []));
}

/** A recorded answer with its text changed. */
const twist = (body: unknown, change: (text: string) => string): Behaviour => ({
  status: 200,
  contentType: 'application/json',
  body: change(JSON.stringify(body)),
});
