import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PRACTICE_CREDENTIALS } from '../index.ts';
import { bill, detailPath, receiver, started, until } from '../testing.ts';
import { feeIdr } from './payment.ts';
import { crc16, qrisPayload, withOtherAmount } from './qris.ts';

const CREATE = '/gateway/api/transactioncreate/qris';

function tagsOf(payload: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (let at = 0; at < payload.length;) {
    const length = Number(payload.slice(at + 2, at + 4));
    tags.set(payload.slice(at, at + 2), payload.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return tags;
}

describe('the QRIS payload', () => {
  it('computes the published check value', () => {
    expect(crc16('123456789')).toBe('29B1');
  });

  it('is well-formed, dynamic, in rupiah, with the CRC last', () => {
    const payload = qrisPayload({ totalIdr: 100_003, merchantName: 'Kopi Ü', merchantCity: 'BALI', reference: 'SP1' });
    const tags = tagsOf(payload);
    expect(tags.get('01')).toBe('12');
    expect(tags.get('53')).toBe('360');
    expect(tags.get('54')).toBe('100003.00');
    expect(tags.get('58')).toBe('ID');
    expect(tags.get('59')).toBe('Kopi ');
    expect(tags.get('63')).toBe(crc16(payload.slice(0, -4)));
    expect(payload.slice(-8, -4)).toBe('6304');
  });

  it('can lie about the price with a right CRC', () => {
    const honest = qrisPayload({ totalIdr: 5_000, merchantName: 'A', merchantCity: 'B', reference: 'C' });
    const lie = withOtherAmount(honest, 65_304_000);
    expect(tagsOf(lie).get('54')).toBe('65304000.00');
    expect(tagsOf(lie).get('63')).toBe(crc16(lie.slice(0, -4)));
    expect(tagsOf(lie).get('62')).toBe(tagsOf(honest).get('62'));
  });
});

it.each([
  ['qris', 99_000, 1_003],
  ['qris', 105_000, 1_045],
  ['qris', 105_001, 1_050],
  ['bni_va', 99_000, 3_500],
  ['sampoerna_va', 99_000, 2_000],
  ['retail', 99_000, null],
])('takes the fee of %s on %d: %s', (method, amount, fee) => {
  expect(feeIdr(method, amount)).toBe(fee);
});

describe('creating a payment', () => {
  it('answers in the vendor’s format', async () => {
    const { post } = await started();
    const { status, body } = await post(CREATE, bill('INV123123-1', 99_000));
    expect(status).toBe(200);
    expect(body.payment).toMatchObject({
      project: PRACTICE_CREDENTIALS.gateway.project,
      order_id: 'INV123123-1',
      amount: 99_000,
      fee: 1_003,
      total_payment: 100_003,
      payment_method: 'qris',
    });
    expect(body.payment.expired_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    expect(tagsOf(body.payment.payment_number).get('54')).toBe('100003.00');
  });

  it('gives digits instead of a QR for a virtual account', async () => {
    const { post } = await started();
    const { body } = await post('/gateway/api/transactioncreate/bri_va', bill('INV-VA-1', 50_000));
    expect(body.payment.payment_number).toMatch(/^\d{16}$/);
    expect(body.payment.fee).toBe(3_500);
  });

  it('answers the same payment for the same order and amount, refuses another amount', async () => {
    const { post, control } = await started();
    const first = await post(CREATE, bill('INV-SAME', 10_000));
    const second = await post(CREATE, bill('INV-SAME', 10_000));
    expect(second.body).toEqual(first.body);
    expect((await post(CREATE, bill('INV-SAME', 10_001))).status).toBe(400);
    const { body } = await control('GET', '/payments');
    expect(body.payments).toHaveLength(1);
    expect(body.payments[0]).toMatchObject({ orderId: 'INV-SAME', creates: 2, amountIdr: 10_000 });
  });

  it.each([
    ['a wrong key', { ...bill('INV-BAD', 10_000), api_key: 'x' }, 401],
    ['another project', { ...bill('INV-BAD', 10_000), project: 'x' }, 401],
    ['a small amount', bill('INV-BAD', 499), 400],
    ['half a rupiah', bill('INV-BAD', 1_000.5), 400],
    ['a short order id', bill('INV', 10_000), 400],
    ['a list', [], 400],
  ])('refuses %s and creates nothing', async (_what, body, status) => {
    const { post, control } = await started();
    expect(await post(CREATE, body)).toMatchObject({ status, body: { error: expect.any(String) } });
    expect((await control('GET', '/payments')).body.payments).toEqual([]);
  });
});

describe('asking about a payment', () => {
  it('finds it by order id and billed amount only', async () => {
    const { post, get } = await started();
    await post(CREATE, bill('INV-ASK-1', 20_000));
    expect((await get(detailPath('INV-ASK-1', 20_000))).body.transaction).toMatchObject({
      status: 'pending',
      amount: 20_000,
      completed_at: null,
    });
    expect((await get(detailPath('INV-ASK-1', 20_001))).status).toBe(404);
    expect((await get(detailPath('INV-ASK-2', 20_000))).status).toBe(404);
  });

  it('cancels an open payment, not a paid one', async () => {
    const { post, get, control } = await started();
    await post(CREATE, bill('INV-CANCEL', 20_000));
    expect((await post('/gateway/api/transactioncancel', bill('INV-CANCEL', 20_000))).body).toEqual({ success: true });
    expect((await get(detailPath('INV-CANCEL', 20_000))).body.transaction.status).toBe('canceled');
    await post(CREATE, bill('INV-PAID1', 20_000));
    await control('POST', '/pay', { order_id: 'INV-PAID1' });
    expect((await post('/gateway/api/transactioncancel', bill('INV-PAID1', 20_000))).status).toBe(400);
    expect((await get(detailPath('INV-PAID1', 20_000))).body.transaction.status).toBe('completed');
  });
});

describe('paying', () => {
  it('completes the payment and calls the webhook, unsigned without a secret', async () => {
    const { post, get, control } = await started();
    const shop = await receiver();
    await control('POST', '/setup', { webhookUrl: shop.url });
    await post(CREATE, bill('INV-PAY-1', 22_000));
    const paid = await control('POST', '/pay', { order_id: 'INV-PAY-1', mode: 'exact' });
    const id = paid.body.receipts[0].transactionId;
    await until('the webhook arrived', () => shop.received.length === 1);
    expect(shop.received[0]?.body).toEqual({
      amount: 22_000,
      order_id: 'INV-PAY-1',
      project: PRACTICE_CREDENTIALS.gateway.project,
      status: 'completed',
      payment_method: 'qris',
      completed_at: expect.stringMatching(/\+07:00$/),
      transaction_id: id,
      is_sandbox: true,
    });
    expect(shop.received[0]?.headers).not.toHaveProperty('x-pakasir-signature');
    const { transaction } = (await get(detailPath('INV-PAY-1', 22_000))).body;
    expect(transaction).toMatchObject({ status: 'completed', amount: 22_000, transaction_id: id });
  });

  it('signs the raw body when a secret is set, and calls again after a refusal', async () => {
    const { post, control } = await started({ webhookRetryMs: [5, 5] });
    const shop = await receiver(500, 503);
    await control('POST', '/setup', { gateway: { webhookUrl: shop.url, webhookSecret: 'practice-secret' } });
    await post(CREATE, bill('INV-SIGN', 22_000));
    await post('/gateway/api/paymentsimulation', bill('INV-SIGN', 22_000));
    await until('the third attempt arrived', () => shop.received.length === 3);
    const wanted = createHmac('sha256', 'practice-secret')
      .update(shop.received[2]?.text ?? '')
      .digest('hex');
    expect(shop.received[2]?.headers['x-pakasir-signature']).toBe(wanted);
    await until('nothing waits', async () => (await control('GET', '/state')).body.waitingTasks === 0);
    expect(shop.received).toHaveLength(3);
  });

  it('gives up after the last pause', async () => {
    const { post, control } = await started({ webhookRetryMs: [5] });
    const shop = await receiver(500, 500, 500, 500);
    await control('POST', '/setup', { webhookUrl: shop.url });
    await post(CREATE, bill('INV-GIVEUP', 22_000));
    await control('POST', '/pay', { order_id: 'INV-GIVEUP' });
    await until('nothing waits', async () => (await control('GET', '/state')).body.waitingTasks === 0);
    expect(shop.received).toHaveLength(2);
  });

  it.each([
    ['under', 18_000],
    ['over', 22_000],
  ])('reports what was received when it is %s the bill', async (mode, received) => {
    const { post, get, control } = await started();
    await post(CREATE, bill('INV-ODD-1', 20_000));
    await control('POST', '/pay', { order_id: 'INV-ODD-1', mode });
    const { transaction } = (await get(detailPath('INV-ODD-1', 20_000))).body;
    expect(transaction).toMatchObject({ status: 'completed', amount: received });
  });

  it('keeps two transfers apart', async () => {
    const { post, get, control } = await started();
    await post(CREATE, bill('INV-TWICE', 20_000));
    const { body } = await control('POST', '/pay', { order_id: 'INV-TWICE', mode: 'twice', webhook: false });
    const ids = body.receipts.map((receipt: { transactionId: string }) => receipt.transactionId);
    expect(new Set(ids).size).toBe(2);
    const { transaction } = (await get(detailPath('INV-TWICE', 20_000))).body;
    expect(transaction.payments.map((each: { transaction_id: string }) => each.transaction_id)).toEqual(ids);
    const first = await get(`${detailPath('INV-TWICE', 20_000)}&transaction_id=${ids[0]}`);
    expect(first.body.transaction.transaction_id).toBe(ids[0]);
  });

  it('refuses what a bank app would refuse', async () => {
    const { post, control } = await started();
    await post(CREATE, bill('INV-STATE', 20_000));
    const pay = (mode: string) => control('POST', '/pay', { order_id: 'INV-STATE', mode, webhook: false });
    expect((await pay('again')).body.error.code).toBe('not_paid_yet');
    expect((await pay('exact')).status).toBe(200);
    expect((await pay('exact')).body.error.code).toBe('already_paid');
    expect((await pay('again')).body.payment.receipts).toHaveLength(2);
    expect((await control('POST', '/pay', { order_id: 'INV-NOBODY' })).status).toBe(404);
  });

  it('lands a late transfer after the expiry, never before', async () => {
    const { post, get, control } = await started();
    await control('POST', '/setup', { gateway: { validityMs: 60_000 } });
    await post(CREATE, bill('INV-LATE1', 20_000));
    const { status, body } = await control('POST', '/pay', { order_id: 'INV-LATE1', mode: 'late' });
    expect(status).toBe(202);
    expect(body.scheduledAt).toBeGreaterThan(body.payment.expiresAt);
    expect((await get(detailPath('INV-LATE1', 20_000))).body.transaction.status).toBe('pending');
    await control('POST', '/clock', { offsetMs: 60_500 });
    expect((await get(detailPath('INV-LATE1', 20_000))).body.transaction.status).toBe('expired');
    expect((await control('POST', '/pay', { order_id: 'INV-LATE1' })).body.error.code).toBe('expired');
    await control('POST', '/clock', { offsetMs: 62_000 });
    const view = async () => (await control('GET', '/payments/INV-LATE1')).body.payment;
    await until('the money landed', async () => (await view()).status === 'completed');
    expect((await view()).receipts).toMatchObject([{ late: true, amountIdr: 20_000 }]);
  });
});

describe('the hosted page', () => {
  const path = `/gateway/pay/${PRACTICE_CREDENTIALS.gateway.project}/15000?order_id=INV-PAGE`;

  it('creates the payment, shows it and takes the money', async () => {
    const { get, control, sandbox } = await started();
    expect((await get(path)).text).toContain('Rp 15.415');
    const back = `${sandbox.url}${path}&redirect=${encodeURIComponent('http://127.0.0.1/kembali')}`;
    const paid = await fetch(back, { method: 'POST', redirect: 'manual' });
    expect(paid.status).toBe(303);
    expect(paid.headers.get('location')).toBe('http://127.0.0.1/kembali');
    expect((await control('GET', '/payments/INV-PAGE')).body.payment.status).toBe('completed');
  });

  it('knows no other project, no other amount, and escapes what it shows', async () => {
    const { get } = await started();
    await get(path);
    expect((await get(path.replace('15000', '16000'))).status).toBe(404);
    expect((await get('/gateway/pay/other/15000?order_id=INV-PAGE')).status).toBe(404);
    expect((await get(`${path}%22%3E%3Cscript%3E`)).status).toBe(404);
    expect((await get(`${path}&x=%22%3E%3Cscript%3E`)).text).not.toContain('<script>');
  });
});
