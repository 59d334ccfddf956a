import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { commands } from './commands/index.ts';
import { called, plainEnv, SAPA, sapa, tempFolder } from './testing.ts';

describe('help', () => {
  test('lists every command once, on stderr', async () => {
    const ran = await sapa(['help']);
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    for (const { summary } of commands) expect(ran.stderr.split(summary)).toHaveLength(2);
    expect(await called([])).toMatchObject({ code: 0, stderr: ran.stderr });
    expect(await called(['--help'])).toMatchObject({ code: 0, stderr: ran.stderr });
  });

  test('tells of one command what its usage says', async () => {
    const ran = await called(['help', 'room:set']);
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/^usage: \.\/sapa room:set CODE/);
    expect(await called(['room:set', '--help'])).toMatchObject({ code: 0, stderr: ran.stderr });
  });

  test('every command has a name of its own', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });
});

describe('a wrong call ends with 2 and one line', () => {
  test.each([
    [['no-such-command'], /no command "no-such-command"/],
    [['help', 'no-such-command'], /no command "no-such-command"/],
    [['start', 'now'], /one argument too many: "now"/],
    [['queue', '--all'], /Unknown option '--all'\n/],
    [['stock:import', 'W1'], /FILE is missing/],
    [['payment:resolve', 'X', 'forgive', '--reason', 'r'], /accept, refund, keep, .*dismiss; got "forgive"/],
    [['payment:resolve', 'X', 'accept'], /--reason is missing/],
    [['product:add', 'W1', 'Voucher', '--price', '12,5'], /--price needs whole rupiah/],
    [['product:add', 'W1', 'Voucher', '--price', '-5'], /--price/],
    [['product:add', 'W1', 'Voucher', '--price='], /--price needs a value/],
    [['room:set', 'DLX', '--capacity', '1e1'], /--capacity needs a whole number/],
    [['room:set', 'DLX', '--env', 'production'], /--env is one of practice, sandbox, live/],
    [['jobs', '--limit', '0'], /--limit needs a whole number from 1/],
    [['jobs', '--state', 'stuck'], /--state is one of/],
    [['stay:cancel', 'X', '--refund', 'some'], /--refund needs whole rupiah/],
    [['provider:add', '--preset', 'pakasir', '--env', 'practice'], /--env is one of live, sandbox/],
    [['provider:add', '--preset', 'nope', '--env', 'live'], /no preset "nope"; there is .*pakasir/],
    [['provider:add', '--preset', 'pakasir', '--env', 'live', '--base-url', 'ftp://x'], /--base-url needs an address/],
    [['provider:add', '--preset', 'pakasir', '--env', 'live', '--api_key', 'k'], /Unknown option '--api_key'/],
  ])('%j', async (args, words) => {
    const ran = await called(args, { env: { SAPA_DATA: '/nowhere' } });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
  });

  test('every wrong setting has its line', async () => {
    const ran = await sapa(['queue'], { env: { PORT: 'eighty', LOG_LEVEL: 'loud' } });
    expect(ran.code).toBe(2);
    expect(ran.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^sapa: PORT: /),
      expect.stringMatching(/^sapa: LOG_LEVEL: /),
    ]);
  });
});

describe('without a shop in the data folder', () => {
  const OPENING = [
    ['queue'],
    ['jobs'],
    ['owner:code'],
    ['provider:list'],
    ['provider:test', 'pakasir'],
    ['provider:add', '--preset', 'pakasir', '--env', 'live'],
    ['product:add', 'W1', 'Voucher', '--price', '5000'],
    ['room:set', 'DLX', '--rate', '100000'],
    ['lock:map', '101', '7'],
    ['orders:show', 'ABC'],
    ['ledger:verify'],
    ['supplier:check-balance'],
  ];

  test.each(OPENING.map((args) => [args]))('%j says so and makes nothing', async (args) => {
    const folder = join(tempFolder(), 'data');
    const ran = await called(args, { env: { SAPA_DATA: folder } });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toBe(
      `sapa ${args[0]}: there is no shop in ${folder} yet; run ./sapa start once, or set SAPA_DATA to the folder it uses\n`,
    );
    expect(existsSync(folder)).toBe(false);
  });

  test('doctor says what to do; nothing is broken yet', async () => {
    const folder = join(tempFolder(), 'data');
    const ran = await sapa(['doctor'], { env: { SAPA_DATA: folder } });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain(`${folder} is not there yet`);
    expect(ran.stderr).toContain('./sapa start');
    expect(existsSync(folder)).toBe(false);
  });
});

test('npm run sapa is the same command', async () => {
  const root = dirname(SAPA);
  const npm = promisify(execFile)('npm', ['run', '-s', 'sapa', '--', 'qris:inspect'], { cwd: root, env: plainEnv() });
  npm.child.stdin?.end('{"payload":"0002"}\n');
  const direct = await sapa(['qris:inspect'], { stdin: '{"payload":"0002"}\n' });
  expect((await npm).stdout).toBe(direct.stdout);
  const wrong = promisify(execFile)('npm', ['run', '-s', 'sapa', '--', 'qris:inspect', '-x'], {
    cwd: root,
    env: plainEnv(),
  });
  await expect(wrong).rejects.toMatchObject({ code: 2 });
});
