/** What people do in the fake Bot API, as the updates it causes. */
import type { FakeChats } from './chats.ts';
import type { UpdateQueue } from './queue.ts';
import type { ShownMessage } from './shown.ts';

export interface Person {
  id?: number;
  name?: string;
  lang?: string;
}

export interface People {
  /** All of these give the id of the update they made. */
  userSays: (chatId: number, text: string, who?: Person) => number;
  /** Presses the last button with this label; fails when the person sees none. */
  userPresses: (chatId: number, label: string, who?: Person) => number;
  /** A message with other content, for instance `{ sticker: {…} }`; `chat` overrides parts of the chat. */
  userSends: (chatId: number, content: object, chat?: object) => number;
  /** The person stops the bot; everything sent to them is refused until `unblock`. */
  block: (chatId: number) => number;
  unblock: (chatId: number) => void;
}

export function createPeople(chats: FakeChats, queue: UpdateQueue): People {
  let presses = 0;

  function sends(chatId: number, content: object, chat: object = {}, who?: Person): number {
    const said = 'text' in content ? String(content.text) : `(${Object.keys(content).join(', ')})`;
    const message_id = chats.written(chatId, said);
    const base = { message_id, date: now(), from: user(chatId, who), chat: { ...privateChat(chatId), ...chat } };
    return add({ message: { ...base, ...content } });
  }

  const add = (update: object): number => queue.add(update);

  return {
    userSays: (chatId, text, who) => sends(chatId, { text }, {}, who),
    userSends: sends,
    userPresses(chatId, label, who) {
      const holder = chats.messages(chatId).findLast((message) => buttonOf(message, label));
      const data = holder && buttonOf(holder, label)?.callback_data;
      if (!data) throw new Error(`nobody sees a button "${label}":\n${chats.transcript(chatId)}`);
      chats.note(chatId, `> [${label}]`);
      presses += 1;
      const message = { message_id: holder.id, date: now(), chat: privateChat(chatId) };
      return add({
        callback_query: { id: `press-${presses}`, from: user(chatId, who), data, chat_instance: '1', message },
      });
    },
    block(chatId) {
      chats.blocked.add(chatId);
      const new_chat_member = { status: 'kicked' };
      return add({
        my_chat_member: { chat: privateChat(chatId), from: user(chatId), date: now(), new_chat_member },
      });
    },
    unblock: (chatId) => void chats.blocked.delete(chatId),
  };
}

const buttonOf = (message: ShownMessage, label: string) => message.buttons.flat().find(({ text }) => text === label);

const user = (chatId: number, { id, name, lang }: Person = {}) => ({
  id: id ?? chatId,
  is_bot: false,
  first_name: name ?? 'Sari',
  language_code: lang ?? 'id',
});

const privateChat = (chatId: number) => ({ id: chatId, type: 'private', first_name: 'Sari' });

const now = () => Math.floor(Date.now() / 1000);
