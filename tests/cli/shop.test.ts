import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { called, sapa, tempFolder } from '../../bot/cli/testing.ts';
import { readData } from '../support/data-reader.ts';
import { freshShop } from './fresh-shop.ts';

describe('own goods', () => {
  test('a product is added, filled from a file and from a pipe, and changed', async () => {
    const { env, folder } = await freshShop();
    const product = ['product:add', 'wifi1', 'WiFi 1 hari'];
    const added = await sapa([...product, '--price', '10.000', '--reseller', '8000', '--env', 'live'], { env });
    expect(added).toMatchObject({ code: 0, stdout: '' });
    expect(added.stderr).toContain('WIFI1 added in live.');

    const file = join(folder, 'codes.txt');
    writeFileSync(file, '\uFEFFKODE-1\r\nKODE-2\r\n\r\nKODE-1\n');
    const imported = await sapa(['stock:import', 'WIFI1', file, '--env', 'live'], { env });
    expect(imported).toMatchObject({ code: 0, stdout: '' });
    expect(imported.stderr).toBe('WIFI1: 2 codes added, 1 known already, 2 for sale.\n');
    const piped = await called(['stock:import', 'wifi1', '-', '--env', 'live'], { env, stdin: 'KODE-2\nKODE-3' });
    expect(piped.stderr).toBe('wifi1: 1 code added, 1 known already, 3 for sale.\n');
    expect(piped.stderr + imported.stderr).not.toContain('KODE');

    const changed = await called([...product, '--price', '11000', '--env', 'live'], { env });
    expect(changed.stderr).toContain('WIFI1 changed in live.');
    const prices = readData(folder, ({ all }) =>
      all(`select tier, amount_idr from price_rules where scope = 'product' order by tier`),
    );
    expect(prices).toMatchObject([
      { tier: 'reseller', amount_idr: 8000 },
      { tier: 'retail', amount_idr: 11_000 },
    ]);
  });

  test.each([
    [['stock:import', 'NOPE', '-'], 'KODE\n', /no product NOPE in practice; make it with/],
    [['stock:import', 'NOPE', '/nowhere/codes.txt'], '', /cannot be read \(ENOENT\)/],
    [['product:add', 'A B', 'Voucher', '--price', '5000'], '', /code/],
    [['product:add', 'W1', 'Voucher', '--price', '0'], '', /price, at most/],
    [['lock:map', '101', '7'], '', /no room 101 in practice/],
    [['room:set', 'DLX'], '', /rate/],
    [['room:set', 'DLX', '--rate', '1', '--from', '2026-02-31'], '', /2026-02-31/],
    [['orders:show', 'K7QF2M'], '', /no order K7QF2M/],
    [['stay:cancel', 'K7QF2M'], '', /no order K7QF2M/],
    [['payment:resolve', 'K7QF2M', 'accept', '--reason', 'r'], '', /no open case "K7QF2M"/],
    [['jobs:retry', 'x'], '', /no job x/],
  ])('%j is refused with one line', async (args, stdin, words) => {
    const { env } = await freshShop();
    const ran = await called(args, { env, stdin });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a room type opens its nights', async () => {
    const { env, folder } = await freshShop();
    const set = ['room:set', 'dlx', '--rate', '375000', '--units', '201, 202', '--nights', '3', '--env', 'live'];
    expect(await called(set, { env })).toMatchObject({ code: 0, stderr: 'Room type DLX is set in live.\n' });
    const nights = readData(folder, ({ all }) => all('select physical from inventory_nights'));
    expect(nights).toEqual([{ physical: 2 }, { physical: 2 }, { physical: 2 }]);
  });
});

describe('looking after it', () => {
  test('a dead job is broken until somebody retries it', async () => {
    const { env, write, spoil } = await freshShop();
    expect(await called(['doctor'], { env })).toMatchObject({ code: 0 });
    await write((stores) => stores.jobs.add({ name: 'order.expire', payload: { orderId: 'o1' } }, Date.now()));
    spoil(`update jobs set state = 'dead', last_error = 'database is away', attempts = 20`);

    const sick = await called(['doctor', '--json'], { env });
    expect(sick.code).toBe(1);
    expect(sick.json()).toContainEqual(expect.objectContaining({ level: 'broken', subject: 'jobs' }));
    const [rows] = (await called(['jobs', '--state', 'dead', '--json'], { env })).json() as [{ id: string }[]];
    expect(rows).toMatchObject([{ name: 'order.expire', state: 'dead', lastError: 'database is away' }]);

    const id = rows[0]?.id ?? '';
    const retried = await sapa(['jobs:retry', id], { env });
    expect(retried).toMatchObject({ code: 0, stdout: '' });
    expect(await called(['jobs:retry', id], { env })).toMatchObject({ code: 1 });
    expect(await called(['doctor'], { env })).toMatchObject({ code: 0 });
    expect((await called(['jobs'], { env })).stderr).toMatch(/^1 ready · 0 running · 0 done · 0 dead\n/);
  });

  test('ledger:verify finds a single rupiah', async () => {
    const { env, write, spoil } = await freshShop();
    await write(async (stores) => {
      for (const id of ['live:a', 'live:b']) await stores.ledger.ensureAccount(id, 'live', null);
      await stores.ledger.post({
        id: 'j1',
        environment: 'live',
        kind: 'adjustment',
        idemKey: 'k1',
        orderId: null,
        memo: '',
        at: 0,
        entries: [
          { accountId: 'live:a', amountIdr: -5000 },
          { accountId: 'live:b', amountIdr: 5000 },
        ],
      });
    });
    expect(await sapa(['ledger:verify'], { env })).toMatchObject({
      code: 0,
      stderr: 'The ledger is right: 2 accounts, 1 journal.\n',
    });
    spoil(`update ledger_accounts set posted_idr = posted_idr + 1 where id = 'live:b'`);
    const wrong = await sapa(['ledger:verify', '--json'], { env });
    expect(wrong.code).toBe(1);
    expect(wrong.json()).toMatchObject([{ ok: false, differences: [expect.stringContaining('live:b') as string] }]);
    expect(await called(['doctor'], { env })).toMatchObject({ code: 1 });
  });

  test('a master key that is missing, foreign or open to others is one clear line', async () => {
    const { env, folder } = await freshShop();
    const foreign = Buffer.alloc(32, 7).toString('base64');
    const other = await called(['queue'], { env: { ...env, SAPA_KEY: foreign } });
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toMatch(/master key does not fit/);
    expect(other.stderr).not.toContain(foreign);
    rmSync(join(folder, 'master.key'));
    const missing = await called(['queue'], { env });
    expect(missing.stderr).toMatch(/master key .* is missing/);
    const sick = await called(['doctor'], { env });
    expect(sick.code).toBe(1);
    expect(sick.stderr).toMatch(/!!\s+database\s+the master key/);
  });

  test('an owner code is shown once and is another one each time', async () => {
    const { env } = await freshShop();
    const codes = await Promise.all([called(['owner:code'], { env }), called(['owner:code'], { env })]);
    const [first, second] = codes.map(({ stderr }) => /\/claim ([A-Z0-9]{8})/.exec(stderr)?.[1]);
    expect(first).toBeTruthy();
    expect(second).not.toBe(first);
  });
});

test(
  'without a running app the terminal chat is the app, and leaves the folder free',
  { timeout: 60_000 },
  async () => {
    const env = { SAPA_DATA: join(tempFolder(), 'data'), PORT: '0' };
    const chat = await sapa(['chat', '--lang', 'en'], { env, stdin: 'menu\n' });
    expect(chat.code).toBe(0);
    expect(chat.stdout).toMatch(/LATIHAN[^]*\[1\]/);
    const after = await called(['doctor'], { env });
    expect(after).toMatchObject({ code: 0 });
    expect(after.stderr).toMatch(/--\s+app\s+not running/);
  },
);
