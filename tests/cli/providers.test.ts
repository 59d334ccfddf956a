import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { called, sapa } from '../../bot/cli/testing.ts';
import { PRACTICE_CREDENTIALS, startSandbox } from '../../sandbox/index.ts';
import { freshShop } from './fresh-shop.ts';

const { gateway, supplier } = PRACTICE_CREDENTIALS;

async function sandbox() {
  const started = await startSandbox();
  onTestFinished(() => started.close());
  return started;
}

const addGateway = (url: string, env: Record<string, string>, apiKey: string = gateway.apiKey) =>
  sapa(['provider:add', '--preset', 'pakasir', '--env', 'sandbox', '--base-url', `${url}/gateway`, '--name', 'Kasir'], {
    stdin: JSON.stringify({ project: gateway.project, api_key: apiKey }),
    env,
  });

test('a gateway is added from a pipe, tested, and its key is nowhere to be read', async () => {
  const { url } = await sandbox();
  const { folder, env } = await freshShop();
  const added = await addGateway(url, env);
  expect(added).toMatchObject({ code: 0, stdout: '' });
  expect(added.stderr).toContain('Added pakasir: Kasir, payment, sandbox.');
  expect(added.stderr).toContain('Next: ./sapa provider:test pakasir');

  const tested = await sapa(['provider:test', 'pakasir'], { env });
  expect(tested).toMatchObject({ code: 0, stdout: '' });
  expect(tested.stderr).toMatch(/^pakasir: works \(\d+ ms\)\n$/);

  const listed = await sapa(['provider:list', '--json'], { env: { ...env, PUBLIC_URL: 'https://toko.example' } });
  expect(listed.json()).toEqual([
    [
      expect.objectContaining({
        slug: 'pakasir',
        environment: 'sandbox',
        testStatus: 'ok',
        serves: ['payment.link', 'payment.qris'],
        webhook: 'https://toko.example/webhook/payment/pakasir',
      }) as unknown,
    ],
  ]);

  const said = added.stderr + tested.stderr + listed.stdout + listed.stderr;
  expect(said).not.toContain(gateway.apiKey);
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file)).includes(gateway.apiKey)).toBe(false);
  }
});

test('a wrong key and a dead address fail the test with what to do', async () => {
  const { url } = await sandbox();
  const { env } = await freshShop();
  await addGateway(url, env, 'salah-sama-sekali');
  const refused = await called(['provider:test', 'pakasir'], { env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('the key was not accepted');
  expect(refused.stderr).not.toContain('salah-sama-sekali');

  await addGateway('http://127.0.0.1:9', env);
  const unreachable = await called(['provider:test', 'pakasir-2'], { env });
  expect(unreachable.code).toBe(1);
  expect(unreachable.stderr).toContain('cannot be reached');

  const sick = await called(['doctor'], { env });
  expect(sick.code).toBe(1);
  expect(sick.stderr).toMatch(/!!\s+pakasir\s+test failed/);
  expect(await called(['provider:test', 'nope'], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no provider "nope"') as string,
  });
});

test.each([
  ['a value that does not fit', { project: 'x', api_key: 'kunci-rahasia' }, /project .*toko-melati/],
  ['a missing value', { project: 'toko-uji' }, /api_key/],
  ['an unknown value', { project: 'toko-uji', api_key: 'kunci-rahasia', apikey: 'x' }, /apikey/],
])('%s saves nothing', async (_, values, words) => {
  const { env } = await freshShop();
  const added = await called(['provider:add', '--preset', 'pakasir', '--env', 'live'], {
    stdin: JSON.stringify(values),
    env,
  });
  expect(added).toMatchObject({ code: 1, stdout: '' });
  expect(added.stderr).toMatch(words);
  expect(added.stderr).not.toContain('kunci-rahasia');
  expect((await called(['provider:list', '--json'], { env })).json()).toEqual([[]]);
});

test('input that is neither JSON nor KEY=VALUE is a wrong call', async () => {
  const { env } = await freshShop();
  const args = ['provider:add', '--preset', 'pakasir', '--env', 'live'];
  for (const stdin of ['{"api_key": "bocor"', 'bocor sekali', `api_key=${'x'.repeat(70_000)}`]) {
    const added = await called(args, { stdin, env });
    expect(added.code).toBe(2);
    expect(added.stderr).not.toContain('bocor');
  }
});

test("a supplier's price list becomes products once, its balance is told", async () => {
  const { url } = await sandbox();
  const { env } = await freshShop();
  expect(await called(['supplier:check-balance'], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no supplier') as string,
  });
  const added = await called(
    ['provider:add', '--preset', 'digiflazz', '--env', 'sandbox', '--base-url', `${url}/supplier/v1/`],
    { stdin: `USERNAME=${supplier.username}\nAPI_KEY=${supplier.apiKey}\n`, env },
  );
  expect(added.code).toBe(0);
  const synced = await sapa(['supplier:sync-products'], { env });
  expect(synced).toMatchObject({ code: 0, stdout: '' });
  expect(synced.stderr).toMatch(/digiflazz: [1-9]\d* new, 0 changed/);
  const again = await called(['supplier:sync-products', 'digiflazz'], { env });
  expect(again.code).toBe(0);
  expect(again.stderr).toMatch(/less than an hour old.*--fresh[^]*[1-9]\d* new/);
  const fresh = await called(['supplier:sync-products', '--fresh'], { env });
  expect(fresh.code).toBe(1);
  expect(fresh.stderr).toMatch(/limits.* seconds/);
  const watched = await called(['supplier:watch', '--low-below', '250.000', '--hold-above', '10'], { env });
  expect(watched).toMatchObject({ code: 0 });
  expect(watched.stderr).toMatch(/below Rp 250,000[^]*more than 10%/);
  expect((await called(['supplier:watch', '--low-below', 'lots'], { env })).code).toBe(2);
  expect(await called(['supplier:prices'], { env })).toMatchObject({
    code: 0,
    stderr: 'digiflazz: no price change waits.\n',
  });
  expect((await called(['product:pause', 'TSEL5'], { env })).stderr).toMatch(/TSEL5 .* paused/);
  expect((await called(['product:health', 'TSEL5'], { env })).stderr).toMatch(/TSEL5.*paused by hand/);
  expect((await called(['product:sell', 'TSEL5'], { env })).stderr).toMatch(/TSEL5 .* sold again/);
  expect(await called(['product:pause', 'NOSUCH'], { env })).toMatchObject({ code: 1 });
  const balance = await called(['supplier:check-balance', 'digiflazz'], { env });
  expect(balance).toMatchObject({ code: 0, stderr: 'digiflazz: Rp 50,000,000\n' });
  expect(await called(['supplier:check-balance', 'pakasir'], { env })).toMatchObject({ code: 1 });
});

test.each([
  {
    preset: 'vipreseller',
    base: '/form-supplier/api',
    values: { api_id: supplier.username, api_key: supplier.apiKey },
    wrong: { api_key: 'x' },
    said: 'Pemasok ini tidak mengenal nomor referensi kita',
  },
  {
    preset: 'okeconnect',
    base: '/get-supplier',
    values: { member_id: supplier.username, pin: '482913', password: supplier.apiKey, price_list_id: 'latihan' },
    wrong: { pin: 'dua-empat' },
    said: 'PIN dan password ada di alamat permintaan',
  },
])('$preset is added like any supplier, by its preset alone', async ({ preset, base, values, wrong, said }) => {
  const { url } = await sandbox();
  const { folder, env } = await freshShop();
  const add = ['provider:add', '--preset', preset, '--env', 'sandbox', '--base-url', `${url}${base}`];
  const refused = await called(add, { stdin: JSON.stringify({ ...values, ...wrong }), env });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(Object.keys(wrong)[0]);

  const added = await called(add, { stdin: JSON.stringify(values), env });
  expect(added).toMatchObject({ code: 0, stdout: '' });
  expect(added.stderr).toContain(said);
  const tested = await called(['provider:test', preset], { env });
  expect(tested.stderr).toMatch(/: works \(\d+ ms\)\n$/);
  expect((await called(['supplier:check-balance'], { env })).stderr).toBe(`${preset}: Rp 50,000,000\n`);
  const synced = await called(['supplier:sync-products', preset], { env });
  expect(synced.stderr).toMatch(new RegExp(`^${preset}: [1-9]\\d* new, 0 changed`));

  const everything = refused.stderr + added.stderr + tested.stderr + synced.stderr;
  expect(everything).not.toContain(supplier.apiKey);
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file)).includes(supplier.apiKey)).toBe(false);
  }
});
