import { describe, expect, test } from 'vitest';
import { readSerial } from './serial.ts';

describe('an electricity serial', () => {
  test.each([
    '1234-5678-9012-3456-7890/BUDI SANTOSO/R1/1300/31,0',
    '12345678901234567890/BUDI SANTOSO/R1/1300VA/31,0',
    '1234 5678 9012 3456 7890/BUDI SANTOSO/R1/1300 VA/31,0KWH',
    '1234-5678-9012-3456-7890/BUDI SANTOSO/R1/000001300/31,0.',
    '12345678901234567890/BUDI SANTOSO/R1/1300/31,0/PLNREF:ABC123/IDPEL:530000000001/PPN:0',
  ])('%s', (serial) => {
    expect(readSerial(serial, 'pln')).toEqual({
      copy: '1234-5678-9012-3456-7890',
      electricity: { name: 'BUDI SANTOSO', tariff: 'R1', power: '1300 VA', kwh: '31,0' },
    });
  });

  test('a slash in the name, longer tariffs and points in the kWh', () => {
    expect(readSerial('12345678901234567890/AHMAD D/H SITI/R1M/900/12.4', 'pln').electricity).toEqual({
      name: 'AHMAD D/H SITI',
      tariff: 'R1M',
      power: '900 VA',
      kwh: '12.4',
    });
  });

  test('the token alone is enough', () => {
    expect(readSerial(' 12345678901234567890 ', 'pln')).toEqual({
      copy: '1234-5678-9012-3456-7890',
      electricity: { name: null, tariff: null, power: null, kwh: null },
    });
  });

  test.each([
    '1234567890123456789/BUDI/R1/1300/31,0',
    '123456789012345678901',
    'TRANSAKSI 12345678901234567890 SUKSES',
    'BUDI/12345678901234567890',
    '',
  ])('unsure of %j: shown as it came', (serial) => {
    expect(readSerial(serial, 'pln')).toEqual({ copy: serial, electricity: null });
  });
});

test.each([
  ['phone', 'R230512.1911.2100F1'],
  ['phone', '12345678901234567890'],
  ['ewallet', 'SEPTIAPAR/20190401214753214742'],
  ['game', 'NickName#1'],
  [null, 'Ref id: X. KODE VOUCHER: AB-12'],
])('a %s serial is never taken apart: %s', (kind, serial) => {
  expect(readSerial(serial, kind)).toEqual({ copy: serial, electricity: null });
});
