import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../testing.ts';
import { prepared } from './prepared.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await openTestDatabase();
  await db.uow.run('test.settings', async ({ admin }) => {
    for (const key of ['a', 'b', 'c']) await admin.settings.set(key, `value of ${key}`);
  });
});
afterEach(() => db.close());

test('is built once and takes other values each time', async () => {
  let builds = 0;
  const from = prepared((handle, key: string, limit: number) => {
    builds += 1;
    return handle.selectFrom('settings').select('key').where('key', '>=', key).orderBy('key').limit(limit);
  });
  const { reader } = db.engine;
  expect(await from.all(reader, 'a', 2)).toEqual([{ key: 'a' }, { key: 'b' }]);
  expect(await from.all(reader, 'b', 5)).toEqual([{ key: 'b' }, { key: 'c' }]);
  expect(await from.first(reader, 'z', 1)).toBeUndefined();
  expect(builds).toBe(1);
});

test('keeps values that are no arguments, and counts what it changed', async () => {
  const change = prepared((handle, key: string) =>
    handle.updateTable('settings').set({ value: 'changed' }).where('key', '=', key),
  );
  expect(await change.run(db.engine.writer, 'a')).toBe(1);
  expect(await change.run(db.engine.writer, 'nobody')).toBe(0);
  expect(await db.uow.read.admin.settings.all()).toMatchObject({ a: 'changed', b: 'value of b' });
});

test('inside a unit it sees what the unit wrote; on the handle of one that has ended it is refused', async () => {
  const known = prepared((handle, key: string) => handle.selectFrom('settings').select('value').where('key', '=', key));
  let kept: Parameters<typeof known.first>[0] | undefined;
  await db.engine.transaction(async (transaction) => {
    kept = transaction;
    await transaction.insertInto('settings').values({ key: 'd', value: 'new' }).execute();
    expect(await known.first(transaction, 'd')).toEqual({ value: 'new' });
    expect(await known.first(db.engine.reader, 'd')).toBeUndefined();
  });
  expect(await known.first(db.engine.reader, 'd')).toEqual({ value: 'new' });
  const ended = kept as NonNullable<typeof kept>;
  await expect(known.first(ended, 'd')).rejects.toThrow('already committed');
});

test('refuses a statement that decides by an argument or leaves one out', async () => {
  const branching = prepared((handle, key: string) =>
    handle.selectFrom('settings').selectAll().where('key', '=', `${key}!`),
  );
  await expect(branching.all(db.engine.reader, 'a')).rejects.toThrow('must not look at its arguments');
  const forgetful = prepared((handle, _key: string) => handle.selectFrom('settings').selectAll());
  await expect(forgetful.all(db.engine.reader, 'a')).rejects.toThrow('argument 0 is no parameter');
});
