import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeptRows } from './kept-rows.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await openTestDatabase();
});
afterEach(() => db.close());

test('what a unit of this process changed is read again at once', async () => {
  expect(await db.uow.read.stays.firstBusiness()).toBeNull();
  await db.uow.run('a', (stores) => stores.stays.insertBusiness({ id: 'b1', name: 'Satu', address: 'guest' }));
  expect((await db.uow.read.stays.firstBusiness())?.name).toBe('Satu');
});

test('a unit that was rolled back changes nothing of what is kept', async () => {
  const failed = db.uow.run('a', async (stores) => {
    await stores.stays.insertBusiness({ id: 'b1', name: 'Satu', address: 'guest' });
    expect((await stores.stays.firstBusiness())?.name).toBe('Satu');
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await db.uow.read.stays.firstBusiness()).toBeNull();
});

test('rows are loaded once a second, and a load that failed is not kept', async () => {
  let now = 0;
  let loads = 0;
  const rows = createKeptRows(() => now);
  const load = async () => (loads += 1);
  expect([await rows.keep('k', load), await rows.keep('k', load)]).toEqual([1, 1]);
  now = 1_000;
  expect(await rows.keep('k', load)).toBe(2);
  rows.forget();
  expect(await rows.keep('k', load)).toBe(3);
  await expect(rows.keep('bad', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await rows.keep('bad', load)).toBe(4);
});
