import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../tests/rig/until.ts';
import type { Inbound } from '../channel.ts';
import { CHAT, openTelegramRig, type TelegramRig } from '../../../tests/support/telegram-rig.ts';

describe('long polling', () => {
  let rig: TelegramRig;
  let refuses: (text: string) => boolean;
  let texts: string[];
  let gate: Promise<void>;
  let entered: boolean;

  /** An inbox that can be closed for a while, or for one message. */
  const inbound: Inbound = async ({ body, messageId }) => {
    const text = body.kind === 'text' ? body.text : '';
    entered = true;
    await gate;
    if (refuses(text)) throw new Error('the database is busy');
    const duplicate = seen.has(messageId);
    if (!duplicate) texts.push(text);
    seen.add(messageId);
    return { chatId: 'c', seq: null, duplicate };
  };
  let seen: Set<string>;

  beforeEach(async () => {
    refuses = () => false;
    gate = Promise.resolve();
    entered = false;
    texts = [];
    seen = new Set();
    rig = await openTelegramRig({ inbound });
  });
  afterEach(() => rig.close());

  test('nothing is lost or repeated while the database does not take messages', async () => {
    let tries = 0;
    refuses = () => (tries += 1) <= 15;
    await rig.channel.start();
    const first = rig.api.userSays(CHAT, 'satu');
    rig.api.userSays(CHAT, 'dua');
    await until(() => texts.length === 2);
    expect(texts).toEqual(['satu', 'dua']);
    await until(() => rig.api.confirmedBelow() === first + 2);
  });

  test('an update is confirmed only after it is durable, also when the app stops in between', async () => {
    const opened = Promise.withResolvers<void>();
    gate = opened.promise;
    await rig.channel.start();
    const id = rig.api.userSays(CHAT, 'penting');
    await until(() => entered);
    const stopping = rig.channel.stop();
    expect(rig.api.confirmedBelow()).toBeLessThanOrEqual(id);
    opened.resolve();
    await stopping;
    expect(rig.api.confirmedBelow()).toBeLessThanOrEqual(id);
    await rig.again().start();
    await until(() => rig.api.confirmedBelow() === id + 1);
    expect(texts).toEqual(['penting']);
  });

  test('later messages of a chat wait for an earlier one; other chats do not', async () => {
    let broken = true;
    refuses = (text) => broken && text === 'pertama';
    rig.api.userSays(CHAT, 'pertama');
    rig.api.userSays(CHAT, 'kedua');
    rig.api.userSays(8002, 'orang lain');
    await rig.channel.start();
    await until(() => texts.includes('orang lain'));
    expect(texts).not.toContain('kedua');
    broken = false;
    await until(() => texts.length === 3);
    expect(texts).toEqual(['orang lain', 'pertama', 'kedua']);
  });

  test('one message that can never be stored does not stop all others for ever', async () => {
    refuses = (text) => text === 'racun';
    const id = rig.api.userSays(CHAT, 'racun');
    rig.api.userSays(8002, 'biasa');
    await rig.channel.start();
    await until(() => rig.api.confirmedBelow() === id + 2);
    expect(texts).toEqual(['biasa']);
    expect(rig.logged()).toContain('gave up on a message');
    rig.api.userSays(CHAT, 'lagi');
    await until(() => texts.includes('lagi'));
  });
});
