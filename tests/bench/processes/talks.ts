/**
 * Conversations of three questions on the real engine over a SQLite file: inbox row, lease, replay, one commit for the
 * turn. Nothing is sent to anybody; a turn is over when it is durable.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '../../../commerce/ports/screen.ts';
import type { Flow, FlowDefinition, TalkChat } from '../../../conversations/port.ts';
import { openChatRig } from '../../rig/chat-rig.ts';
import { serveCalls } from '../children.ts';
import { percentile } from '../measure.ts';
import { inLanes } from '../lanes.ts';

const asks = (chat: TalkChat, name: string) =>
  chat.ask(name, { lines: [text(name)] }, (words) => ({ ok: true, value: words }));

const threeSteps: Flow<never> = async (chat) => {
  const answers = [await asks(chat, 'name'), await asks(chat, 'date'), await asks(chat, 'guests')];
  await chat.say({ lines: [text('done', { answers: answers.join(', ') })] });
};

/** Somebody else's answer that takes its time, in the middle of a turn. */
const slow: Flow<never> = async (chat) => {
  await chat.once('gateway', () => pause(SLOW_MS));
  await chat.say({ lines: [text('done')] });
};

const SLOW_MS = 10_000;
const WORDS = ['start three', 'Sari', 'besok', '2'];
const flows: FlowDefinition[] = [
  { name: 'three', version: 1, run: threeSteps },
  { name: 'slow', version: 1, run: slow },
];

const rig = await openChatRig({ jobPollMs: 1_000 });
const waiting = new Map<string, () => void>();
const worker = rig.worker(flows, { onTurn: ({ chatId }) => waiting.get(chatId)?.() });
worker.start();
const chats: string[] = [];

async function say(chatId: string, words: string): Promise<void> {
  const over = new Promise<void>((resolve) => waiting.set(chatId, resolve));
  await rig.receive(words, { chatId });
  await over;
}

async function chatsOf(count: number): Promise<string[]> {
  while (chats.length < count) chats.push(await rig.addChat());
  return chats.slice(0, count);
}

serveCalls({
  /** Conversations per second, each of four messages, `lanes` chats at once. */
  async talk({ conversations, lanes }: { conversations: number; lanes: number }): Promise<number> {
    const ours = await chatsOf(lanes);
    const begun = performance.now();
    await inLanes(lanes, conversations, async (lane) => {
      for (const words of WORDS) await say(ours[lane] ?? '', words);
    });
    return conversations / ((performance.now() - begun) / 1000);
  },
  /** The p99 of the turns of `lanes` chats in so long a time, beside one that waits for ten seconds or not. */
  async turns({ lanes, forMs, beside }: { lanes: number; forMs: number; beside: boolean }): Promise<number> {
    const ours = await chatsOf(lanes);
    const other = beside ? await rig.addChat() : null;
    const slowOne = other === null ? null : say(other, 'start slow');
    const times: number[] = [];
    const end = performance.now() + forMs;
    await inLanes(lanes, lanes, async (lane) => {
      while (performance.now() < end) {
        for (const words of WORDS) {
          const from = performance.now();
          await say(ours[lane] ?? '', words);
          times.push(performance.now() - from);
        }
      }
    });
    await slowOne;
    return percentile(times, 99);
  },
  async stop() {
    await worker.drain(5_000);
    await rig.close();
    return true;
  },
});
