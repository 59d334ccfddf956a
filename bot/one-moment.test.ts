/** Whoever waits for an answer hears that the message arrived; whoever has one hears nothing more. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Core } from '../commerce/core.ts';
import { createCommerce } from '../commerce/bind.ts';
import { DEFAULT_SETTINGS, type Settings } from '../commerce/settings.ts';
import { openTestDatabase, systemClock, type TestDatabase } from '../db/testing.ts';
import { stays, until } from '../tests/rig/until.ts';
import { createOneMoment, type OneMoment } from './one-moment.ts';

let database: TestDatabase;
let moment: OneMoment;
let chatId: string;
let settings: Settings;

beforeEach(async () => {
  database = await openTestDatabase();
  const { uow, vault, ids } = database;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  settings = { ...DEFAULT_SETTINGS, oneMomentAfterMs: 30 };
  // No use case called here reaches for a provider or a preset.
  const core = { uow, vault, ids, clock: systemClock, log, settings, publicUrl: 'http://127.0.0.1' } as unknown as Core;
  const commerce = createCommerce(core);
  await uow.run('test.business', (stores) =>
    stores.stays.insertBusiness({ id: ids.uuid(), name: 'Wisma Melati', address: 'guest' }),
  );
  ({ chatId } = await commerce.openChat({ channel: 'web', address: 'a', externalId: 'a', lang: 'id' }));
  moment = createOneMoment(commerce.receive, core);
});
afterEach(async () => {
  moment.stop();
  await database.close();
});

const write = (messageId: string) =>
  moment.receive({ chatId, messageId, body: { kind: 'text', text: 'halo' }, at: systemClock.now() });
const told = async () => (await database.uow.read.outgoing.after(chatId, 0, 10)).length;

test('two messages without an answer are one "one moment"', async () => {
  await write('m1');
  await write('m2');
  await until(async () => (await told()) === 1);
  await stays(async () => (await told()) === 1, 100);
});

test('an answered message is followed by nothing', async () => {
  await write('m1');
  const row = await database.uow.read.inbox.nextUnhandled(chatId);
  await database.uow.run('test.handled', (stores) => stores.inbox.markHandled(row?.id ?? '', systemClock.now()));
  await stays(async () => (await told()) === 0, 150);
});

test('a message that has just come is no reason, whenever the one before it came', async () => {
  settings.oneMomentAfterMs = 400;
  const begun = systemClock.now();
  await write('m1');
  const row = await database.uow.read.inbox.nextUnhandled(chatId);
  await database.uow.run('test.handled', (stores) => stores.inbox.markHandled(row?.id ?? '', systemClock.now()));
  await until(() => systemClock.now() > begun + 250);
  await write('m2');
  const second = systemClock.now();
  await until(async () => (await told()) === 1);
  expect(systemClock.now() - second).toBeGreaterThanOrEqual(390);
});

test('stopped, it tells nobody any more', async () => {
  await write('m1');
  moment.stop();
  await stays(async () => (await told()) === 0, 100);
});
