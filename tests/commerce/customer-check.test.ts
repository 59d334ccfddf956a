/** Whose meter it is: asked before paying, never in the way of a sale, remembered shortly, and no full name kept. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import { openTestCore, type TestCore } from '../support/core.ts';

const METER = '14012345678';
const FOUND = { kind: 'found', maskedName: 'P******** L******', tariff: 'R1', power: '1300 VA' };

let shop: TestCore;
let buyer: Actor;
let productId: string;
beforeEach(async () => {
  shop = await openTestCore();
  buyer = await shop.buyer();
  productId = (await shop.commerce.product(buyer, 'PLN20'))?.id ?? '';
});
afterEach(() => shop.close());

const ask = (number: string) => shop.commerce.customerOf(buyer, productId, number);

describe('who a meter belongs to', () => {
  test('a masked name, tariff and power; asked once for ten minutes, however it is typed', async () => {
    const answers = await Promise.all([ask(METER), ask('1401-2345-678')]);
    expect(answers).toEqual([FOUND, FOUND]);
    // The supplier is gone: what is known is still known, what is not is unchecked.
    await shop.vendors.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind: 'http_500' }]);
    expect(await ask(METER)).toEqual(FOUND);
    await shop.skip(11 * 60_000);
    expect(await ask(METER)).toEqual({ kind: 'unchecked' });
  });

  test('a number nobody has is wrong, and stays so', async () => {
    expect(await ask('00000000000')).toEqual({ kind: 'wrong' });
    expect(await ask('00000000000')).toEqual({ kind: 'wrong' });
  });

  test('what is no meter number, or no electricity, asks nobody', async () => {
    const pulsa = (await shop.commerce.product(buyer, 'XLD10'))?.id ?? '';
    expect(await ask('123')).toEqual({ kind: 'not_asked' });
    expect(await shop.commerce.customerOf(buyer, pulsa, '087800001230')).toEqual({ kind: 'not_asked' });
    expect(await shop.commerce.customerOf(buyer, 'no-such-product', METER)).toEqual({ kind: 'not_asked' });
  });

  test.each(['http_500', 'html_200', 'broken_json', 'reset'])(
    'after %s it is unchecked, left alone for half a minute, and purchases are not turned away',
    async (kind) => {
      await shop.vendors.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind }]);
      for (const last of [1, 2, 3, 4]) {
        expect(await ask(`1401234500${last}`)).toEqual({ kind: 'unchecked' });
        await shop.skip(31_000);
      }
      await shop.vendors.clearFaults();
      expect(await ask(METER)).toEqual(FOUND);
      expect((await shop.commerce.supplierBalance(shop.owner, await supplierSlug())).ok).toBe(true);
    },
  );

  test('while it is left alone the supplier is not asked', async () => {
    await shop.vendors.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind: 'http_500' }]);
    await ask(METER);
    await shop.vendors.clearFaults();
    expect(await ask(METER)).toEqual({ kind: 'unchecked' });
    await shop.skip(31_000);
    expect(await ask(METER)).toEqual(FOUND);
  });

  test('silence is waited for at most five seconds', async () => {
    await shop.vendors.faults([{ vendor: 'supplier', endpoint: 'inquiry_pln', kind: 'silence', ms: 20_000 }]);
    const startedMs = performance.now();
    expect(await ask(METER)).toEqual({ kind: 'unchecked' });
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect(await ask(METER)).toEqual({ kind: 'unchecked' });
    expect(performance.now() - startedMs).toBeLessThan(9_000);
  }, 20_000);
});

async function supplierSlug(): Promise<string> {
  const providers = await shop.core.uow.read.providers.list({ environment: 'practice' });
  return providers.find(({ integrationType }) => integrationType === 'supplier')?.slug ?? '';
}
