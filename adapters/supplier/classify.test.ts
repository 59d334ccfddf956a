import { describe, expect, test } from 'vitest';
import preset from '../../presets/digiflazz.json' with { type: 'json' };
import type { HttpResult } from '../wire/http.ts';
import { classifyAnswer } from './classify.ts';
import type { Expected, Phase } from './classify.ts';
import type { SupplierProfile } from './profile.ts';
import { createReplyReader } from './reply.ts';

const profile = preset.profile as SupplierProfile;
const reader = createReplyReader(profile);
const ASKED: Expected = { refId: 'ORD1-1', sku: 'xld10', customerNo: '087800001230', maxPriceIdr: 11_000 };

const answer = (data: unknown, status = 200): HttpResult => ({
  kind: 'response',
  status,
  headers: {},
  body: Buffer.from(typeof data === 'string' ? data : JSON.stringify({ data })),
});
const read = (data: unknown, { phase = 'submit', status = 200 }: { phase?: Phase; status?: number } = {}) =>
  classifyAnswer(reader, phase, answer(data, status), ASKED);
const inBrief = (data: unknown, options?: { phase?: Phase; status?: number }) => {
  const { outcome, reason } = read(data, options);
  return `${outcome}/${reason}`;
};

describe('the status text decides before the code', () => {
  test.each([
    [{ status: 'Sukses', rc: '00' }, 'success/ok'],
    [{ status: ' SUKSES ' }, 'success/ok'],
    [{ status: 'Sukses', rc: '987' }, 'success/ok'],
    [{ status: 'Pending', rc: '03' }, 'pending/pending'],
    [{ status: 'Pending', rc: '01' }, 'pending/pending'],
    [{ status: 'Pending', rc: '00' }, 'pending/pending'],
    [{ status: 'Pending', rc: '02' }, 'pending/pending'],
    [{ status: 'Pending', rc: '44' }, 'pending/pending'],
    [{ status: 'Validasi Provider' }, 'pending/pending'],
    [{ status: 'Gagal', rc: '02' }, 'failed/failed'],
    [{ status: 'Gagal', rc: '03' }, 'failed/failed'],
    [{ status: 'Gagal', rc: '201' }, 'failed/failed'],
    [{ status: 'Gagal' }, 'failed/failed'],
    [{ status: 'Gagal', rc: '00' }, 'unknown/contradiction'],
    [{ status: 'Sukses', rc: '02' }, 'unknown/contradiction'],
    [{ status: 'Sukses', rc: '49' }, 'unknown/contradiction'],
    [{ status: 'Sukses Sebagian', rc: '00' }, 'unknown/unclassified'],
  ])('%j is %s', (data, expected) => {
    expect(inBrief({ ref_id: 'ORD1-1', ...data })).toBe(expected);
  });
});

describe('without a usable text the code table decides, and nothing else', () => {
  test.each([
    [{ rc: '00' }, 'success/ok'],
    [{ rc: ' 00 ' }, 'success/ok'],
    [{ rc: '03' }, 'pending/pending'],
    [{ rc: '99' }, 'pending/pending'],
    [{ rc: 99 }, 'pending/pending'],
    [{ status: 'Diteruskan', rc: '03' }, 'pending/pending'],
    [{ status: 1, rc: '00' }, 'success/ok'],
    [{ rc: 0 }, 'unknown/unclassified'],
    [{ rc: '0' }, 'unknown/unclassified'],
    [{ rc: 3 }, 'unknown/unclassified'],
    [{ rc: '999' }, 'unknown/unclassified'],
    [{ rc: 'constructor' }, 'unknown/unclassified'],
    [{ status: 1 }, 'unknown/unclassified'],
    [{ status: '__proto__' }, 'unknown/unclassified'],
    [{ status: true, rc: ['00'] }, 'unknown/unclassified'],
    [{}, 'unknown/unclassified'],
  ])('%j is %s', (data, expected) => {
    expect(inBrief(data)).toBe(expected);
  });
});

describe('every code of the table, in every phase', () => {
  test.each(Object.entries(profile.codes))('%s', (rc, meaning) => {
    const data = { status: meaning.is === 'success' ? 'Sukses' : meaning.is === 'pending' ? 'Pending' : 'Gagal', rc };
    const atSubmit = read(data).outcome;
    const later = [read(data, { phase: 'check' }).outcome, read(data, { phase: 'webhook' }).outcome];
    if (meaning.is !== 'failed') expect([atSubmit, ...later]).toEqual([meaning.is, meaning.is, meaning.is]);
    else {
      expect(atSubmit).toBe(meaning.created ? 'failed' : 'rejected');
      const aboutAsking = !meaning.created || meaning.aboutRequest === true;
      expect(later).toEqual(aboutAsking ? ['unknown', 'unknown'] : ['failed', 'failed']);
    }
  });

  test('a refused submit says nothing was created; a refused question keeps the reason for the alarm', () => {
    expect(read({ status: 'Gagal', rc: '44' })).toMatchObject({
      outcome: 'rejected',
      created: false,
      reason: 'supplier_balance',
    });
    expect(read({ status: 'Gagal', rc: '45' }, { phase: 'check' })).toMatchObject({
      outcome: 'unknown',
      created: null,
      reason: 'credentials',
    });
    expect(inBrief({ status: 'Gagal', rc: '49' })).toBe('unknown/duplicate_ref');
    expect(inBrief({ status: 'Gagal', rc: '85' })).toBe('failed/rate_limit');
    expect(inBrief({ status: 'Gagal', rc: '85' }, { phase: 'check' })).toBe('unknown/rate_limit');
    expect(inBrief({ status: 'Gagal', rc: '74' }, { phase: 'webhook' })).toBe('failed/reversed');
  });
});

describe('the HTTP status limits what is believed', () => {
  test.each([
    [{ status: 'Gagal', rc: '45' }, 400, 'rejected/credentials'],
    [{ status: 'Sukses', rc: '00' }, 400, 'success/ok'],
    [{ status: 'Pending', rc: '03' }, 400, 'pending/pending'],
    [{ status: 'Pending', rc: '03' }, 502, 'pending/pending'],
    [{ status: 'Sukses', rc: '00' }, 500, 'unknown/transport'],
    [{ status: 'Gagal', rc: '02' }, 503, 'unknown/transport'],
    [{ status: 'Gagal', rc: '83' }, 429, 'unknown/rate_limit'],
    [{ status: 'Pending' }, 429, 'pending/pending'],
    [{ status: 'Sukses', rc: '00' }, 302, 'unknown/unreadable'],
    ['<html>Bad Gateway</html>', 502, 'unknown/transport'],
    ['<html>Login</html>', 200, 'unknown/unreadable'],
    ['<html>Forbidden</html>', 403, 'unknown/unreadable'],
    ['', 429, 'unknown/rate_limit'],
    ['', 200, 'unknown/unreadable'],
    ['{"data":{"status":"Sukses","rc":"00"', 200, 'unknown/unreadable'],
    ['{"status":"Sukses","rc":"00"}', 200, 'unknown/unreadable'],
    ['{"data":[{"status":"Sukses"}]}', 200, 'unknown/unreadable'],
    ['{"data":"Sukses"}', 200, 'unknown/unreadable'],
    ['{"data":null}', 200, 'unknown/unreadable'],
    ['null', 200, 'unknown/unreadable'],
  ])('%j with %d is %s', (data, status, expected) => {
    expect(inBrief(data, { status })).toBe(expected);
  });

  test('only a connection never made releases the money, and only at submit', () => {
    const refused: HttpResult = { kind: 'not_sent', message: 'connection failed: ECONNREFUSED' };
    const cut: HttpResult = { kind: 'unknown', message: 'connection failed: ECONNRESET' };
    expect(classifyAnswer(reader, 'submit', refused, ASKED)).toMatchObject({
      outcome: 'rejected',
      created: false,
      reason: 'transport',
    });
    expect(classifyAnswer(reader, 'check', refused, ASKED)).toMatchObject({ outcome: 'unknown', created: null });
    expect(classifyAnswer(reader, 'submit', cut, ASKED)).toMatchObject({ outcome: 'unknown', reason: 'transport' });
  });
});

describe('what belongs to whom', () => {
  test('an answer about another reference is no answer, whatever it says', () => {
    for (const status of ['Sukses', 'Gagal', 'Pending']) {
      expect(read({ ref_id: 'ORD2-1', status, rc: '00', sn: 'X1' })).toMatchObject({
        outcome: 'unknown',
        reason: 'wrong_reference',
        serial: null,
      });
    }
    expect(inBrief({ ref_id: 'ord1-1', status: 'Sukses' })).toBe('unknown/wrong_reference');
  });

  test('another SKU or number is an alarm, not another outcome; signs in the number do not count', () => {
    const data = { ref_id: 'ORD1-1', status: 'Sukses', rc: '00' };
    expect(read({ ...data, buyer_sku_code: 'xld10', customer_no: '0878-0000-1230' }).alerts).toBeUndefined();
    expect(read({ ...data, buyer_sku_code: 'XLD10', customer_no: '087800001231' })).toMatchObject({
      outcome: 'success',
      alerts: ['other_sku', 'other_destination'],
    });
  });
});

describe('serial and price', () => {
  test('a serial counts only on success', () => {
    expect(read({ status: 'Sukses', sn: ' SN-1 ' }).serial).toBe('SN-1');
    expect(read({ status: 'Pending', sn: 'junk' }).serial).toBeNull();
    expect(read({ status: 'Gagal', sn: 'error_require_login' }).serial).toBeNull();
  });

  test.each([[''], ['  '], ['-'], [null], [{}], [1e20]])('%j is no serial', (sn) => {
    expect(read({ status: 'Sukses', sn })).toMatchObject({ outcome: 'success', serial: null });
  });

  test.each([
    [10_500, 10_500, false],
    ['10500', 10_500, false],
    ['10500.00', 10_500, false],
    [11_000, 11_000, false],
    [11_001, 11_001, true],
    ['12.000', null, false],
    ['abc', null, false],
    [-1, null, false],
    [null, null, false],
    [0, 0, false],
  ])('a price of %j reads as %j, above the ceiling: %s', (price, priceIdr, overMaxPrice) => {
    expect(read({ status: 'Sukses', price })).toMatchObject({ outcome: 'success', priceIdr, overMaxPrice });
  });

  test('the ceiling matters only when it was bought', () => {
    expect(read({ status: 'Pending', price: 99_000 })).toMatchObject({ outcome: 'pending', overMaxPrice: false });
  });

  test('a long message is cut', () => {
    expect(read({ status: 'Gagal', message: 'x'.repeat(5000) }).message).toHaveLength(300);
  });
});
