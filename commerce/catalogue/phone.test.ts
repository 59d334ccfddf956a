import { expect, test } from 'vitest';
import { readPhone } from './phone.ts';

test.each([
  '081234567890',
  '+6281234567890',
  '6281234567890',
  '81234567890',
  '006281234567890',
  '+62 (0)812-3456-7890',
  '(0812) 3456.7890',
  '[+62] 812 3456 7890',
  '+62\u00a0812\u20113456\u20137890',
  '\u202a+62 812-3456-7890\u202c',
  '０８１２３４５６７８９０',
  '  081234567890\n',
])('%j is 081234567890', (input) => {
  expect(readPhone(input)).toEqual({ ok: true, national: '081234567890' });
});

test('numbers of ten and of thirteen digits pass, and documented test numbers too', () => {
  for (const number of ['0812345678', '0812345678901', '087800001230']) {
    expect(readPhone(number)).toEqual({ ok: true, national: number });
  }
});

test.each([
  ['081234567', 9],
  ['08123456789012', 14],
  ['+62 8', 2],
])('%s has %d digits and says so', (input, got) => {
  expect(readPhone(input)).toEqual({ ok: false, reason: 'digits_count', detail: { min: 10, max: 13, got } });
});

test.each([
  '',
  '+',
  '-081234567890',
  '081234567890 (WA)',
  '02112345678',
  '+1 555 0100 200',
  '+8123456789',
  '0812+34567890',
  '12345678901',
  '٠٨١٢٣٤٥٦٧٨٩٠',
  '0812\u00b2345678',
])('%j is no Indonesian mobile number', (input) => {
  expect(readPhone(input)).toEqual({ ok: false, reason: 'not_a_phone' });
});
