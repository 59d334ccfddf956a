/** Commands beside a running app: it keeps the folder, they see and change what is in it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sapa } from '../../bot/cli/testing.ts';
import { until } from '../rig/until.ts';
import { appProcess, type AppProcess } from '../support/app-process.ts';
import { openVisitor, type Visitor, type WebMessage } from '../support/web-client.ts';

const WAIT_MS = 30_000;
const offers = (label: RegExp) => (message: WebMessage) => message.choices.some((choice) => label.test(choice.label));

let app: AppProcess;
const run = (...args: string[]) => sapa(args, { env: { SAPA_DATA: app.folder } });

beforeAll(async () => {
  app = await appProcess();
  await app.start();
}, 60_000);
afterAll(() => app.discard());

/** Orders what the visitor was led to; gives the gateway's reference. */
async function confirm(visitor: Visitor): Promise<{ reference: string; code: string }> {
  await visitor.until(offers(/Yes, order/), WAIT_MS);
  await visitor.press(/Yes, order/);
  const qr = await visitor.until((message) => message.image?.url.startsWith('/media/qr/') ?? false, WAIT_MS);
  const reference = new URL(qr.practiceBank ?? '', app.url).searchParams.get('ref') ?? '';
  return { reference, code: reference.split('-')[0] ?? '' };
}

async function openCaseOf(code: string, kind: string): Promise<void> {
  await until(async () => {
    const [cases] = (await run('queue', '--json')).json() as [{ kind: string; orderCode: string | null }[]];
    return cases.some((row) => row.orderCode === code && row.kind === kind);
  }, WAIT_MS);
}

test('an underpaid order is found in the queue, accepted, and delivered by the app', { timeout: 90_000 }, async () => {
  const visitor = await openVisitor(app.url, { lang: 'en' });
  await visitor.say('wifi');
  await visitor.until(offers(/1 hari/), WAIT_MS);
  await visitor.press(/1 hari/);
  await visitor.until(offers(/^1 code/), WAIT_MS);
  await visitor.say('1');
  const { reference, code } = await confirm(visitor);
  expect(await app.sandbox.pay(reference, { mode: 'under' })).toBe(true);
  await openCaseOf(code, 'underpaid');
  expect((await run('queue')).stderr).toContain(`order ${code}`);
  const before = await run('orders:show', code);
  expect(before.stderr).toContain('somebody has to decide the open case');

  const resolved = await run('payment:resolve', code, 'accept', '--reason', 'kurang sedikit');
  expect(resolved).toMatchObject({ code: 0, stdout: '' });
  const goods = await visitor.until((message) => message.secret === true, WAIT_MS);
  expect(await run('payment:resolve', code, 'accept', '--reason', 'lagi')).toMatchObject({ code: 1 });

  const after = await run('orders:show', code.toLowerCase());
  expect(after).toMatchObject({ code: 0, stdout: '' });
  expect(after.stderr).toContain(`Order ${code}  `);
  expect(after.stderr).toMatch(/case .* underpaid: resolved accept: kurang sedikit/);
  expect(after.stderr).not.toContain(goods.copy ?? 'no code came');
  expect(await run('ledger:verify')).toMatchObject({ code: 0 });
});

test('a paid stay is cancelled by the owner; what is due stands in the queue', { timeout: 90_000 }, async () => {
  const visitor = await openVisitor(app.url, { lang: 'en' });
  await visitor.say('tomorrow 2 nights 2 people');
  await visitor.until(offers(/Standar/), WAIT_MS);
  await visitor.press(/Standar/);
  await visitor.until(/name/i, WAIT_MS);
  await visitor.say('Sari Wulandari');
  await visitor.until(/mobile|phone/i, WAIT_MS);
  await visitor.say('0812 3456 7890');
  await visitor.until(/what time/i, WAIT_MS);
  await visitor.say('15:00');
  const { reference, code } = await confirm(visitor);
  expect(await run('stay:cancel', code)).toMatchObject({ code: 1, stdout: '' });
  expect(await app.sandbox.pay(reference)).toBe(true);
  await until(async () => (await run('stay:cancel', code, '--refund', '100.000')).code === 0, WAIT_MS);
  await openCaseOf(code, 'refund_due');
  const shown = await run('orders:show', code);
  expect(shown.stderr).toContain('Refund due: Rp 100,000');
  expect(await run('stay:cancel', code)).toMatchObject({ code: 1 });
});

test('the terminal chat joins the running app', { timeout: 60_000 }, async () => {
  const chat = await sapa(['chat', '--lang', 'en'], { env: { SAPA_DATA: app.folder }, stdin: 'menu\n' });
  expect(chat).toMatchObject({ code: 0 });
  expect(chat.stdout).toContain('[1]');
  expect(chat.stdout).toContain('LATIHAN');
});

test('doctor sees the app, a second start is refused', { timeout: 60_000 }, async () => {
  const seen = await run('doctor');
  expect(seen).toMatchObject({ code: 0, stdout: '' });
  expect(seen.stderr).toMatch(/ok\s+app\s+running \(process \d+\)/);
  const second = await sapa(['start'], { env: { SAPA_DATA: app.folder, PORT: '0' } });
  expect(second.code).toBe(1);
  expect(second.stderr.trim()).toMatch(/^sapa: another sapa .* stop it first$/);
});

test('told to end while it starts, it comes up and ends politely', { timeout: 60_000 }, async () => {
  const fresh = await appProcess();
  try {
    const starting = fresh.start().catch(() => {});
    // Long before it serves.
    await until(() => existsSync(join(fresh.folder, 'app.pid')), WAIT_MS);
    expect(await fresh.stop()).toMatchObject({ code: 0 });
    await starting;
  } finally {
    await fresh.discard();
  }
});
