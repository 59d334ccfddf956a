import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { text } from '../commerce/ports/screen.ts';
import { openChatRig, type ChatRig } from '../tests/rig/chat-rig.ts';
import { until } from '../tests/rig/until.ts';
import type { Flow, FlowDefinition, Parsed, TalkChat } from './port.ts';

const say = (key: string) => ({ lines: [text(key)] });
const any = (words: string): Parsed<string> => ({ ok: true, value: words });
const flow = (name: string, run: (chat: TalkChat) => Promise<unknown>) =>
  ({ name, version: 1, run: run as Flow<never> }) satisfies FlowDefinition;

describe('crashes, competition and secrets', () => {
  let rig: ChatRig;
  beforeEach(async () => {
    rig = await openChatRig({ chatLeaseMs: 300 });
  });
  afterEach(() => rig.close());

  test('dying between the effect and the save repeats neither effect nor key', async () => {
    const keys: string[] = [];
    let die = true;
    const pay = flow('pay', async (chat) => {
      const paid = await chat.once('pay', async (key) => {
        keys.push(key);
        return 'P1';
      });
      // The first process never gets past here, as if it had been killed.
      if (die) await new Promise(() => undefined);
      await chat.say(say(`paid-${paid}`));
    });
    await rig.receive('start pay');
    const rows = await rig.db.uow.read.inbox.after(rig.chatId, 0, 1);
    const killed = rig.worker([pay], { settings: { ...rig.settings, chatLeaseMs: 60_000 } });
    killed.start();
    await until(async () => (await rig.db.uow.read.dialogs.journalOf(rows[0]?.id ?? '')).length === 1);
    await killed.drain(0);
    rig.clock.add(60_000);
    die = false;
    await rig.serve([pay]);
    expect((await rig.screens()).map(({ lines }) => lines[0]?.key)).toEqual(['paid-P1']);
    expect(keys).toHaveLength(1);
  });

  test('a chat that could not be let go of is let go of later, not when its lease runs out', async () => {
    let full = 0;
    const uow: typeof rig.db.uow = {
      ...rig.db.uow,
      run: async (step, work) => {
        if (full > 0 && (step === 'chat.turn' || step === 'chat.release')) {
          full -= 1;
          throw new Error('no room left');
        }
        return rig.db.uow.run(step, work);
      },
    };
    const menu = flow('menu', async (chat) => chat.say(say('hello')));
    await rig.receive('menu');
    full = 3;
    const worker = rig.worker([menu], { uow, settings: { ...rig.settings, chatLeaseMs: 60_000 } });
    worker.start();
    await until(async () => (await rig.screens()).length === 1, 5_000);
    await worker.drain(1_000);
    expect(full).toBe(0);
  });

  test('dying inside the effect repeats it with the same key', async () => {
    const keys: string[] = [];
    const pay = flow('pay', async (chat) => {
      await chat.once('pay', async (key) => {
        keys.push(key);
        if (keys.length === 1) await new Promise(() => undefined);
      });
      await chat.say(say('paid'));
    });
    await rig.receive('start pay');
    const killed = rig.worker([pay], { settings: { ...rig.settings, chatLeaseMs: 60_000 } });
    killed.start();
    await until(() => keys.length === 1);
    await killed.drain(0);
    rig.clock.add(60_000);
    await rig.serve([pay]);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(await rig.screens()).toHaveLength(1);
  });

  test('three workers on one chat handle 80 messages in order, each once', async () => {
    const seen: string[] = [];
    const echo = flow('menu', async (chat) => {
      for (let i = 0; i < 4; i += 1) {
        const words = await chat.ask(`w${i}`, say(`${i}?`), any);
        await chat.once(`did:${i}`, async () => seen.push(words));
        await chat.say(say(`got-${words}`));
      }
    });
    const workers = [1, 2, 3].map(() => rig.worker([echo]));
    for (const worker of workers) worker.start();
    for (let i = 0; i < 80; i += 1) await rig.receive(`n${i}`);
    await until(async () => (await rig.db.uow.read.inbox.countUnhandled(rig.chatId)) === 0);
    await Promise.all(workers.map((worker) => worker.drain(2000)));
    // Every fifth message starts the flow anew and answers nothing.
    const expected = Array.from({ length: 80 }, (_, i) => i)
      .filter((i) => i % 5 !== 0)
      .map((i) => `n${i}`);
    expect(seen).toEqual(expected);
    const said = (await rig.screens()).map(({ lines }) => lines[0]?.key ?? '').filter((key) => key.startsWith('got-'));
    expect(said).toEqual(expected.map((words) => `got-${words}`));
  });

  test('a typed secret is sealed everywhere, handed on once, and removed from the chat', async () => {
    const got: string[] = [];
    const removed: string[] = [];
    const key = flow('key', async (chat) => {
      const secret = await chat.askSecret('api', say('key?'), (words) =>
        words.length > 5 ? { ok: true, value: words } : { ok: false, say: text('too-short') },
      );
      await chat.ask('more', say('more?'), any);
      await chat.once('use', async () => void got.push(await secret.open()));
    });
    const onSecretTyped = async (_: string, messageId: string) => void removed.push(messageId);
    const step = async (words: string, messageId: string) => {
      await rig.receive(words, { messageId });
      await rig.serve([key], { onSecretTyped });
    };
    await step('start key', 's0');
    await step('short', 's1');
    await step('  SUPERSECRET-1  ', 's2');
    const at = await rig.db.uow.read.dialogs.ofChat(rig.chatId);
    const journal = await rig.db.uow.read.dialogs.journalOf(at?.id ?? '');
    const rows = await rig.db.uow.read.inbox.after(rig.chatId, 0, 100);
    const stored = JSON.stringify([at, journal, rows, await rig.outgoing(), rig.log]);
    expect(stored).not.toContain('SUPERSECRET');
    expect(stored).not.toContain('short"');
    await step('ok', 's3');
    expect(got).toEqual(['SUPERSECRET-1']);
    expect(removed).toEqual(['s1', 's2']);
  });

  test('words stored in the clear are never taken for the secret', async () => {
    const key = flow('key', async (chat) => {
      await chat.askSecret('api', say('key?'), any);
      await chat.say(say('taken'));
    });
    await rig.receive('start key');
    await rig.receive('sent before the question');
    await rig.serve([key]);
    const said = (await rig.screens()).map(({ lines }) => lines.map((line) => line.key));
    expect(said).toEqual([['key?'], ['secret-again', 'key?']]);
  });
});

describe('while a human is on it', () => {
  let rig: ChatRig;
  let staffChat: string;
  const menu = flow('menu', (chat) => chat.say(say('menu')));
  const end = flow('relay-end', (chat) => chat.say(say('ended')));
  const keys = async (chatId?: string) => (await rig.screens(chatId)).map(({ lines }) => lines[0]?.key);

  beforeEach(async () => {
    rig = await openChatRig();
    staffChat = await rig.addChat();
    const at = { openedAt: rig.clock.now(), lastActivityAt: rig.clock.now() };
    const relay = {
      id: 'r1',
      guestChatId: rig.chatId,
      state: 'active' as const,
      staffPersonId: 'p',
      staffChatId: staffChat,
    };
    await rig.db.uow.run('test.relay', (s) => s.relays.insert({ ...relay, ...at }));
  });
  afterEach(() => rig.close());

  test('words go to the other side and the bot is silent', async () => {
    await rig.receive('AC kamar 203 mati');
    await rig.receive('kami perbaiki', { chatId: staffChat });
    await rig.serve([menu, end]);
    expect(await keys(staffChat)).toEqual(['relay-from-guest']);
    expect(await keys()).toEqual(['relay-from-staff']);
  });

  test('buttons are still answered, stickers get a word, and "selesai" is not passed on', async () => {
    await rig.receive({ kind: 'choice', choice: 'menu' });
    await rig.receive({ kind: 'unsupported', what: 'sticker' });
    await rig.receive('selesai', { chatId: staffChat });
    await rig.serve([menu, end]);
    expect(await keys()).toEqual(['menu', 'unsupported-relay']);
    expect(await keys(staffChat)).toEqual(['ended']);
  });
});
