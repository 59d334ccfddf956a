import { expect, test } from 'vitest';
import type { InboxRow } from '../../../commerce/chat/model.ts';
import { until } from '../../../tests/rig/until.ts';
import { createWebChannel } from '../../channels/web.ts';
import type { FreshRow, History } from './history.ts';
import type { ChatMessage } from './message.ts';
import { createWatch } from './watch.ts';

const chat = { id: 'chat', address: 'address' };
const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };

const messageOf = (seq: number, text: string): ChatMessage => ({
  seq,
  id: `m${seq}`,
  from: 'user',
  lang: 'id',
  text,
  choices: [],
  image: null,
  link: null,
  at: 0,
});

const rowOf = (seq: number): InboxRow => ({
  id: `row${seq}`,
  chatId: chat.id,
  seq,
  messageId: `m${seq}`,
  body: '{}',
  sealed: false,
  at: 0,
  handledAt: null,
});

/** A chat with numbers 1 … `last`; messages say whether they were read or came with their signal. */
function watched(last: number) {
  const state = { last, reads: 0 };
  const history: History = {
    async after(_chatId, seq) {
      state.reads += 1;
      const messages = Array.from({ length: state.last - seq }, (_, at) => messageOf(seq + 1 + at, 'read'));
      return { messages, next: state.last, more: false, sending: false };
    },
    of: async (_chatId, rows: readonly FreshRow[]) => rows.map(({ row }) => messageOf(row.seq, 'fresh')),
  };
  const web = createWebChannel();
  const watch = createWatch({ history, web, log, pollMs: 60_000 });
  const seen: string[] = [];
  const stop = watch.follow(chat, {
    cursor: 0,
    give: (messages) => seen.push(...messages.map(({ seq, text }) => `${seq} ${text}`)),
    typing: silent,
  });
  return { state, web, seen, stop };
}

test('a row that came with its signal and is the next one is not read again', async () => {
  const { state, web, seen, stop } = watched(2);
  await until(() => seen.length === 2);
  state.last = 4;
  web.changed(chat.address, rowOf(3));
  web.changed(chat.address, rowOf(4));
  await until(() => seen.length === 4);
  expect(seen).toEqual(['1 read', '2 read', '3 fresh', '4 fresh']);
  expect(state.reads).toBe(1);
  stop();
});

test('after a gap, and when something else may have changed, the chat is read; nothing is shown twice', async () => {
  const { state, web, seen, stop } = watched(1);
  await until(() => seen.length === 1);
  state.last = 3;
  web.changed(chat.address, rowOf(3));
  await until(() => seen.length === 3);
  web.changed(chat.address, rowOf(3));
  state.last = 4;
  web.changed(chat.address, rowOf(4));
  web.changed(chat.address, null);
  await until(() => seen.length === 4);
  expect(seen).toEqual(['1 read', '2 read', '3 read', '4 read']);
  stop();
});
