import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingRow } from '../commerce/chat/model.ts';
import { text, type Screen } from '../commerce/ports/screen.ts';
import { createMessages } from '../conversations/messages/render.ts';
import { openChatRig, type ChatRig } from '../tests/rig/chat-rig.ts';
import { until } from '../tests/rig/until.ts';
import type { Channel, Delivery, OutgoingMessage } from './channels/channel.ts';
import { verdictOf } from './delivery.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';

const screen = (key: string, more: Partial<Screen> = {}): Screen => ({ lines: [text(key)], ...more });

/** A channel that keeps what it got; `answer` says what becomes of each message. */
function recorder(name: string, answer: (message: OutgoingMessage) => Promise<Delivery> | Delivery) {
  const got: OutgoingMessage[] = [];
  const channel: Channel = {
    name,
    capabilities: { edit: true, deleteInbound: false, images: true, typing: false },
    deliver: async (message) => {
      got.push(message);
      return answer(message);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  return { channel, got };
}

const sentAs = (message: OutgoingMessage): Delivery => ({ kind: 'sent', externalId: `x-${message.rendered.text}` });

const textsOf = (got: OutgoingMessage[]) => got.map(({ rendered }) => rendered.text);
const row = (attempts: number) => ({ attempts, createdAt: 0 }) as OutgoingRow;

describe('dispatching messages', () => {
  let rig: ChatRig;
  let running: Dispatcher[];
  beforeEach(async () => {
    rig = await openChatRig({ jobPollMs: 20 });
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((dispatcher) => dispatcher.drain(500)));
    await rig.close();
  });

  function start(channels: Channel[], more: { practice?: boolean; deliverTimeoutMs?: number } = {}): Dispatcher {
    const dispatcher = createDispatcher({
      uow: rig.db.uow,
      channels: new Map(channels.map((channel) => [channel.name, channel])),
      messages: createMessages(),
      clock: rig.clock,
      settings: rig.settings,
      log: rig.core.log,
      mode: async () => ({ practice: more.practice ?? false }),
      deliverTimeoutMs: more.deliverTimeoutMs ?? 5000,
    });
    running.push(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  const append = (screens: Screen[], chatId = rig.chatId) =>
    rig.db.uow.run('test.append', (s) =>
      s.outgoing.append(
        screens.map((one) => ({ chatId, screen: one })),
        rig.clock.now(),
      ),
    );
  const states = async (chatId = rig.chatId) => (await rig.outgoing(chatId)).map(({ state }) => state);

  test('sends in order per chat, once, rendered, with the id of what is replaced', async () => {
    const web = recorder('web', sentAs);
    await append([screen('one', { slot: 'pay:1' }), screen('two'), screen('three', { replaces: 'pay:1' })]);
    start([web.channel], { practice: true });
    await until(async () => (await states()).every((state) => state === 'sent'));
    expect(textsOf(web.got)).toEqual(['one', 'two', 'three']);
    expect(web.got.map(({ replacesExternalId }) => replacesExternalId)).toEqual([null, null, 'x-one']);
    expect(web.got[0]).toMatchObject({ address: 'a1', lang: 'id', rendered: { practice: true } });
  });

  test('a message waiting for its next attempt holds up its chat and no other', async () => {
    const other = await rig.addChat();
    let fail = true;
    const web = recorder('web', (message) =>
      fail && message.rendered.text === 'one' ? { kind: 'retry', afterMs: 60_000, error: 'busy' } : sentAs(message),
    );
    await append([screen('one'), screen('two')]);
    await append([screen('else')], other);
    start([web.channel]);
    await until(
      async () => (await states(other))[0] === 'sent' && (await states())[0] === 'waiting' && web.got.length === 2,
    );
    expect(textsOf(web.got).sort()).toEqual(['else', 'one']);
    fail = false;
    rig.clock.add(60_000);
    await until(async () => (await states()).every((state) => state === 'sent'));
    expect(textsOf(web.got).slice(2)).toEqual(['one', 'two']);
  });

  test('a channel that hangs stops neither another channel nor its other chats', async () => {
    const telegram = await rig.addChat('telegram');
    const other = await rig.addChat();
    const web = recorder('web', (message) =>
      message.address === 'a1' ? new Promise(() => undefined) : sentAs(message),
    );
    const second = recorder('telegram', sentAs);
    for (const chat of [rig.chatId, telegram, other]) await append([screen('one')], chat);
    start([web.channel, second.channel], { deliverTimeoutMs: 100 });
    await until(async () => (await states(telegram))[0] === 'sent' && (await states(other))[0] === 'sent');
    await until(async () => (await rig.outgoing())[0]?.lastError === 'no answer in time');
    expect(await states()).toEqual(['waiting']);
  });

  test('a person who blocked us gets nothing until they write again', async () => {
    let blocked = true;
    const web = recorder('web', (message) => (blocked ? { kind: 'gone', error: 'blocked' } : sentAs(message)));
    await append([screen('one'), screen('two')]);
    start([web.channel]);
    await until(async () => (await rig.db.uow.read.chats.get(rig.chatId))?.blockedAt !== null);
    expect(await states()).toEqual(['waiting', 'waiting']);
    expect(web.got).toHaveLength(1);
    blocked = false;
    await rig.receive('hai');
    await until(async () => (await states()).every((state) => state === 'sent'));
    expect(textsOf(web.got)).toEqual(['one', 'one', 'two']);
  });

  test('what can never be sent fails alone; a channel that throws is tried again', async () => {
    const web = recorder('web', (message) => {
      if (message.rendered.text === 'one') return { kind: 'rejected', error: 'too big' };
      if (web.got.length < 3) throw new Error('socket');
      return sentAs(message);
    });
    await append([screen('one'), screen('two')]);
    start([web.channel]);
    await until(async () => (await rig.outgoing())[1]?.lastError === 'socket');
    rig.clock.add(10_000);
    await until(async () => (await states())[1] === 'sent');
    expect(await states()).toEqual(['failed', 'sent']);
  });

  test('two dispatchers on one table send nothing twice', async () => {
    const web = recorder('web', sentAs);
    const chats = await Promise.all(Array.from({ length: 20 }, () => rig.addChat()));
    for (const chat of chats) await append([screen('one'), screen('two')], chat);
    start([web.channel]);
    start([web.channel]);
    await until(async () => (await rig.db.uow.read.outgoing.countByState()).sent === 40);
    expect(web.got).toHaveLength(40);
  });

  test('a send whose outcome was never written is sent again when the lease ran out', async () => {
    const web = recorder('web', sentAs);
    await append([screen('one')]);
    const now = rig.clock.now();
    await rig.db.uow.run('test.claim', (s) => s.outgoing.claim('web', now, now + rig.settings.sendLeaseMs, 10));
    start([web.channel]).wake();
    rig.clock.add(rig.settings.sendLeaseMs);
    await until(async () => (await states())[0] === 'sent');
    expect(web.got).toHaveLength(1);
  });
});

describe('what becomes of a message', () => {
  const retry: Delivery = { kind: 'retry', afterMs: 0, error: 'e' };

  test.each([
    [1, 5],
    [2, 15],
    [4, 60],
    [6, 100],
    [7, 300],
    [50, 300],
  ])('attempt %d is followed after %d s', (attempts, seconds) => {
    expect(verdictOf(row(attempts), retry, 1000)).toMatchObject({ kind: 'retry', at: 1000 + seconds * 1000 });
  });

  test('a rate limit is honoured to the second at first, and never undercut later', () => {
    expect(verdictOf(row(1), { ...retry, afterMs: 1000 }, 0)).toMatchObject({ at: 1000 });
    expect(verdictOf(row(5), { ...retry, afterMs: 1000 }, 0)).toMatchObject({ at: 90_000 });
    expect(verdictOf(row(1), { ...retry, afterMs: 3_600_000 }, 0)).toMatchObject({ at: 3_600_000 });
  });

  test('after a day it has failed, but a message that waited that long gets one attempt more', () => {
    const later = 25 * 60 * 60 * 1000;
    expect(verdictOf(row(9), retry, later)).toMatchObject({ kind: 'failed' });
    expect(verdictOf(row(1), retry, later)).toMatchObject({ kind: 'retry' });
  });
});
