/**
 * The master key changed beside a running app, by a command that is killed again and again: the app sells on all the
 * while, with the key file of before and after, and in the end the old key opens nothing.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainEnv, sapa, SAPA } from '../../bot/cli/testing.ts';
import { appProcess, type AppProcess } from '../support/app-process.ts';
import { openVisitor, type WebMessage } from '../support/web-client.ts';

const WAIT_MS = 30_000;
const FOLLOW = { SAPA_SET_keyFollowMs: '100' };
const NEW = randomBytes(32);
const offers = (label: RegExp) => (message: WebMessage) => message.choices.some((choice) => label.test(choice.label));

let app: AppProcess;
let keyFile: string;
const env = () => ({ SAPA_DATA: app.folder, ...FOLLOW });
const rotate = (...args: string[]) => sapa(['provider:rotate-keys', ...args], { env: env() });

beforeAll(async () => {
  app = await appProcess(FOLLOW);
  await app.start();
  keyFile = join(app.folder, 'master.key');
}, 60_000);
afterAll(() => app.discard());

/** A voucher, from the menu to the code. Needs the gateway's credentials and keys of three kinds. */
async function buys(): Promise<void> {
  const visitor = await openVisitor(app.url, { lang: 'en' });
  await visitor.say('wifi');
  await visitor.until(offers(/1 hari/), WAIT_MS);
  await visitor.press(/1 hari/);
  await visitor.until(offers(/^1 code/), WAIT_MS);
  await visitor.say('1');
  await visitor.until(offers(/Yes, order/), WAIT_MS);
  await visitor.press(/Yes, order/);
  const qr = await visitor.until((message) => message.image?.url.startsWith('/media/qr/') ?? false, WAIT_MS);
  const reference = new URL(qr.practiceBank ?? '', app.url).searchParams.get('ref') ?? '';
  expect(await app.sandbox.pay(reference, { mode: 'exact' })).toBe(true);
  await visitor.until((message) => message.secret === true, WAIT_MS);
}

/** Ends it without warning when it says so much, or after the time given. */
async function killedRotation(when: { says: RegExp } | { afterMs: number }): Promise<void> {
  const args = ['provider:rotate-keys', `--new-key=base64:${NEW.toString('base64')}`];
  const child = spawn(SAPA, args, { env: plainEnv(env()), stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  if ('afterMs' in when) setTimeout(() => child.kill('SIGKILL'), when.afterMs);
  else child.stderr.on('data', (part: Buffer) => void (when.says.test(String(part)) && child.kill('SIGKILL')));
  await gone;
}

test('a key changed under a running app, the command killed at several moments', { timeout: 180_000 }, async () => {
  const before = readFileSync(keyFile, 'utf8');
  await buys();
  await killedRotation({ says: /learn the new key/ });
  await buys();
  for (const afterMs of [300, 450, 600]) await killedRotation({ afterMs });
  await buys();
  const last = await rotate(`--new-key=base64:${NEW.toString('base64')}`);
  // One of the killed may have come to its end; then the file holds the new key and there is nothing left to do.
  if (last.code !== 0) expect(last.stderr).toContain('the new key is the one in use');
  expect(last.stderr + last.stdout).not.toContain(NEW.toString('base64').slice(0, 20));
  expect(readFileSync(keyFile, 'utf8').trim()).toBe(NEW.toString('base64'));
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  await buys();
  await app.kill();
  await app.start();
  await buys();
  const old = await sapa(['provider:rotate-keys', '--finish'], { env: { ...env(), SAPA_KEY: before.trim() } });
  expect(old).toMatchObject({ code: 1 });
  expect(old.stderr).toContain('old key');
  const doctor = async () => (await sapa(['doctor'], { env: env() })).stderr;
  expect(await doctor()).toContain('being changed');
  const finished = await rotate('--finish');
  expect(finished).toMatchObject({ code: 0, stdout: '' });
  expect(finished.stderr).toContain('opens this shop no more');
  expect(await doctor()).not.toContain('being changed');
  await buys();
  const refused = await sapa(['queue'], { env: { SAPA_DATA: app.folder, SAPA_KEY: before.trim() } });
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('the master key does not fit');
});

test.each([
  [['--new-key=base64:c2hvcnQ='], 2, '--new-key must be 32 random bytes'],
  [[], 2, 'either --new-key=base64:… or --finish'],
  [['--finish'], 1, 'no change of the key is open'],
])('called wrongly: %j', async (args, code, words) => {
  const ran = await rotate(...args);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain(words);
  expect(ran.stderr).not.toContain('c2hvcnQ');
});
