/** Changing the master key while processes run: what is sealed stays open to everybody who has either key, until the end. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  announceKeyChange,
  forgetOldKey,
  KeyChangeRefused,
  resealUnder,
  UNDER_MASTER_KEY,
} from '../../db/change-master-key.ts';
import { readTables } from '../../db/schema-tables.ts';
import { openTestDatabase, testIds, type TestDatabase } from '../../db/testing.ts';
import { WrongMasterKey } from '../../db/vault.ts';
import { newProvider } from '../contract/stores/fixtures.ts';

const NEXT = randomBytes(32);
const AT = Date.UTC(2026, 10, 21);

let db: TestDatabase;
let opened: TestDatabase[];

beforeEach(async () => {
  db = await openTestDatabase();
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  await db.close();
});

async function withKey(masterKey: Buffer): Promise<TestDatabase> {
  const again = await openTestDatabase({ ...db, masterKey });
  opened.push(again);
  return again;
}

async function addTestProvider(by: TestDatabase, plain: string): Promise<string> {
  const row = newProvider(testIds);
  const provider = { ...row, credentialsEncrypted: by.vault.sealCredentials(row.id, plain) };
  await by.uow.run('test', (stores) => stores.providers.insert(provider));
  return row.id;
}

const writer = () => db.engine.writer;
const stamp = () => ({ id: testIds.uuid(), at: AT });
const change = () => ({ from: db.masterKey, to: NEXT });
const audits = () =>
  writer().selectFrom('audit_log').selectAll().where('action', '=', 'provider.key_rotated').execute();

async function sealedOf(providerId: string): Promise<string> {
  const row = await writer()
    .selectFrom('providers')
    .select('credentials_encrypted')
    .where('id', '=', providerId)
    .executeTakeFirstOrThrow();
  return row.credentials_encrypted;
}

async function opens(by: TestDatabase, providerId: string): Promise<string> {
  return by.vault.openCredentials(providerId, await sealedOf(providerId));
}

test('every column under the master key is one this knows of', async () => {
  const tables = await readTables(writer());
  const found = tables.flatMap(({ name, columns }) =>
    columns.filter((column) => column.endsWith('_encrypted')).map((column) => ({ table: name, column })),
  );
  expect(found).toEqual(UNDER_MASTER_KEY);
});

test('from the announcement to the end either key opens everything, in processes old and new; then only the new one', async () => {
  const id = await addTestProvider(db, '{"key":"first"}');
  const goods = db.vault.seal('stock_code', 'stock_codes:1', 'CODE-1');
  expect(await announceKeyChange(writer(), change(), AT)).toBe(true);
  await db.vault.followChange();
  expect(await resealUnder(writer(), change(), stamp())).toMatchObject({ credentials: 1 });
  const [started, late] = [await withKey(NEXT), await withKey(db.masterKey)];
  for (const each of [db, started, late]) {
    expect(await opens(each, id)).toBe('{"key":"first"}');
    expect(each.vault.open('stock_code', 'stock_codes:1', goods)).toBe('CODE-1');
    expect(each.vault.fingerprint('stock_code', 'CODE-1')).toBe(db.vault.fingerprint('stock_code', 'CODE-1'));
  }
  expect(await audits()).toMatchObject([
    { via: 'cli', subject: 'data_keys', detail: expect.stringMatching(/^1 cred/) },
  ]);
  await forgetOldKey(writer(), NEXT);
  await expect(withKey(db.masterKey)).rejects.toThrow(WrongMasterKey);
  expect(await opens(await withKey(NEXT), id)).toBe('{"key":"first"}');
  expect(await opens(db, id)).toBe('{"key":"first"}');
});

test('what a process that heard nothing seals meanwhile is found at the end', async () => {
  await announceKeyChange(writer(), change(), AT);
  await resealUnder(writer(), change(), stamp());
  const id = await addTestProvider(db, '{"key":"late"}');
  const started = await withKey(NEXT);
  expect(await opens(started, id)).toBe('{"key":"late"}');
  expect(await forgetOldKey(writer(), NEXT)).toEqual({ credentials: 1, dataKeys: 0 });
  expect(await opens(await withKey(NEXT), id)).toBe('{"key":"late"}');
});

test('dead after the announcement, or after the sealing: the same command goes on, and says it once', async () => {
  const id = await addTestProvider(db, '{"key":"k"}');
  expect(await announceKeyChange(writer(), change(), AT)).toBe(true);
  expect(await opens(await withKey(db.masterKey), id)).toBe('{"key":"k"}');
  expect(await opens(await withKey(NEXT), id)).toBe('{"key":"k"}');
  expect(await announceKeyChange(writer(), change(), AT)).toBe(false);
  await resealUnder(writer(), change(), stamp());
  expect(await announceKeyChange(writer(), change(), AT)).toBe(false);
  expect(await resealUnder(writer(), change(), stamp())).toEqual({ credentials: 0, dataKeys: 0 });
  expect(await audits()).toHaveLength(1);
});

test('refused: the key in use, another change meanwhile, an end with the old key, an end of nothing, a key that never belonged', async () => {
  const announce = (to: Buffer, from = db.masterKey) => announceKeyChange(writer(), { from, to }, AT);
  await expect(announce(db.masterKey)).rejects.toThrow(KeyChangeRefused);
  await expect(forgetOldKey(writer(), db.masterKey)).rejects.toThrow('no change of the key is open');
  await announce(NEXT);
  await expect(announce(randomBytes(32))).rejects.toThrow('another change');
  await expect(forgetOldKey(writer(), db.masterKey)).rejects.toThrow('old key');
  await expect(forgetOldKey(writer(), randomBytes(32))).rejects.toThrow(KeyChangeRefused);
  await expect(withKey(randomBytes(32))).rejects.toThrow(WrongMasterKey);
});

test('a process that was never started with the new key follows the next change too', async () => {
  const id = await addTestProvider(db, '{"key":"k"}');
  await announceKeyChange(writer(), change(), AT);
  await db.vault.followChange();
  await resealUnder(writer(), change(), stamp());
  await forgetOldKey(writer(), NEXT);
  await db.vault.followChange();
  const third = randomBytes(32);
  await announceKeyChange(writer(), { from: NEXT, to: third }, AT);
  await db.vault.followChange();
  await resealUnder(writer(), { from: NEXT, to: third }, stamp());
  expect(await opens(db, id)).toBe('{"key":"k"}');
  await forgetOldKey(writer(), third);
  expect(await opens(db, await addTestProvider(db, '{"key":"late"}'))).toBe('{"key":"late"}');
  expect(await opens(await withKey(third), id)).toBe('{"key":"k"}');
});

test('a second change follows the first', async () => {
  const id = await addTestProvider(db, '{"key":"k"}');
  await announceKeyChange(writer(), change(), AT);
  await resealUnder(writer(), change(), stamp());
  await forgetOldKey(writer(), NEXT);
  const third = randomBytes(32);
  expect(await announceKeyChange(writer(), { from: NEXT, to: third }, AT)).toBe(true);
  await resealUnder(writer(), { from: NEXT, to: third }, stamp());
  await forgetOldKey(writer(), third);
  expect(await opens(await withKey(third), id)).toBe('{"key":"k"}');
  await expect(withKey(NEXT)).rejects.toThrow(WrongMasterKey);
});
