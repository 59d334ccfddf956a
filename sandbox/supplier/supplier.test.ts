import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from '../testing.ts';
import { receiver, signedBody, started, until } from '../testing.ts';
import { inCutOff } from './purchase.ts';

function buy(client: Client, ref: string, sku: string, customer: string, more: Record<string, unknown> = {}) {
  const fields = { ref_id: ref, buyer_sku_code: sku, customer_no: customer, ...more };
  return client.post('/supplier/v1/transaction', signedBody(ref, fields));
}

/** A minute of 21 November in Jakarta; hour 24 is the next day. */
function at(hour: number, minute: number): number {
  return Date.UTC(2026, 10, 21, hour - 7, minute);
}

async function deposit(client: Client): Promise<number> {
  const { body } = await client.post('/supplier/v1/cek-saldo', signedBody('depo', { cmd: 'deposit' }));
  return body.data.deposit;
}

describe('lists and balance', () => {
  it('answers balance and price list to a right signature only', async () => {
    const client = await started();
    expect(await deposit(client)).toBe(50_000_000);
    const list = await client.post('/supplier/v1/price-list', signedBody('pricelist', { cmd: 'prepaid' }));
    expect(list.body.data.length).toBeGreaterThanOrEqual(30);
    const wrong = await client.post('/supplier/v1/price-list', signedBody('depo', { cmd: 'prepaid' }));
    expect(wrong.body.data).toMatchObject({ rc: '41' });
    const nobody = await client.post('/supplier/v1/cek-saldo', { ...signedBody('depo', {}), username: 'x' });
    expect(nobody.body.data.rc).toBe('42');
  });

  it('has the rows a catalogue must cope with', async () => {
    const client = await started();
    const { body } = await client.post('/supplier/v1/price-list', signedBody('pricelist', { cmd: 'prepaid' }));
    const has = (test: (item: any) => boolean) => body.data.some(test);
    expect(new Set(body.data.map((item: any) => item.category))).toEqual(
      new Set(['Pulsa', 'Data', 'Games', 'PLN', 'E-Money', 'Voucher']),
    );
    expect(has((item) => !item.buyer_product_status)).toBe(true);
    expect(has((item) => !item.seller_product_status)).toBe(true);
    expect(has((item) => !item.multi)).toBe(true);
    expect(has((item) => item.start_cut_off === '23:45' && item.end_cut_off === '0:15')).toBe(true);
  });

  it('limits the full list only when told to', async () => {
    const client = await started();
    const list = (more = {}) =>
      client.post('/supplier/v1/price-list', signedBody('pricelist', { cmd: 'prepaid', ...more }));
    await list();
    expect((await list()).body.data).toBeInstanceOf(Array);
    await client.control('POST', '/setup', { supplier: { limitPriceList: true } });
    expect((await list()).body.data.rc).toBe('83');
    expect((await list({ code: 'ml86' })).body.data).toHaveLength(1);
    await client.control('POST', '/clock', { offsetMs: 5 * 60_000 + 1_000 });
    expect((await list()).body.data).toBeInstanceOf(Array);
  });

  it('names the owner of a meter', async () => {
    const client = await started();
    const ask = (no: string) => client.post('/supplier/v1/inquiry-pln', signedBody(no, { customer_no: no }));
    expect((await ask('12345678901')).body.data).toMatchObject({ rc: '00', name: 'PELANGGAN LATIHAN' });
    expect((await ask('123')).body.data.rc).toBe('54');
  });
});

describe('a purchase', () => {
  it('is one purchase however often the reference comes, with one serial and one charge', async () => {
    const client = await started();
    const first = await buy(client, 'REF-1', 'ml86', '123456781234', { max_price: 20_000 });
    expect(first.body.data).toMatchObject({ status: 'Sukses', rc: '00', price: 19_800, ref_id: 'REF-1' });
    const again = await buy(client, 'REF-1', 'ml86', '123456781234');
    expect(again.body).toEqual(first.body);
    expect(await deposit(client)).toBe(50_000_000 - 19_800);
    const { purchases } = (await client.control('GET', '/state')).body.supplier;
    expect(purchases).toMatchObject([{ refId: 'REF-1', asks: 2 }]);
    expect((await buy(client, 'REF-1', 'ml172', '123456781234')).body.data.rc).toBe('49');
  });

  it('buys again under a reference older than 90 days', async () => {
    const client = await started();
    await buy(client, 'REF-OLD', 'gp20', '081234567890');
    await client.control('POST', '/clock', { offsetMs: 90 * 24 * 3_600_000 + 60_000 });
    await buy(client, 'REF-OLD', 'gp20', '081234567890');
    expect(await deposit(client)).toBe(50_000_000 - 2 * 20_700);
  });

  it.each([
    ['pln50', '12345678901', /^\d{4}(-\d{4}){4}\/PELANGGAN LATIHAN\/R1\/1300VA\/\d+,\d$/],
    ['gp50', '081234567890', /^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/],
    ['ff70', '123456789', /^\w+$/],
    ['tsel10', '081234567890', /^\d{16}$/],
    ['dana20', '081234567890', /^PELANGGAN LATIHAN\/\d{20}$/],
  ])('gives %s a serial of its kind', async (sku, customer, shape) => {
    // Noon in Jakarta: outside every cut-off.
    const client = await started({ now: () => Date.UTC(2026, 10, 21, 5) });
    expect((await buy(client, `REF-${sku}`, sku, customer)).body.data.sn).toMatch(shape);
  });

  it.each([
    ['an inactive product', 'xld25', '081812345678', {}, '43', 400],
    ['an unknown product', 'nothing', '081812345678', {}, '43', 400],
    ['a seller that is away', 'axdata2', '083812345678', {}, '53', 200],
    ['no stock', 'steam60', '081812345678', {}, '68', 400],
    ['a price above the ceiling', 'tsel10', '081234567890', { max_price: 10_224 }, '69', 400],
    ['a number that is none', 'tsel10', '12345', {}, '54', 200],
    ['too few digits', 'tsel10', '081234', {}, '57', 200],
    ['a meter that is none', 'pln20', '12345', {}, '57', 200],
    ['no product', '', '081812345678', {}, '40', 400],
  ])('is refused for %s and costs nothing', async (_what, sku, customer, more, rc, status) => {
    const client = await started({ now: () => Date.UTC(2026, 10, 21, 5) });
    const reply = await buy(client, 'REF-NO', sku, customer, more);
    expect(reply).toMatchObject({ status, body: { data: { rc, status: 'Gagal' } } });
    expect(await deposit(client)).toBe(50_000_000);
    const { purchases } = (await client.control('GET', '/state')).body.supplier;
    expect(purchases).toHaveLength(status === 200 ? 1 : 0);
  });

  it('is refused when the deposit is short, and when the same number asks for a product without repeats', async () => {
    const client = await started();
    expect((await buy(client, 'REF-A', 'xld5', '081812345678')).body.data.rc).toBe('00');
    expect((await buy(client, 'REF-B', 'xld5', '081812345678')).body.data.rc).toBe('63');
    expect((await buy(client, 'REF-C', 'xld5', '081812345679')).body.data.rc).toBe('00');
    await client.control('POST', '/setup', { supplier: { depositIdr: 100 } });
    expect((await buy(client, 'REF-D', 'tsel10', '081234567890')).body.data.rc).toBe('44');
    expect(await deposit(client)).toBe(100);
  });

  it('waits in the cut-off over midnight', async () => {
    const window = { start_cut_off: '23:45', end_cut_off: '0:15' };
    expect(inCutOff(window, at(23, 44))).toBe(false);
    expect(inCutOff(window, at(23, 45))).toBe(true);
    expect(inCutOff(window, at(24, 5))).toBe(true);
    expect(inCutOff(window, at(24, 15))).toBe(false);
    expect(inCutOff({ start_cut_off: '0:0', end_cut_off: '0:0' }, at(24, 0))).toBe(false);
    const client = await started({ now: () => at(24, 5) });
    expect((await buy(client, 'REF-CUT', 'pln20', '12345678901')).body.data.rc).toBe('58');
  });
});

describe('the documented test numbers', () => {
  it('succeeds and fails at once', async () => {
    const client = await started();
    expect((await buy(client, 'REF-T0', 'xld10', '087800001230')).body.data.status).toBe('Sukses');
    expect((await buy(client, 'REF-T2', 'xld10', '087800001232')).body.data).toMatchObject({
      status: 'Gagal',
      rc: '02',
    });
    expect(await deposit(client)).toBe(50_000_000 - 10_700);
  });

  it.each([
    ['087800001233', 'Sukses', 50_000_000 - 10_700],
    ['087800001234', 'Gagal', 50_000_000],
  ])('%s is pending, then %s, told by a signed webhook', async (number, final, depositAfter) => {
    const client = await started();
    const shop = await receiver();
    const webhook = { webhookUrl: shop.url, webhookSecret: 'rahasia-latihan', pendingMs: 30 };
    await client.control('POST', '/setup', { supplier: webhook });
    const first = await buy(client, 'REF-P', 'xld10', number);
    expect(first.body.data).toMatchObject({ status: 'Pending', rc: '03', sn: '' });
    await until('both webhooks arrived', () => shop.received.length === 2);
    expect(shop.received.map(({ headers }) => headers['x-digiflazz-event'])).toEqual(['create', 'update']);
    const update = shop.received[1];
    const hmac = createHmac('sha1', 'rahasia-latihan')
      .update(update?.text ?? '')
      .digest('hex');
    expect(update?.headers['x-hub-signature']).toBe(`sha1=${hmac}`);
    expect(update?.body.data).toMatchObject({ ref_id: 'REF-P', status: final });
    expect((await buy(client, 'REF-P', 'xld10', number)).body.data.status).toBe(final);
    expect(await deposit(client)).toBe(depositAfter);
    expect(shop.received).toHaveLength(2);
  });
});
