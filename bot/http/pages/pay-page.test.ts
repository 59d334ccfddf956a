import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PayPageView } from '../../../commerce/payment/pay-page.ts';
import type { HttpDeps } from '../deps.ts';
import { openTestSite, type TestSite } from '../testing.ts';

let site: TestSite;
const views = new Map<string, PayPageView>();

beforeAll(async () => {
  const commerce = { payPage: async (token: string) => views.get(token) ?? null };
  site = await openTestSite({ overrides: { commerce: commerce as unknown as HttpDeps['commerce'] } });
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
