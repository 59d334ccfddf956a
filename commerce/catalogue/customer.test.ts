import { describe, expect, test } from 'vitest';
import { customerFound, maskName } from './customer.ts';

describe('a name as a buyer may see it', () => {
  test.each([
    ['BUDI SANTOSO', 'B*** S******'],
    ['  siti   aminah ', 's*** a*****'],
    ['A. RAHMAN', '* R*****'],
    ['H.M. YUSUF/IBU', '* * Y**** I**'],
    ['B*** S******', '* *'],
    ['https://jahat.example', 'h**** j**** e******'],
    ['7ELEVEN', '*******'],
    ['', ''],
    ['12345', ''],
    ['***', ''],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('however long it is, it stays short', () => {
    expect(maskName('X'.repeat(500)).length).toBe(20);
    expect(maskName('AB '.repeat(500)).split(' ')).toHaveLength(6);
  });
});

test('tariff and power as the supplier writes them; what is not understood is left out', () => {
  const found = (tariffPower: string | null) => customerFound({ name: 'BUDI', tariffPower });
  expect(found('R1 /000001300')).toEqual({ kind: 'found', maskedName: 'B***', tariff: 'R1', power: '1300 VA' });
  expect(found('R1M /000000900')).toMatchObject({ tariff: 'R1M', power: '900 VA' });
  for (const odd of [null, '', 'R1', 'BUDI SANTOSO', '1300'])
    expect(found(odd)).toMatchObject({ tariff: null, power: null });
  expect(customerFound({ name: ' - ', tariffPower: 'R1 /1300' })).toEqual({ kind: 'unchecked' });
});
