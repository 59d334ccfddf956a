import { afterAll, describe, expect, test } from 'vitest';
import { benchOf, presetNamed } from '../../tests/contract/supplier-bench.ts';
import { supplierContract } from '../../tests/contract/supplier.contract.ts';
import type { SupplierRecording } from '../../tests/contract/supplier.contract.ts';
import { jsonAnswer, startVendor } from '../../tests/contract/vendor-server.ts';
import portalpulsa from '../../tests/wire/portalpulsa.json' with { type: 'json' };
import vipreseller from '../../tests/wire/vipreseller.json' with { type: 'json' };
import { createHttpClient } from '../wire/http.ts';

const client = createHttpClient();
afterAll(async () => await client.close());

const recording = vipreseller as SupplierRecording;
const build = benchOf('vipreseller', client.request);

supplierContract('signed forms, asked by the supplier’s own number', {
  recording,
  proof: { of: 'account', carrier: { header: 'x-client-signature' }, prefix: '', secret: 'api_key' },
  build,
});

supplierContract('forms with credentials in headers', {
  recording: portalpulsa,
  proof: { of: 'never' },
  build: benchOf('portalpulsa', client.request),
});

describe('a supplier that knows no reference of ours', () => {
  const { supplierRef: _unknown, ...lost } = recording.purchase;
  const listed = (...items: object[]) => jsonAnswer({ result: true, data: items });
  const entry = (trxid: string, over: object = {}) => ({
    trxid,
    data: '12345678',
    zone: '1234',
    service: 'Mobile Legends A - 86 Diamonds',
    status: 'success',
    note: 'BangContoh',
    ...over,
  });

  test('says so: a purchase must never be sent again, and is found by its number only', () => {
    const supplier = build({ baseUrl: 'http://127.0.0.1:1', credentials: recording.credentials, timeoutMs: 100 });
    expect(supplier.capabilities).toMatchObject({ idempotentSubmit: false, asksBy: 'supplier_ref' });
  });

  test.each([
    ['one that fits', listed(entry('VP1')), 'VP1 success'],
    ['two that fit', listed(entry('VP1'), entry('VP2', { status: 'error' })), 'VP1 success, VP2 error'],
    [
      'some that do not fit',
      listed(entry('VP3', { zone: '9999' }), entry('VP1'), entry('VP4', { data: '1' })),
      'VP1 success',
    ],
    ['none', listed(), 'not in its list'],
  ])('a lost answer and a list with %s: proposed to a person, never decided', async (_what, answer, told) => {
    const vendor = await startVendor();
    const supplier = build({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 400 });
    vendor.behave(answer);
    const reading = await supplier.status(lost);
    expect(reading).toMatchObject({ outcome: 'unknown', created: null, serial: null });
    expect(reading.message).toContain(told);
    expect(reading.message).not.toContain('BangContoh');
    expect(reading.supplierRef).toBeUndefined();
    expect(vendor.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body))['type'])).toEqual(['status']);
    expect(vendor.asked[0]?.body).not.toContain('trxid');
    await vendor.close();
  });

  test('lists with times only propose what was bought about then', async () => {
    const { profile } = presetNamed('vipreseller');
    const recent = { ...(profile['recent'] as object), sku: 'code', at: { path: 'at', format: 'wib' } };
    const vendor = await startVendor();
    const timed = benchOf('vipreseller', client.request, { ...profile, recent });
    const supplier = timed({ baseUrl: vendor.url, credentials: recording.credentials, timeoutMs: 400 });
    const submittedAt = Date.parse('2026-11-21T10:00:00+07:00');
    const at = (time: string, trxid: string, code = lost.sku) => entry(trxid, { at: `2026-11-21 ${time}`, code });
    vendor.behave(
      listed(
        at('09:00:00', 'EARLIER'),
        at('10:00:05', 'NOW'),
        at('10:00:06', 'OTHER', 'FF70'),
        at('11:00:00', 'LATER'),
      ),
    );
    const { outcome, message } = await supplier.status({ ...lost, submittedAt });
    expect([outcome, message]).toEqual(['unknown', 'may be one of: NOW success']);
    await vendor.close();
  });
});

describe('a form format refuses a profile that', () => {
  const { profile } = presetNamed('vipreseller');
  const ops = profile['ops'] as Record<string, object>;
  const webhook = profile['webhook'] as object;
  test.each([
    ['belongs to another format', { group: 'json_signed_post' }, /group: this format takes form_signed_post/],
    ['buys by JSON', { ops: { ...ops, purchase: { ...ops['purchase'], encoding: 'json' } } }, /ops\.purchase/],
    ['would buy again by asking', { statusMode: 'resubmit' }, /idempotentSubmit is false/],
    [
      'believes a token that covers nothing',
      { webhook: { ...webhook, confirm: 'never' } },
      /only a signature over the whole/,
    ],
    ['looks through a list it does not describe', { recent: undefined }, /recent/],
    [
      'lets a refusal mean success',
      { refusals: [{ at: 'message', pattern: 'x', is: 'success', created: true, reason: 'ok' }] },
      /can only refuse/,
    ],
    ['asks by a number no answer names', { reply: { status: 'status' } }, /list_match asks by it/],
  ])('%s', (_what, change, problem) => {
    const unfit = benchOf('vipreseller', client.request, { ...profile, ...change });
    expect(() => unfit({ baseUrl: 'http://127.0.0.1:1', credentials: {}, timeoutMs: 1 })).toThrow(problem);
  });
});
