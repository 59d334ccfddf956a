import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PayPageView } from '../../../commerce/payment/pay-page.ts';
import type { HttpDeps } from '../deps.ts';
import { openTestSite, type TestSite } from '../testing.ts';

let site: TestSite;
const views = new Map<string, PayPageView>();
const charged: string[][] = [];
let answer: Awaited<ReturnType<HttpDeps['commerce']['chargePayment']>> = { ok: true };

beforeAll(async () => {
  const commerce: Pick<HttpDeps['commerce'], 'payPage' | 'chargePayment'> = {
    payPage: async (token) => views.get(token) ?? null,
    chargePayment: async (...given) => {
      charged.push(given);
      return answer;
    },
  };
  site = await openTestSite({ overrides: { commerce: commerce as HttpDeps['commerce'] } });
});
afterAll(() => site.close());

const view = (patch: Partial<PayPageView> = {}): PayPageView => ({
  code: 'K7QF2M',
  environment: 'live',
  state: 'open',
  format: 'e_wallet_redirect',
  name: 'Dompet <b>',
  payableIdr: 10_380,
  expiresAt: Date.parse('2026-11-21T10:30:00+07:00'),
  zone: 'Asia/Jakarta',
  deepLink: 'dompet://bayar/1?a=1&b="2"',
  payUrl: 'https://pay.example/1',
  charge: 'none',
  embed: null,
  ...patch,
});

async function get(token: string, lang: string) {
  const response = await fetch(`${site.url}/pay/${token}?lang=${lang}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the page of a wallet', () => {
  it.each([
    ['id', 'Bayar Rp 10.380', 'Buka Dompet &lt;b&gt;', '10.30 WIB'],
    ['en', 'Pay Rp 10,380', 'Open Dompet &lt;b&gt;', '10:30'],
  ])('opens the app, names the amount, and shows another way (%s)', async (lang, amount, open, until) => {
    views.set('wallet', view());
    const { status, headers, text } = await get('wallet', lang);
    expect(status).toBe(200);
    for (const part of [amount, open, until, 'K7QF2M', 'href="https://pay.example/1"']) expect(text).toContain(part);
    expect(text).toContain('href="dompet://bayar/1?a=1&amp;b=&quot;2&quot;"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it.each([
    ['paid', 'Sudah dibayar', 'Paid'],
    ['over', 'Sudah tidak berlaku', 'No longer valid'],
  ] as const)('says that it is %s, and has nothing to press', async (state, id, en) => {
    views.set('ended', view({ state, deepLink: null, payUrl: null }));
    expect((await get('ended', 'id')).text).toContain(id);
    const { text } = await get('ended', 'en');
    expect(text).toContain(en);
    expect(text).not.toContain('dompet:');
  });

  it('knows no address it did not give', async () => {
    for (const lang of ['id', 'en']) expect((await get('x'.repeat(80), lang)).status).toBe(404);
  });
});

describe('the page of a form', () => {
  const embed = {
    kind: 'token_call' as const,
    scriptUrl: 'https://vendor.example/form.js?a=1&b=2',
    attributes: { 'data-client-key': '"><script>' },
    global: 'vendor.pay',
    origins: ['https://vendor.example', 'https://x.example; script-src *', 'https://frames.example:8443'],
    token: 'tok"1',
    card: null,
  };
  const policyOf = (headers: Headers) =>
    new Map(
      (headers.get('content-security-policy') ?? '')
        .split('; ')
        .map((part) => part.split(/ (.*)/s) as [string, string]),
    );

  it.each([
    ['id', 'Bayar sekarang'],
    ['en', 'Pay now'],
  ])('lets in the vendor alone, by a nonce of this one answer (%s)', async (lang, button) => {
    views.set('form', view({ format: 'embed_flow', name: null, deepLink: null, embed }));
    const [one, two] = [await get('form', lang), await get('form', lang)];
    const policy = policyOf(one.headers);
    const nonce = /'nonce-([^']+)'/.exec(policy.get('script-src') ?? '')?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(20);
    expect(policyOf(two.headers).get('script-src')).not.toContain(nonce);
    expect(policy.get('default-src')).toBe("'none'");
    const theirs = 'https://vendor.example https://frames.example:8443';
    expect(policy.get('script-src')).toBe(`'self' 'nonce-${nonce}' ${theirs}`);
    expect(policy.get('frame-src')).toBe(theirs);
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(one.headers.get('content-security-policy')).not.toMatch(/unsafe|\*|x\.example/);
    expect(one.text).toContain(`src="https://vendor.example/form.js?a=1&amp;b=2" nonce="${nonce}"`);
    expect(one.text).toContain('data-client-key="&quot;&gt;&lt;script&gt;"');
    expect(one.text).toContain('data-token="tok&quot;1"');
    expect(one.text).toContain(button);
    // A reload would throw away what somebody is typing.
    expect(one.text).toContain('data-refresh="0"');
    expect(one.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps the usual policy where there is no form', async () => {
    views.set('plain', view({ format: 'embed_flow', deepLink: null, embed: null }));
    const policy = policyOf((await get('plain', 'id')).headers);
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('frame-src')).toBeUndefined();
  });
});

describe('the page of a card', () => {
  const card = { number: 'card_number', month: 'exp_month', year: 'exp_year', code: 'cvv', token: 'token_id' };
  const embed = {
    kind: 'card_fields' as const,
    scriptUrl: 'https://vendor.example/form.js',
    attributes: { id: 'vendor-script' },
    global: 'vendor.token',
    origins: ['https://vendor.example'],
    token: '',
    card,
  };
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${site.url}/pay/card/charge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('has fields nobody but the script can send: no names, no form', async () => {
    views.set('card', view({ format: 'direct_charge', name: 'Visa', deepLink: null, payUrl: null, embed }));
    for (const [lang, label] of [
      ['id', 'Nomor kartu'],
      ['en', 'Card number'],
    ] as const) {
      const { text } = await get('card', lang);
      expect(text).toContain(label);
      expect(text).toContain('data-card="card_number"');
      const section = text.slice(text.indexOf('id="embed"'));
      expect(section).not.toMatch(/ name=|<form/);
    }
  });

  it.each([
    ['working', 'sedang diproses', 'being processed'],
    ['bank', 'Lanjut ke bank', 'Go on to the bank'],
  ] as const)('while it is %s it says what comes, and takes no other card', async (charge, id, en) => {
    const payUrl = charge === 'bank' ? 'https://bank.example/3ds' : null;
    views.set('charged', view({ format: 'direct_charge', deepLink: null, payUrl, charge }));
    expect((await get('charged', 'id')).text).toContain(id);
    const { text } = await get('charged', 'en');
    expect(text).toContain(en);
    expect(text).not.toContain('data-card');
    expect(text.includes('https://bank.example/3ds')).toBe(charge === 'bank');
  });

  it('hands a token on, from its own page alone, and tells nothing back', async () => {
    charged.length = 0;
    const taken = await post('{"token":"tok-abcdefgh"}');
    expect([taken.status, await taken.text()]).toEqual([202, '{"ok":true}']);
    expect(charged).toEqual([['card', 'tok-abcdefgh']]);
    expect((await post('{"token":"tok-abcdefgh"}', { origin: 'https://stranger.example' })).status).toBe(403);
    expect((await post('{"token":"tok-abcdefgh"}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const body of ['{}', '{"token":"x"}', '{"token":"tok-abcdefgh","card":"4811111111111114"}', '[]', 'x'])
      expect((await post(body)).status).toBe(400);
    expect((await post(JSON.stringify({ token: 'x'.repeat(2_000) }))).status).toBe(413);
    expect(charged).toHaveLength(1);
  });

  it.each([
    ['bad_input', 400],
    ['not_found', 404],
    ['wrong_state', 409],
  ] as const)('says %s as %i', async (reason, status) => {
    answer = { ok: false, reason };
    expect((await post('{"token":"tok-abcdefgh"}')).status).toBe(status);
    answer = { ok: true };
  });
});
