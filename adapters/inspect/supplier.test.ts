import { describe, expect, test } from 'vitest';
import type { Preset } from '../../commerce/ports/registry.ts';
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import { presetNamed } from '../../tests/contract/supplier-bench.ts';
import { inspectSupplier } from './supplier.ts';

const SUPPLIER = preset as Preset;
const REQUEST = { ref_id: 'R1', buyer_sku_code: 'ML86', customer_no: '123456781234', max_price: 20_000 };
const inspect = (input: object) => inspectSupplier(SUPPLIER, { httpStatus: 200, request: REQUEST, ...input });
const body = (data: object) => JSON.stringify({ data: { ref_id: 'R1', ...data } });

test('a success says what was delivered and what it cost', () => {
  const sent = {
    operation: 'purchase',
    body: body({ status: 'Sukses', rc: '00', sn: 'SN1', price: 20_500, message: 'SUKSES' }),
  };
  expect(inspect(sent)).toEqual({ outcome: 'success', serial: 'SN1', price: 20_500, message: 'SUKSES', reason: 'ok' });
});

test.each([
  ['purchase', 'rejected'],
  ['status', 'unknown'],
  ['webhook', 'unknown'],
])('a refusal as the answer to a %s is %s', (operation, outcome) => {
  expect(inspect({ operation, httpStatus: 400, body: body({ status: 'Gagal', rc: '44' }) })).toMatchObject({
    outcome,
    reason: 'supplier_balance',
  });
});

test.each([
  ['ECONNREFUSED', 'purchase', 'rejected'],
  ['ENOTFOUND', 'purchase', 'rejected'],
  ['ECONNREFUSED', 'status', 'unknown'],
  ['ABORTED_AFTER_SEND', 'purchase', 'unknown'],
  ['SOCKET_HANG_UP', 'purchase', 'unknown'],
  ['TIMEOUT', 'purchase', 'unknown'],
  ['ETIMEDOUT', 'purchase', 'unknown'],
  ['ECONNRESET', 'purchase', 'unknown'],
])('%s at a %s is %s', (transportError, operation, outcome) => {
  const nothing = { operation, transportError, httpStatus: null, body: null };
  expect(inspect(nothing)).toMatchObject({ outcome, reason: 'transport', serial: null, price: null });
});

test('a webhook has no HTTP status, and may be read without a request', () => {
  const input = { operation: 'webhook', body: body({ status: 'Sukses', rc: '00', sn: 'SN1' }) };
  expect(inspectSupplier(SUPPLIER, input)).toMatchObject({ outcome: 'success', serial: 'SN1' });
  expect(inspect({ ...input, httpStatus: 500 })).toMatchObject({ outcome: 'success' });
  expect(inspect({ ...input, request: { ...REQUEST, ref_id: 'R2' } })).toMatchObject({ reason: 'wrong_reference' });
});

describe('what cannot be inspected says why', () => {
  test.each([
    [{ operation: 'refund', body: '' }, 'operation'],
    [{ operation: 'purchase', body: { data: {} } }, 'body'],
    [{ operation: 'purchase', httpStatus: 'ok' }, 'httpStatus'],
  ])('%j', (input, where) => {
    expect(() => inspect(input)).toThrow(where);
  });

  test('a preset of another type', () => {
    const other = { ...SUPPLIER, integrationType: 'payment' } as Preset;
    expect(() => inspectSupplier(other, {})).toThrow('no supplier');
    expect(() => inspectSupplier(SUPPLIER, null)).toThrow('input');
  });
});

test.each([
  ['purchase', '{"result":true,"data":{"trxid":"VP1","status":"waiting","price":9000}}', 'pending'],
  ['status', '{"result":true,"data":[{"trxid":"VP1","status":"success","note":"SN1","price":9000}]}', 'success'],
  ['status', '{"result":false,"data":null,"message":"Invalid signature."}', 'unknown'],
])('an answer to a %s is looked for where that answer keeps it', (operation, text, outcome) => {
  expect(inspectSupplier(presetNamed('vipreseller'), { operation, body: text })).toMatchObject({ outcome });
});

test('an answer in a sentence is read like any other', () => {
  const text = 'T#1 R#R1 Produk ff70 ff70.0878 SUKSES. SN: AB-12. Saldo 2 - 1 = 1 @10:00';
  const asked = { operation: 'purchase', body: text, request: { ref_id: 'R1' } };
  expect(inspectSupplier(presetNamed('okeconnect'), asked)).toMatchObject({ outcome: 'success', serial: 'AB-12' });
  const another = { ...asked, request: { ref_id: 'R2' } };
  expect(inspectSupplier(presetNamed('okeconnect'), another)).toMatchObject({ outcome: 'unknown', serial: null });
});
