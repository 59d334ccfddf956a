/**
 * Follows chats for open pages. However many pages look at one chat, it is read once: on a signal from the web channel,
 * and each second besides, because another process may have written. A row that came with the signal is not read again
 * when it is the very next one for all readers. A row that is about to be sent is looked for
 * again sooner: this process tells when it is sent, another one does not.
 */
import type { Log } from '../../../commerce/ports/runtime.ts';
import type { WebChannel } from '../../channels/web.ts';
import type { ChatMessage } from './message.ts';
import type { FreshRow, History, HistoryPage } from './history.ts';

export interface Reader {
  /** Number of the last message this reader was given. */
  cursor: number;
  give(messages: readonly ChatMessage[]): void;
  typing(): void;
}

export interface ChatWatch {
  /** Starts giving `reader` what lies behind its cursor; returns the function that stops it. */
  follow(chat: { id: string; address: string }, reader: Reader): () => void;
  /** Readers of one chat now. */
  readers(chatId: string): number;
}

interface Group {
  chatId: string;
  readers: Set<Reader>;
  timer: NodeJS.Timeout | null;
  reading: boolean;
  again: boolean;
  /** What was signalled need not be all there is. */
  mustRead: boolean;
  fresh: FreshRow[];
  waitMs: number;
  leave: () => void;
}

const FIRST_WAIT_MS = 100;
/** Rows kept between a signal and the look at it; beyond that the chat is read. */
const MAX_FRESH = 50;

export function createWatch(deps: { history: History; web: WebChannel; log: Log; pollMs?: number }): ChatWatch {
  const { history, web, log, pollMs = 1000 } = deps;
  const groups = new Map<string, Group>();

  const look = (group: Group): void => {
    group.mustRead = true;
    lookAgain(group);
  };

  const lookAgain = (group: Group): void => {
    group.again = true;
    if (group.reading || group.readers.size === 0) return;
    if (group.timer) clearTimeout(group.timer);
    void turn(group);
  };

  const turn = async (group: Group): Promise<void> => {
    group.reading = true;
    const sending = await readAll(group).catch((error: unknown) => {
      log.error({ err: error }, 'a followed chat could not be read');
      return false;
    });
    group.reading = false;
    group.waitMs = sending ? Math.min(group.waitMs * 2, pollMs) : FIRST_WAIT_MS;
    if (group.readers.size > 0) group.timer = setTimeout(look, sending ? group.waitMs : pollMs, group);
  };

  const readAll = async (group: Group): Promise<boolean> => {
    let sending = false;
    while (group.again && group.readers.size > 0) {
      group.again = false;
      const from = Math.min(...[...group.readers].map(({ cursor }) => cursor));
      const page = (await nextFresh(group, from)) ?? (await history.after(group.chatId, from));
      sending = page.sending;
      for (const reader of group.readers) {
        // Somebody who joined meanwhile and is further behind is served from their own place next.
        if (reader.cursor < from) group.again = true;
        else hand(reader, page);
      }
      if (page.more) group.again = true;
    }
    return sending;
  };

  /** The page made of rows that came with signals; null when the chat has to be read. */
  const nextFresh = async (group: Group, from: number): Promise<HistoryPage | null> => {
    const rows = group.fresh.splice(0).filter(({ row }) => row.seq > from);
    const { mustRead } = group;
    group.mustRead = false;
    const isNext = rows.every(({ row }, at) => row.seq === from + 1 + at);
    const areTogether = [...group.readers].every(({ cursor }) => cursor === from);
    if (mustRead || !isNext || !areTogether) return null;
    const messages = rows.length > 0 ? await history.of(group.chatId, rows) : [];
    return { messages, next: from + rows.length, more: false, sending: false };
  };

  const open = (chat: { id: string; address: string }): Group => {
    const leave = web.subscribe(chat.address, (signal) => {
      if (signal.kind === 'changed') {
        if (!signal.row || group.fresh.push(signal.row) > MAX_FRESH) group.mustRead = true;
        lookAgain(group);
      } else for (const reader of group.readers) reader.typing();
    });
    const group: Group = {
      chatId: chat.id,
      readers: new Set(),
      timer: null,
      reading: false,
      again: false,
      mustRead: true,
      fresh: [],
      waitMs: FIRST_WAIT_MS,
      leave,
    };
    groups.set(chat.id, group);
    return group;
  };

  return {
    follow(chat, reader) {
      const group = groups.get(chat.id) ?? open(chat);
      group.readers.add(reader);
      look(group);
      return () => {
        group.readers.delete(reader);
        if (group.readers.size > 0 || groups.get(chat.id) !== group) return;
        if (group.timer) clearTimeout(group.timer);
        group.leave();
        groups.delete(chat.id);
      };
    },
    readers: (chatId) => groups.get(chatId)?.readers.size ?? 0,
  };
}

function hand(reader: Reader, page: { messages: readonly ChatMessage[]; next: number }): void {
  const fresh = page.messages.filter(({ seq }) => seq > reader.cursor);
  reader.cursor = Math.max(reader.cursor, page.next);
  if (fresh.length > 0) reader.give(fresh);
}
