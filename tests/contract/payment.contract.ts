/**
 * What every payment format must do, whatever its vendor: replay the recorded exchanges to the byte, stay honest when
 * the gateway does not behave, and never believe a message that is not ours. Driven by `tests/wire/<preset>.json`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CreatePaymentRequest,
  PaymentGateway,
  PaymentQuery,
  RefundOrder,
} from '../../commerce/ports/payment-gateway.ts';
import { jsonAnswer, startVendor } from './vendor-server.ts';
import type { Behaviour, VendorServer } from './vendor-server.ts';

type Operation = 'create' | 'status' | 'cancel' | 'simulate' | 'refund';
type Ask = CreatePaymentRequest & PaymentQuery;

export interface PaymentRecording {
  preset: string;
  source: string;
  credentials: Record<string, string>;
  exchanges: {
    name: string;
    operation: Operation;
    ask: Ask;
    refund?: RefundOrder;
    /** `path` with its query string; `to` where it is not the provider's own address; the headers that matter. */
    request: { method: string; path: string; to?: string; headers?: Record<string, string>; body?: unknown };
    answer: { status: number; body: unknown };
    /** Instants are written as ISO text. */
    result: unknown;
  }[];
  /** What proves the key, where it is not the exchange "status not found". */
  connection?: { method: string; path: string; answer: { status: number; body: unknown } };
  /** How the vendor says that the reference is taken. */
  duplicate?: { status: number; body: unknown };
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
/** The instant at which recorded requests are made and webhooks arrive. */
export const NOW = Date.parse('2026-11-21T10:00:00+07:00');
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
      const outcomes = recording.exchanges.map((one) => `${one.operation} ${(one.result as { kind: string }).kind}`);
      const { cancel, refund } = gateway.capabilities;
      const needed = ['create rejected', ...(cancel ? ['cancel ok'] : []), ...(refund ? ['refund ok'] : [])];
      expect(outcomes).toEqual(expect.arrayContaining(needed));
      const readings = recording.webhooks.map(({ verified, reason }) => (verified ? 'ok' : reason));
      if (readings.includes('ok')) expect(readings).toEqual(expect.arrayContaining(['bad_signature']));
    });

    test.each(recording.exchanges)('$name', async ({ operation, ask, refund, request, answer, result }) => {
      vendor.asked.length = 0;
      vendor.behave(jsonAnswer(answer.body, answer.status));
      const what = operation === 'refund' ? gateway.refund(ask, refund as RefundOrder) : gateway[operation](ask);
      expect(withIsoTimes(await what)).toEqual(result);
      expect(vendor.asked.map((asked) => asSent(asked, Object.keys(request.headers ?? {})))).toEqual([request]);
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
    const otherAmount = (text: string) => withAmount(text, ask.amountIdr, ask.amountIdr + 1);
    const pending = recorded('status pending');
    /** Some vendors answer without naming payment or amount; there is nothing to compare then. */
    const ifSaid = (body: unknown, change: (text: string) => string, what: string): [string, Behaviour][] =>
      change(JSON.stringify(body)) === JSON.stringify(body) ? [] : [[what, twist(body, change)]];

    const { duplicate = { status: 400, body: { message: 'order_id already exists' } } } = recording;

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
      ...ifSaid(answer.body, otherReference, "somebody else's payment"),
      ...ifSaid(answer.body, otherAmount, 'another amount'),
      ['"exists already"', jsonAnswer(duplicate.body, duplicate.status)],
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
      ...ifSaid(paid.answer.body, otherReference, "somebody else's payment"),
      ...ifSaid(pending.answer.body, otherAmount, "somebody else's pending amount"),
    ] as [string, Behaviour][])('after %s a status is unknown, never paid', async (_what, behaviour) => {
      vendor.behave(behaviour);
      expect(await gateway.status(paid.ask)).toMatchObject({ kind: 'unknown' });
    });

    test.each(ifSaid(paid.answer.body, otherAmount, 'another amount'))(
      'a paid answer with %s tells that amount, so that it is never taken for ours',
      async (_what, behaviour) => {
        vendor.behave(behaviour);
        expect(await gateway.status(paid.ask)).toMatchObject({ kind: 'ok', value: { amountIdr: ask.amountIdr + 1 } });
      },
    );

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
      expect(await lonely.create(ask)).toMatchObject({ kind: 'not_sent' });
      expect(await lonely.status(paid.ask)).toMatchObject({ kind: 'not_sent' });
      if (lonely.capabilities.cancel) expect(await lonely.cancel(paid.ask)).toMatchObject({ kind: 'not_sent' });
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
    const { request, answer: notFound } = recorded('status not found');
    const { method: harmless, answer } = recording.connection ?? { method: request.method, answer: notFound };

    test('"no such payment" proves the key; nothing is created', async () => {
      vendor.asked.length = 0;
      vendor.behave(jsonAnswer(answer.body, answer.status));
      expect(await gateway.test()).toMatchObject({ ok: true, reason: 'ok' });
      expect(vendor.asked.map(({ method }) => method)).toEqual([harmless]);
      if (recording.connection) expect(vendor.asked[0]?.path).toBe(recording.connection.path);
      expect(vendor.asked[0]?.path).not.toBe(recorded('create').request.path);
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
    type Hook = PaymentRecording['webhooks'][number];
    const read = (hook: Hook, now = NOW, change = (secret: string) => secret) => {
      const all = { ...recording.credentials, webhook_secret: hook.webhookSecret ?? '' };
      const secrets = secretsOf({ credentials: all });
      const credentials = Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, secrets.includes(value) ? change(value) : value]),
      );
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
      expect(reply.status < 300).toBe(hook.verified || hook.events.length > 0);
    });

    if (recording.webhooks.length === 0) {
      test('it sends none, so whoever does is refused', () => {
        const request = { method: 'POST', path: '/webhook/payment/shop', headers: {}, body: Buffer.from('{}') };
        expect(gateway.readWebhook(request, NOW)).toMatchObject({
          verified: false,
          events: [],
          reply: { status: 404 },
        });
      });
      return;
    }

    const genuine = recording.webhooks.filter(({ verified }) => verified);

    test('a replay has the same key however late it comes and however it is written, or is refused', () => {
      const [first] = recording.webhooks.filter(({ events }) => events.length > 0);
      if (!first) throw new Error('no webhook recorded');
      const key = read(first).events[0]?.eventKey;
      expect(read(first).events[0]?.eventKey).toBe(key);
      const late = read(first, NOW + 30 * 86_400_000);
      expect(late.events[0]?.eventKey ?? late.reason).toBe(late.reason === 'stale' ? 'stale' : key);
      if (!first.body.startsWith('{')) return;
      const compact = read({ ...first, body: JSON.stringify(JSON.parse(first.body)) });
      const isRewritten = first.verified && compact.reason === 'bad_signature';
      expect(compact.events.map(({ eventKey }) => eventKey)).toEqual(isRewritten ? [] : [key]);
    });

    test('other news has another key', () => {
      const news = recording.webhooks.filter(({ events }) => events.length > 0);
      const keys = new Set(news.flatMap((hook) => read(hook).events.map(({ eventKey }) => eventKey)));
      expect(keys.size).toBeGreaterThanOrEqual(new Set(news.map(({ events }) => JSON.stringify(events))).size);
      expect(keys.size).toBeGreaterThan(1);
    });

    test.each(genuine)('$name: refused with other secrets, and with none', (hook) => {
      expect(read(hook, NOW, (secret) => `${secret}x`)).toMatchObject({ verified: false, reason: 'bad_signature' });
      const { verified, reason } = read(hook, NOW, () => '');
      expect([verified, reason]).toEqual([false, expect.stringMatching(/^(no_secret|unsigned)$/)]);
    });

    test.each(genuine.filter(({ events }) => events.length > 0))(
      '$name: an amount changed on the way is refused or asked about',
      (hook) => {
        const amountIdr = (hook.events[0] as { amountIdr: number }).amountIdr;
        const body = withAmount(hook.body, amountIdr, amountIdr + 1);
        expect(body).not.toBe(hook.body);
        const { verified, confirm, events } = read({ ...hook, body });
        if (verified) expect([confirm, events[0]?.amountIdr]).toEqual(['always', amountIdr + 1]);
        else expect(events).toEqual([]);
      },
    );
  });
}

function asSent({ method, path, query, headers, body }: VendorServer['asked'][number], names: string[]) {
  const search = new URLSearchParams(query).toString();
  const sent = { method, path: search === '' ? path : `${path}?${search}` };
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  const fields: unknown = isForm ? Object.fromEntries(new URLSearchParams(body)) : body && JSON.parse(body);
  return {
    ...sent,
    ...(headers[MEANT_FOR] === undefined ? {} : { to: headers[MEANT_FOR] }),
    ...(names.length === 0 ? {} : { headers: Object.fromEntries(names.map((name) => [name, headers[name]])) }),
    ...(body === '' ? {} : { body: fields }),
  };
}

/** Where a request would have gone, had the bench not led it to the vendor of the test. */
export const MEANT_FOR = 'x-meant-for';

/** An amount replaced wherever a text has it: as rupiah, with decimals, or in hundredths. */
function withAmount(text: string, fromIdr: number, toIdr: number): string {
  const pattern = new RegExp(String.raw`(?<![\d.])${fromIdr}(00)?(?!\d)`, 'g');
  return text.replaceAll(pattern, (_all, cents = '') => `${toIdr}${cents}`);
}

/** Instants as the recording writes them. */
function withIsoTimes(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) =>
    (key === 'paidAt' || key === 'expiresAt') && typeof inner === 'number' ? new Date(inner).toISOString() : inner,
  );
  return JSON.parse(text) as unknown;
}

function secretsOf({ credentials }: Pick<PaymentRecording, 'credentials'>): string[] {
  return Object.entries(credentials).flatMap(([name, value]) =>
    /key|secret|token|password/.test(name) ? [value] : [],
  );
}

/** A recorded answer with its text changed. */
const twist = (body: unknown, change: (text: string) => string): Behaviour => ({
  status: 200,
  contentType: 'application/json',
  body: change(JSON.stringify(body)),
});
