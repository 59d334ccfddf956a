import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderView } from '../../../commerce/app.ts';
import type { BankPayment, PayMode } from '../bank.ts';
import { openTestSite } from '../testing.ts';
import type { TestSite } from '../testing.ts';
import { siteFiles } from './site.ts';

let site: TestSite;
let bills: BankPayment[];
let paid: [string, PayMode][];
let opened: unknown[][];
const TOKEN = 'order-token-0123456789';

beforeEach(async () => {
  bills = [];
  paid = [];
  opened = [];
  const bank = {
    list: async () => bills,
    open: async (...link: unknown[]) => void opened.push(link),
    pay: async (reference: string, mode: PayMode) => {
      paid.push([reference, mode]);
      return mode === 'exact' ? ({ ok: true } as const) : ({ ok: false, why: 'expired' } as const);
    },
  };
  site = await openTestSite({ overrides: { bank } });
});
afterEach(() => site.close());

const get = async (path: string, lang = 'id') => {
  const answer = await fetch(site.url + path, { headers: { 'accept-language': lang } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

function anOrder(patch: Partial<OrderView> = {}): OrderView {
  const now = site.now();
  return {
    id: 'o1',
    code: 'K7QF2M',
    environment: 'practice',
    state: 'awaiting_payment',
    payWith: 'gateway',
    totalIdr: 99_000,
    placedAt: now,
    payBy: now + 1_800_000,
    paidAt: null,
    cancelRequested: false,
    lines: [
      { kind: 'h2h', name: 'Pulsa <b>', qty: 1, totalIdr: 99_000, destination: '0812', checkIn: null, checkOut: null },
    ],
    payment: {
      id: 'p1',
      state: 'pending',
      payableIdr: 100_003,
      feeIdr: 1003,
      payUrl: 'https://pay.example/x',
      paymentNumber: '00020101021226',
      format: 'qris_dynamic',
      methodName: null,
      billerCode: null,
      expiresAt: now + 60_000,
    },
    fulfilments: [],
    refundDueIdr: 0,
    parked: null,
    refunds: [],
    timeline: [{ at: Date.UTC(2026, 10, 21, 7, 0), what: 'placed', detail: 'internal_word' }],
    zone: 'Asia/Jakarta',
    pageUrl: '',
    ...patch,
  };
}

describe('order page', () => {
  it('shows the order in both languages, escaped, and keeps out of caches and search engines', async () => {
    site.orders.set(TOKEN, { order: anOrder(), goods: [] });
    const { status, headers, text } = await get(`/o/${TOKEN}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    for (const part of [
      'Menunggu pembayaran',
      'Bayar Rp 100.003',
      'biaya pembayaran Rp 1.003',
      'Pulsa &lt;b&gt;',
      'LATIHAN',
      'Sab, 21 Nov 2026 14.00 WIB',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<b>|internal_word|<script(?! type="module" src="\/web\/page\.js")/);
    const english = (await get(`/o/${TOKEN}?lang=en`)).text;
    for (const part of ['Waiting for payment', 'Pay Rp 100,003', '<html lang="en"']) expect(english).toContain(part);
  });

  it('shows the payment code only while it can be paid', async () => {
    site.orders.set(TOKEN, { order: anOrder(), goods: [] });
    const picture = await fetch(`${site.url}/o/${TOKEN}/qr.png`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    site.passMs(60_000);
    expect((await get(`/o/${TOKEN}/qr.png`)).status).toBe(404);
    expect((await get(`/o/${TOKEN}`)).text).not.toContain('qr.png');
  });

  it('shows goods when there are some, looks again while something can change, and says what is owed', async () => {
    const fulfilments = [
      { id: 'f', kind: 'h2h' as const, state: 'succeeded' as const, nextCheckAt: null, hasGoods: true },
    ];
    const goods = [{ label: 'Voucher', value: 'ABCD-1234', note: '' }];
    site.orders.set(TOKEN, { order: anOrder({ state: 'completed', fulfilments }), goods });
    const done = (await get(`/o/${TOKEN}`)).text;
    expect(done).toContain('<code>ABCD-1234</code>');
    expect(done).toContain('data-refresh="0"');
    site.orders.set(TOKEN, { order: anOrder({ state: 'failed', refundDueIdr: 5000 }), goods });
    const failed = (await get(`/o/${TOKEN}`)).text;
    expect(failed).toContain('Rp 5.000 akan dikembalikan');
    expect(failed).toContain('data-refresh="10"');
    expect(failed).not.toContain('ABCD-1234');
  });

  it('answers an unknown token with a page that helps', async () => {
    for (const token of ['short', 'x'.repeat(40), '%00', 'x'.repeat(200)]) {
      const { status, text } = await get(`/o/${token}`, 'en');
      expect(status).toBe(404);
      expect(text).toContain('Order not found');
    }
  });
});

const bill = (patch: Partial<BankPayment> = {}): BankPayment => ({
  reference: 'K7QF2M-1',
  merchant: 'Wisma <i>',
  payableIdr: 100_003,
  receivedIdr: 0,
  number: null,
  closed: false,
  state: 'pending',
  expiresAt: site.now(),
  ...patch,
});
const pay = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${site.url}/practice/bank`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
const tokenOf = (text: string) => /name="token"\s+value="([^"]+)"/.exec(text)?.[1] ?? '';

describe('the page after paying', () => {
  it('says where to go on, in both languages, and opens nothing', async () => {
    expect((await get('/paid')).text).toContain('Kembali ke chat');
    expect((await get('/paid?order_id=K7QF2M-1', 'en')).text).toContain('Go back to the chat');
  });
});

describe('practice bank', () => {
  it('lists bills with the ways to pay each, or one bill by its reference', async () => {
    bills = [bill(), bill({ reference: 'K7QF2L-1', state: 'paid' })];
    const all = (await get('/practice/bank')).text;
    for (const part of ['K7QF2M-1', 'K7QF2L-1', 'Rp 100.003', 'Wisma &lt;i&gt;', 'LATIHAN'])
      expect(all).toContain(part);
    for (const mode of ['exact', 'under', 'over', 'late', 'twice']) expect(all).toContain(`value="${mode}"`);
    const one = (await get('/practice/bank?ref=K7QF2L-1', 'en')).text;
    expect(one).not.toContain('K7QF2M-1');
    expect([...one.matchAll(/name="mode" value="(\w+)"/g)].map(([, mode]) => mode)).toEqual(['again']);
    expect((await get('/practice/bank?ref=NONE', 'en')).text).toContain('There is no bill NONE');
    expect((await get('/practice/bank?ref=<script>')).status).toBe(400);
  });

  it('leads the pay link of a bill to that bill', async () => {
    bills = [bill()];
    const open = (path: string) => fetch(`${site.url}${path}`, { redirect: 'manual' });
    const link = await open('/practice/bank/pay/toko/99000?order_id=K7QF2M-1&qris_only=1');
    expect([link.status, link.headers.get('location')]).toEqual([303, '/practice/bank?ref=K7QF2M-1']);
    // The gateway may not know it yet: that is when a link is offered in place of a QR.
    expect(opened).toEqual([['pay', 'toko', 99_000, 'K7QF2M-1']]);
    expect((await open('/practice/bank/pay/toko/99000?order_id=%0d%0aevil')).status).toBe(400);
    expect((await open('/practice/bank/pay/toko/-1?order_id=K7QF2M-1')).status).toBe(400);
    expect(opened).toHaveLength(1);
  });

  it('pays once per press and says how it went', async () => {
    bills = [bill()];
    const token = tokenOf((await get('/practice/bank')).text);
    const done = await pay({ reference: 'K7QF2M-1', mode: 'exact', token }, { origin: site.url });
    expect(done.status).toBe(303);
    expect((await get(done.headers.get('location') ?? '')).text).toContain('Pembayaran dikirim');
    const late = await pay({ reference: 'K7QF2M-1', mode: 'under', token });
    expect((await get(late.headers.get('location') ?? '')).text).toContain('Waktu bayarnya sudah habis');
    expect(paid).toEqual([
      ['K7QF2M-1', 'exact'],
      ['K7QF2M-1', 'under'],
    ]);
  });

  it('does nothing for another site, without its own token, or for a made-up way', async () => {
    bills = [bill()];
    const token = tokenOf((await get('/practice/bank')).text);
    const fields = { reference: 'K7QF2M-1', mode: 'exact', token };
    expect((await pay(fields, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await pay(fields, { origin: 'null' })).status).toBe(403);
    expect((await pay({ ...fields, token: 'x' })).status).toBe(403);
    expect((await pay({ ...fields, mode: 'steal' })).status).toBe(400);
    site.passMs(2 * 3_600_000);
    expect((await pay(fields)).status).toBe(403);
    expect(paid).toEqual([]);
  });

  it('says so when the practice gateway is down', async () => {
    const gone = () => Promise.reject(new Error('down'));
    const down = await openTestSite({
      overrides: { bank: { list: gone, open: gone, pay: async () => ({ ok: true }) } },
    });
    const link = `${down.url}/practice/bank/pay/toko/99000?order_id=K7QF2M-1`;
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect(await (await fetch(`${down.url}/practice/bank`)).text()).toContain('Gateway latihan tidak menjawab');
    await down.close();
  });

  it('does not exist outside practice mode', async () => {
    const live = await openTestSite({
      practice: false,
      overrides: { bank: { list: async () => [bill()], open: async () => {}, pay: async () => ({ ok: true }) } },
    });
    expect((await fetch(`${live.url}/practice/bank`)).status).toBe(404);
    const form = { method: 'POST', body: new URLSearchParams({ reference: 'K7QF2M-1', mode: 'exact', token: 'x' }) };
    expect((await fetch(`${live.url}/practice/bank`, form)).status).toBe(404);
    await live.close();
  });
});

describe('chat page', () => {
  it('weighs less than 60 KB in all and takes nothing from elsewhere', () => {
    const files = [...siteFiles().values()];
    expect(files.length).toBeGreaterThan(12);
    expect(files.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(60 * 1024);
    for (const [name, { body }] of siteFiles()) {
      const foreign = [...body.toString().matchAll(/https?:\/\/[\w./]+/g)].filter(
        ([url]) => url !== 'http://www.w3.org/2000/svg',
      );
      expect(foreign, name).toEqual([]);
    }
  });

  it('has no script or style inside the page, which its policy would not run', () => {
    const page = readFileSync(new URL('../web/index.html', import.meta.url), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });

  it('is served with a tag, so a second visit costs next to nothing', async () => {
    const first = await fetch(site.url);
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const again = await fetch(site.url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    for (const path of ['/web/app.js', '/web/words/en.json', '/favicon.ico'])
      expect((await get(path)).status).toBe(200);
    for (const path of ['/web/../server.ts', '/web/%2e%2e/server.ts', '/web/nothing.js'])
      expect((await get(path)).status).toBe(404);
  });
});

it('a refund that waits for an account asks for it on the page, and takes it from its own form only', async () => {
  const refund = { reference: 'K7QF2M-R1', amountIdr: 99_380, state: 'due', byHand: true, mayKeep: false } as const;
  const token = 'r'.repeat(24);
  site.orders.set(token, { order: anOrder({ refunds: [{ ...refund, destination: null }] }), goods: [] });
  const page = await get(`/o/${token}`);
  expect(page.text).toContain(`action="/o/${token}/refund"`);
  expect(page.text).toContain('Rp 99.380 kembali ke Anda');
  const post = (origin: string) =>
    fetch(`${site.url}/o/${token}/refund`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ account: 'BCA', key: 'form-12345' }).toString(),
    });
  expect((await post('https://evil.example')).status).toBe(403);
  const answer = await post(site.url);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/o/${token}?account=wrong`]);
  expect((await get(`/o/${token}?account=wrong`, 'en')).text).toContain('could not be read');
});
