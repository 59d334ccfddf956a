import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text, type Choice } from '../commerce/ports/screen.ts';
import { openChatRig, type ChatRig } from '../tests/rig/chat-rig.ts';
import { until } from '../tests/rig/until.ts';
import type { DialogEnded, Flow, FlowDefinition, JournalEntry, Parsed, TalkChat } from './port.ts';
import { sweepDialogs } from './sweep.ts';

const say = (key: string) => ({ lines: [text(key)] });
const any = (words: string): Parsed<string> => ({ ok: true, value: words });
const SIZES: Choice[] = [
  { id: 'small', label: text('Kecil') },
  { id: 'large', label: text('Besar') },
];

const flow = (name: string, run: (chat: TalkChat) => Promise<unknown>, more: Partial<FlowDefinition> = {}) =>
  ({ name, version: 1, run: run as Flow<never>, ...more }) satisfies FlowDefinition;

const one: Flow<never> = async (chat) => {
  await chat.once('hold', async () => 'H1');
  await chat.say(say(`one-${await chat.ask('a', say('a?'), any)}`));
};
const two: Flow<never> = async (chat) => {
  await chat.ask('b', say('b?'), any);
  await chat.say(say(`two-${await chat.ask('a', say('a?'), any)}`));
};

describe('serving a chat', () => {
  let rig: ChatRig;
  let effects: string[];
  beforeEach(async () => {
    rig = await openChatRig();
    effects = [];
  });
  afterEach(() => rig.close());

  const dialog = () => rig.db.uow.read.dialogs.ofChat(rig.chatId);
  const texts = async () => (await rig.screens()).map(({ lines }) => lines.map(({ key }) => key).join('|'));
  const menu = flow('menu', (chat) => chat.say(say('menu')));

  const order = flow('order', async (chat) => {
    const name = await chat.ask('name', say('name?'), (words) =>
      words.length > 1 ? { ok: true, value: words } : { ok: false, say: text('too-short') },
    );
    const size = await chat.choose('size', say('size?'), SIZES);
    const code = await chat.once('place', async (key) => {
      effects.push(key);
      return `K${effects.length}`;
    });
    await chat.say({ lines: [text(`${name}-${size}-${code}`)] });
  });

  test('a conversation goes on in a fresh process after every message', async () => {
    await rig.say([order], 'start order');
    await rig.say([order], 'Ani');
    expect(await dialog()).toMatchObject({ flow: 'order', version: 1, step: 1 });
    const [last] = await rig.say([order], '2');
    expect(last?.text).toBe('Ani-large-K1');
    expect(await texts()).toEqual(['name?', 'size?', 'Ani-large-K1']);
    expect(await dialog()).toBeNull();
    expect(effects).toHaveLength(1);
  });

  test('an answer that does not do is explained, with the options, and changes nothing', async () => {
    await rig.say([order], 'start order');
    const [again] = await rig.say([order], 'A');
    expect(again?.text).toBe('too-short');
    await rig.say([order], 'Ani');
    const [unclear] = await rig.say([order], 'sedang');
    expect(unclear?.text).toContain('1 sampai 2');
    expect(unclear?.choices.map(({ label }) => label)).toEqual(['Kecil', 'Besar']);
    await rig.say([order], 'KECIL');
    expect((await texts()).at(-1)).toBe('Ani-small-K1');
  });

  test('two messages at once answer two questions, and a repeated delivery answers none', async () => {
    await rig.receive('start order', { messageId: 'a' });
    await rig.receive('Ani', { messageId: 'b' });
    expect(await rig.receive('Ani', { messageId: 'b' })).toMatchObject({ duplicate: true });
    await rig.receive('kecil', { messageId: 'c' });
    await rig.serve([order]);
    expect(await texts()).toEqual(['name?', 'size?', 'Ani-small-K1']);
  });

  test('buttons answer their own question only', async () => {
    const twice = flow('twice', async (chat) => {
      const first = await chat.choose('a', say('a?'), SIZES);
      const second = await chat.choose('b', say('b?'), SIZES);
      await chat.say(say(`${first}/${second}`));
    });
    const [a] = await rig.say([twice], 'start twice');
    const old = a?.choices[1]?.id ?? '';
    await rig.say([twice], { kind: 'choice', choice: old });
    const [stale] = await rig.say([twice], { kind: 'choice', choice: old });
    expect(stale?.text).toMatch(/^Tombol itu dari pertanyaan lama\..*\n\nb\?$/s);
    await rig.say([twice], { kind: 'choice', choice: stale?.choices[0]?.id ?? '' });
    expect((await texts()).at(-1)).toBe('large/small');
    const idle = await rig.say([twice, menu], { kind: 'choice', choice: old });
    expect(idle.map(({ text }) => text)).toEqual(['menu']);
  });

  test('a sticker or an endless message gets a word and the question again', async () => {
    await rig.say([order], 'start order');
    const [sticker] = await rig.say([order], { kind: 'unsupported', what: 'sticker' });
    expect(sticker?.text).toMatch(/\n\nname\?$/);
    const [long] = await rig.say([order], 'x'.repeat(10_000));
    expect(long?.text).toMatch(/^Pesannya terlalu panjang.*500.*\n\nname\?$/s);
    await rig.say([order], 'Ani');
    expect((await texts()).at(-1)).toBe('size?');
  });

  test('cancelling runs the clean-up of the flow, once, and ends the dialog', async () => {
    const held = flow('held', async (chat) => {
      await chat.once('hold', async () => effects.push('hold'));
      try {
        await chat.ask('a', say('a?'), any);
      } finally {
        await chat.once('release', async () => effects.push('release'));
      }
    });
    await rig.say([held], 'start held');
    const [bye] = await rig.say([held], 'batal');
    expect(bye?.text).toContain('dibatalkan');
    expect(effects).toEqual(['hold', 'release']);
    expect(await dialog()).toBeNull();
  });

  test('another flow ends the waiting one quietly', async () => {
    const seen: string[] = [];
    const waits = flow('waits', async (chat) => {
      await chat.ask('a', say('a?'), any).catch((error: DialogEnded) => {
        seen.push(error.why);
        throw error;
      });
    });
    await rig.say([waits, order], 'start waits');
    expect((await rig.say([waits, order], 'start order')).map(({ text }) => text)).toEqual(['name?']);
    expect(seen).toEqual(['left']);
    expect(await dialog()).toMatchObject({ flow: 'order' });
  });

  test('a timeout is told once, and an answer that came first wins', async () => {
    await rig.say([order], 'start order');
    rig.clock.add(rig.settings.dialogTimeoutMs + 1);
    expect(await sweepDialogs({ uow: rig.db.uow, clock: rig.clock, ids: rig.db.ids })).toBe(1);
    expect(await sweepDialogs({ uow: rig.db.uow, clock: rig.clock, ids: rig.db.ids })).toBe(0);
    await rig.serve([order]);
    expect(await texts()).toEqual(['name?', 'dialog-timed-out']);
    expect(await dialog()).toBeNull();

    await rig.say([order], 'start order');
    rig.clock.add(rig.settings.dialogTimeoutMs + 1);
    await rig.receive('Ani');
    await sweepDialogs({ uow: rig.db.uow, clock: rig.clock, ids: rig.db.ids });
    await rig.serve([order]);
    expect((await texts()).slice(2)).toEqual(['name?', 'size?']);
  });

  test('a notice between two steps disturbs nothing', async () => {
    await rig.say([order], 'start order');
    const notice = { chatId: rig.chatId, screen: say('paid'), dedupeKey: 'paid:1' };
    await rig.db.uow.run('test.notice', (s) => s.outgoing.append([notice], rig.clock.now()));
    await rig.say([order], 'Ani');
    expect(await texts()).toEqual(['name?', 'paid', 'size?']);
  });

  test('old and new versions of a flow run side by side; a version that is gone ends politely and compensates', async () => {
    const done: JournalEntry[][] = [];
    const compensate = async (entries: JournalEntry[]) => void done.push(entries);
    await rig.say([{ name: 'f', version: 1, run: one }], 'start f');
    await rig.say([{ name: 'f', version: 2, run: two, older: { 1: one } }], 'x');
    expect((await texts()).at(-1)).toBe('one-x');
    await rig.say([{ name: 'f', version: 1, run: one }], 'start f');
    await rig.say([{ name: 'f', version: 2, run: two, compensate }], 'x');
    expect((await texts()).at(-1)).toBe('dialog-restarted');
    expect(await dialog()).toBeNull();
    expect(done).toEqual([[{ key: 'hold:1', value: 'H1' }]]);
  });

  test('steps changed without a new version end politely and compensate', async () => {
    let compensated = 0;
    const before = flow('f', async (chat) => {
      await chat.once('hold', async () => 'H1');
      await chat.ask('a', say('a?'), any);
    });
    const after = flow('f', async (chat) => chat.ask('other', say('b?'), any), {
      compensate: async () => void (compensated += 1),
    });
    await rig.say([before], 'start f');
    await rig.say([after], 'x');
    expect(await texts()).toEqual(['a?', 'dialog-restarted']);
    expect(compensated).toBe(1);
    expect(rig.log.some(({ level }) => level === 'error')).toBe(true);
  });

  test('a conversation that throws is apologised for once and the chat goes on', async () => {
    const broken = flow('broken', async (chat) => {
      await chat.ask('a', say('a?'), any);
      await chat.say(say('never seen'));
      throw new Error('bug');
    });
    await rig.say([broken, menu], 'start broken');
    await rig.say([broken, menu], 'x');
    expect(await texts()).toEqual(['a?', 'error-sorry']);
    expect(await dialog()).toBeNull();
    expect(rig.log).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ chatId: rig.chatId }) }),
    );
    await rig.say([broken, menu], 'hai');
    expect((await texts()).at(-1)).toBe('menu');
  });

  test('a row that fails as a whole is tried three times, then given up, and the chat goes on', async () => {
    let calls = 0;
    const commerce = {
      ...rig.commerce,
      actorOf: async (chatId: string) => {
        calls += 1;
        if (calls <= 3) throw new Error('storage');
        return rig.commerce.actorOf(chatId);
      },
    };
    await rig.receive('one');
    await rig.receive('two');
    await rig.serve([menu], { commerce });
    expect(await texts()).toEqual(['error-sorry', 'menu']);
    expect(calls).toBe(4);
  });

  test('two chats: the slow one holds up nobody', async () => {
    const other = await rig.addChat();
    const gate = Promise.withResolvers<void>();
    const slow = flow('slow', async (chat) => {
      await chat.once('wait', async () => gate.promise);
      await chat.say(say('slow done'));
    });
    await rig.receive('start slow');
    await rig.receive('hai', { chatId: other });
    const worker = rig.worker([slow, menu]);
    worker.start();
    await until(async () => (await rig.outgoing(other)).length === 1);
    expect(await rig.outgoing()).toEqual([]);
    gate.resolve();
    await until(async () => (await rig.outgoing()).length === 1);
    await worker.drain(1000);
  });
});
