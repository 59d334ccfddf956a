/** The file of a backup: what it gives back, and that nothing but itself opens. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newOrder } from '../../tests/contract/stores/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../testing.ts';
import { BadBackup, HEAD_BYTES, type BackupKeys } from './head.ts';
import { readBackup } from './read.ts';
import { writeBackup } from './write.ts';

const PIECE = 64 * 1024 + 16;

let folder: string;
let shop: TestDatabase;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-backup-'));
  file = join(folder, 'a.backup');
  shop = await openTestDatabase();
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const keys = (passphrase: string | null = null) => ({ masterKey: shop.masterKey, passphrase });
const make = (passphrase: string | null = null) =>
  writeBackup({ place: { path: shop.path, url: null }, keys: keys(passphrase), to: file, now: 5 });

/** Everything a whole file holds; throws what reading it throws. */
async function read(path: string, with_: BackupKeys = keys()): Promise<{ rows: number; orders: unknown[][] }> {
  let rows = 0;
  const orders: unknown[][] = [];
  for await (const record of readBackup(path, with_)) {
    if (record.kind !== 'row') continue;
    rows += 1;
    if (record.table.name === 'orders') orders.push(record.values);
  }
  return { rows, orders };
}

/** Long random text, so that the file has several pieces. */
const fill = (orders: number) =>
  shop.uow.run('fill', async (stores) => {
    for (let n = 0; n < orders; n += 1)
      await stores.orders.insert(newOrder(shop.ids, { tokenSealed: randomBytes(1500).toString('base64') }), []);
  });

test('gives back every row, is readable by its owner only, and holds nothing in clear', async () => {
  await shop.uow.run('odd', (stores) =>
    stores.orders.insert(newOrder(shop.ids, { tokenSealed: 'a\n\u2028"\\u0000é😀' }), []),
  );
  const made = await make();
  const { rows, orders } = await read(file);
  expect(rows).toBe(made.rows);
  expect(orders[0]).toContain('a\n\u2028"\\u0000é😀');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(file);
  expect(bytes.includes('orders')).toBe(false);
  expect(bytes.includes(shop.masterKey)).toBe(false);
  expect(readdirSync(folder)).toEqual(['a.backup']);
});

test('never writes over a file', async () => {
  writeFileSync(file, 'mine');
  await expect(make()).rejects.toThrow('is there already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a passphrase opens what was made with it, and the master key does not', async () => {
  await make('correct horse battery');
  expect((await read(file, keys('correct horse battery'))).rows).toBeGreaterThan(0);
  await expect(read(file, keys('correct horse batterz'))).rejects.toThrow('SAPA_BACKUP_KEY does not fit');
  await expect(read(file)).rejects.toThrow('made with SAPA_BACKUP_KEY; set it');
});

test('another master key is told apart from damage, and makes no backup of this shop', async () => {
  await make();
  const other = { masterKey: randomBytes(32), passphrase: null };
  await expect(read(file, other)).rejects.toThrow(/the master key .* does not fit this backup/);
  const wrong = writeBackup({ place: { path: shop.path, url: null }, keys: other, to: `${file}2`, now: 5 });
  await expect(wrong).rejects.toThrow('the master key does not fit this database');
  expect(readdirSync(folder)).toEqual(['a.backup']);
});

test('one bit, anywhere, is refused', async () => {
  await make();
  const good = readFileSync(file);
  const places = [...Array(HEAD_BYTES).keys(), ...Array.from({ length: 60 }, (_, n) => HEAD_BYTES + n * 97)];
  for (const at of [...places, good.length - 1, good.length - 17].filter((place) => place < good.length)) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(`${file}.bad`, bad);
    await expect(read(`${file}.bad`), `bit at ${at}`).rejects.toThrow(BadBackup);
  }
});

test('cut off, lengthened, reordered, doubled or mixed with another file: refused in one line', async () => {
  await fill(250);
  await make();
  const good = readFileSync(file);
  const [head, body] = [good.subarray(0, HEAD_BYTES), good.subarray(HEAD_BYTES)];
  const piece = (n: number) => body.subarray(n * PIECE, (n + 1) * PIECE);
  expect(body.length).toBeGreaterThan(3 * PIECE);
  await writeBackup({ place: { path: shop.path, url: null }, keys: keys(), to: `${file}.other`, now: 6 });
  const other = readFileSync(`${file}.other`).subarray(HEAD_BYTES);
  const rest = body.subarray(2 * PIECE);
  const damaged: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    'half a head': head.subarray(0, 20),
    'head only': head,
    'cut between pieces': Buffer.concat([head, body.subarray(0, 2 * PIECE)]),
    'cut in a piece': Buffer.concat([head, body.subarray(0, 2 * PIECE + 1000)]),
    'last byte missing': good.subarray(0, -1),
    lengthened: Buffer.concat([good, Buffer.from('x')]),
    swapped: Buffer.concat([head, piece(1), piece(0), rest]),
    doubled: Buffer.concat([head, piece(0), piece(0), body.subarray(PIECE)]),
    'one left out': Buffer.concat([head, piece(0), rest]),
    'a piece of another backup': Buffer.concat([head, other.subarray(0, PIECE), body.subarray(PIECE)]),
    'another file': Buffer.from(`SQLite format 3\0${'x'.repeat(500)}`),
    'a later format': Buffer.concat([Buffer.from('SAPABAK2'), good.subarray(8)]),
  };
  for (const [what, bytes] of Object.entries(damaged)) {
    writeFileSync(`${file}.bad`, bytes);
    const error = await read(`${file}.bad`).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error, what).toBeInstanceOf(BadBackup);
    expect((error as Error).message, what).not.toContain('\n');
  }
  await expect(read(join(folder, 'none'))).rejects.toThrow('cannot be opened');
});

test('given up, it leaves nothing', async () => {
  await fill(50);
  const giveUp = new AbortController();
  const making = writeBackup({
    place: { path: shop.path, url: null },
    keys: keys(),
    to: file,
    now: 5,
    signal: giveUp.signal,
    tell: () => giveUp.abort(),
  });
  await expect(making).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
