/** Resellers from the terminal: listed, answered, and their terms changed. */
import { expect, test } from 'vitest';
import { sapa } from '../../bot/cli/testing.ts';
import { newReseller } from '../../commerce/people/reseller.ts';
import { freshShop } from './fresh-shop.ts';

const ID = '018f0000-0000-7000-8000-00000000abcd';

test('a request is answered and the terms are set, each with a line that says so', async () => {
  const shop = await freshShop();
  await shop.write(async (stores) => {
    await stores.people.insert({ id: ID, name: null, kind: 'person', createdAt: 1 });
    const facts = {
      tier: 'reseller',
      state: 'requested',
      shopName: 'Konter Maju',
      contact: 'a@b.id',
      requestedAt: 1,
    } as const;
    await stores.resellers.insert(newReseller(ID, 'practice', facts));
  });
  const run = (...args: string[]) => sapa(args, { env: shop.env });
  const approved = await run('reseller:set', 'konter maju', '--approve', '--tier', 'agen');
  expect([approved.code, approved.stderr.trim()]).toEqual([0, 'Konter Maju is approved and has been told.']);
  expect((await run('reseller:set', 'abcd', '--refuse')).code).toBe(1);
  const set = await run('reseller:set', 'abcd', '--credit', '500.000', '--daily-limit', 'none', '--suspend');
  expect([set.code, set.stderr.trim().split('\n')]).toEqual([
    0,
    ['Konter Maju: credit is done.', 'Konter Maju: daily limit is done.', 'Konter Maju: suspend is done.'],
  ]);
  const list = await run('reseller:list');
  expect(list.stderr.trim()).toBe('1 reseller, 0 waiting for an answer.');
  expect(JSON.parse(list.stdout)).toMatchObject({
    state: 'suspended',
    tier: 'agen',
    spendableIdr: 500_000,
    hasPin: false,
  });
}, 40_000);

test.each([[[]], [['--approve', '--refuse']], [['--approve', '--credit', '1']], [['--suspend', '--resume']]])(
  '%j says nothing that could be done',
  async (flags) => {
    expect((await sapa(['reseller:set', 'abcd', ...flags], { env: {} })).code).toBe(2);
  },
);
