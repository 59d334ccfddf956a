/** The one published QRIS sample we have, read by the code that decides what a payer is shown. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readQris } from '../commerce/payment/qris.ts';
import type { PaymentRecording } from './contract/payment.contract.ts';

const recording = JSON.parse(readFileSync(new URL('wire/pakasir.json', import.meta.url), 'utf8')) as PaymentRecording;
const created = recording.exchanges.find(({ name }) => name === 'create')?.result;
const sample = (created as { value: { paymentNumber: string } } | undefined)?.value.paymentNumber ?? '';

test('order 99,000 plus fee 1,003: the code carries what the payer must pay', () => {
  expect(sample).toHaveLength(230);
  expect(readQris(sample, 100_003)).toEqual({
    valid: true,
    crc: true,
    amount: 100_003,
    merchant: 'Pakasir',
    city: 'KAB. KEBUMEN',
    currency: '360',
    reason: 'ok',
  });
  expect(readQris(sample, 99_000)).toMatchObject({ valid: false, crc: true, reason: 'amount_mismatch' });
});

test('its checksum A079 in lower case is not the checksum', () => {
  expect(readQris(sample.slice(0, -4) + 'a079', 100_003)).toMatchObject({ valid: false, crc: false, reason: 'crc' });
});
