/** The staff from the terminal: who works here, and a PIN that was forgotten. */
import { expect, test } from 'vitest';
import { sapa } from '../../bot/cli/testing.ts';
import { freshShop } from './fresh-shop.ts';

const ID = '018f0000-0000-7000-8000-00000000abcd';

test('lists who works here, and takes a forgotten PIN away, once', async () => {
  const shop = await freshShop();
  await shop.write(async (stores) => {
    await stores.people.insert({ id: ID, name: 'Ani Wijaya', kind: 'person', createdAt: 1 });
    await stores.people.grant({ personId: ID, role: 'owner', scope: 'all', grantedAt: 1, revokedAt: null });
    const pin = { pinHash: 'hash', pinFailures: 5, pinLockedUntil: 9e15, pinOkAt: null };
    await stores.team.addPin({ personId: ID, version: 1, ...pin });
  });
  const run = (...args: string[]) => sapa(args, { env: shop.env });
  const list = await run('staff:list');
  expect([list.code, list.stderr.trim()]).toEqual([0, '1 person, 0 open invitations.']);
  expect(JSON.parse(list.stdout)).toEqual({ personId: ID, name: 'Ani Wijaya', role: 'owner', since: 1 });
  expect(await run('staff:pin-reset', 'Budi')).toMatchObject({ code: 1 });
  const reset = await run('staff:pin-reset', 'ani wijaya');
  expect([reset.code, reset.stderr.trim()]).toEqual([
    0,
    'The PIN of Ani Wijaya is gone. A new one is set in the chat: /pin',
  ]);
  const again = await run('staff:pin-reset', 'abcd');
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('no PIN is set')]);
  expect(await run('staff:pin-reset')).toMatchObject({ code: 2 });
}, 40_000);
