import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { DatabaseFull } from '../../db/errors.ts';
import { HTTP_LIMITS } from './server.ts';
import { openTestSite } from './testing.ts';
import type { TestSite } from './testing.ts';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite({
    overrides: {
      plugins: [
        async (app: FastifyInstance) => {
          app.get('/breaks', async () => {
            throw new Error('secret detail: sk_live_123');
          });
          app.get('/full', async () => {
            throw new DatabaseFull('no room left: /srv/shop');
          });
          app.post('/webhook/:type/:slug', async (request) => ({ got: request.body }));
        },
      ],
    },
  });
});
afterEach(() => site.close());

const json = { 'content-type': 'application/json' };
const postMessages = (body: string, headers: Record<string, string> = json) =>
  fetch(`${site.url}/api/chat/messages`, { method: 'POST', headers, body });

/** Sends raw bytes and gives what came back until the other side closed. */
function raw(bytes: string, port = (site.app.server.address() as { port: number }).port): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => done(answer));
    socket.on('error', fail);
  });
}

describe('what is refused', () => {
  it.each([
    ['broken JSON', '{"session":', 400, 'bad_json'],
    ['nothing at all', '', 400, 'bad_json'],
    ['a prototype key', '{"__proto__":{"x":1}}', 400, 'bad_json'],
    ['more than 256 KiB', JSON.stringify({ text: 'x'.repeat(300_000) }), 413, 'body_too_large'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await postMessages(body, { ...json, 'accept-language': 'en' });
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^(The request body is not|That is too large)/);
  });

  it.each([
    ['en', 'There is nothing here by that name.'],
    ['id-ID', 'Yang dicari tidak ada di sini.'],
  ])('is said in the language the browser asks for: %s', async (lang, message) => {
    const answer = await fetch(`${site.url}/nowhere`, { headers: { 'accept-language': lang } });
    expect(await answer.json()).toEqual({ error: { code: 'not_found', message } });
  });

  it('never shows a stack or what broke, but logs it once, by route', async () => {
    const answer = await fetch(`${site.url}/breaks?token=abc`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe(
      '{"error":{"code":"internal","message":"Ada gangguan di pihak kami. Coba lagi sebentar."}}',
    );
    expect(site.logged).toHaveLength(1);
    expect(site.logged[0]?.[0]).toMatchObject({ route: '/breaks', code: 'internal' });
    expect(JSON.stringify(site.logged)).not.toContain('token=abc');
  });

  it('says "try again" while the database cannot take anything, and logs why', async () => {
    const answer = await fetch(`${site.url}/full`, { headers: { 'accept-language': 'en' } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('busy');
    expect(error.message).toMatch(/Try again in 5 seconds/);
    expect(site.logged.map(([, sentence]) => sentence)).toEqual(['request failed']);
  });

  it('includes headers that are too long and requests that are none', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(HTTP_LIMITS.headerBytes)}\r\n\r\n`)).toMatch(
      / 431 /,
    );
    expect(await raw('hello\r\n\r\n')).toMatch(/ 400 /);
    const broken = await raw('GET /%ff HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(broken).toMatch(/^HTTP\/1.1 400 /);
    expect(broken).toContain('"code":"bad_request"');
  });
});

it('sets every limit the framework leaves open', () => {
  const { server, initialConfig } = site.app;
  expect(server.requestTimeout).toBe(15_000);
  expect(server.headersTimeout).toBe(10_000);
  expect(server.keepAliveTimeout).toBe(10_000);
  expect(server.timeout).toBe(60_000);
  expect(server.maxConnections).toBe(5000);
  expect(initialConfig.bodyLimit).toBe(256 * 1024);
});

it('cuts who drips, sooner where the settings say so, and nobody else', async () => {
  const settings = { ...DEFAULT_SETTINGS, httpHeadersMs: 1_500, httpRequestMs: 1_500, httpSilenceMs: 400 };
  const strict = await openTestSite({ overrides: { settings } });
  const { port } = strict.app.server.address() as { port: number };
  const drip = (head: string): Promise<{ answer: string; tookMs: number }> =>
    new Promise((resolve) => {
      const begun = performance.now();
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(head));
      const dripping = setInterval(() => socket.write('x'), 50);
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(dripping);
        resolve({ answer, tookMs: performance.now() - begun });
      });
    });
  const [headers, body, silent] = await Promise.all([
    drip('POST /api/chat/messages HTTP/1.1\r\nhost: x\r\nx-slow: '),
    drip(
      'POST /api/chat/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{',
    ),
    raw('', port),
  ]);
  expect([headers.answer.slice(0, 12), body.answer.slice(0, 12), silent]).toEqual(['HTTP/1.1 408', 'HTTP/1.1 408', '']);
  for (const { tookMs } of [headers, body]) expect(tookMs).toBeLessThan(5_000);
  expect((await fetch(`${strict.url}/healthz`)).status).toBe(200);
  await strict.close();
});

it('serves other rings’ routes beside its own, with the same headers and error form', async () => {
  const answer = await fetch(`${site.url}/webhook/payment/x`, { method: 'POST', headers: json, body: '{"a":1}' });
  expect(await answer.json()).toEqual({ got: { a: 1 } });
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

describe('headers', () => {
  it.each(['/', '/healthz', '/o/unknown', '/nowhere', '/web/chat.css'])(
    'of %s let nothing foreign run',
    async (path) => {
      const { headers } = await fetch(site.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it('say https only where the site is reached by https', async () => {
    const secure = await openTestSite({ overrides: { publicUrl: 'https://shop.example' } });
    const answer = await fetch(`${secure.url}/api/chat/sessions`, { method: 'POST' });
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
    await secure.close();
  });
});

it('closes at once, also beside a connection on which nothing was ever sent', async () => {
  const { port } = site.app.server.address() as { port: number };
  const silent = connect(port, '127.0.0.1');
  await new Promise((done) => silent.once('connect', done));
  await fetch(`${site.url}/healthz`);
  const before = performance.now();
  await site.app.close();
  expect(performance.now() - before).toBeLessThan(1000);
});

describe('health', () => {
  it('answers both questions', async () => {
    expect(await (await fetch(`${site.url}/healthz`)).json()).toEqual({ ok: true });
    const ready = await fetch(`${site.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
  });

  it('says what is missing', async () => {
    const waiting = await openTestSite({ overrides: { ready: async () => ({ ready: false, detail: 'draining' }) } });
    const answer = await fetch(`${waiting.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, detail: 'draining' }]);
    await waiting.close();
  });
});
