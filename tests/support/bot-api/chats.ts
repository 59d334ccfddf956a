/** The chats of the fake Bot API: what was sent to them, and what the API answers to sending, editing and deleting. */
import { words as textOf, type Payload, type Uploads } from './body.ts';
import { readKeyboard, Refusal, shownText } from './rules.ts';
import { indented, readQr, writeShown, type ShownMessage } from './shown.ts';

export interface FakeChats {
  sendMessage: (payload: Payload) => unknown;
  sendPhoto: (payload: Payload, uploads: Uploads) => unknown;
  sendDocument: (payload: Payload, uploads: Uploads) => unknown;
  editMessageText: (payload: Payload) => unknown;
  editMessageCaption: (payload: Payload) => unknown;
  editMessageReplyMarkup: (payload: Payload) => unknown;
  deleteMessage: (payload: Payload) => unknown;
  sendChatAction: (payload: Payload) => unknown;
  /** Something a person wrote; gives its message id. */
  written: (chatId: number, text: string) => number;
  messages: (chatId: number) => readonly ShownMessage[];
  transcript: (chatId: number) => string;
  note: (chatId: number, line: string) => void;
  blocked: Set<number>;
  /** The message may no longer be changed, as after 48 hours. */
  freeze: (messageId: number, against?: Change) => void;
  forgetFiles: () => void;
}

type Change = 'edit' | 'delete';
const CHANGES: Change[] = ['edit', 'delete'];

interface Chat {
  messages: ShownMessage[];
  events: string[];
}

export function createFakeChats(): FakeChats {
  const chats = new Map<number, Chat>();
  const files = new Map<string, NonNullable<ShownMessage['photo']>>();
  const blocked = new Set<number>();
  const frozen = new Set<string>();
  let lastId = 40;

  /** A bot cannot begin a chat: somebody has to have written before. */
  function chatOf(payload: Payload): Chat {
    const id = Number(payload['chat_id']);
    const chat = chats.get(id);
    if (!chat) throw new Refusal(400, 'Bad Request: chat not found');
    if (blocked.has(id)) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    return chat;
  }

  function found(payload: Payload, what: Change): { chat: Chat; message: ShownMessage } {
    const chat = chatOf(payload);
    const message = chat.messages.find(({ id }) => id === Number(payload['message_id']));
    if (!message) throw new Refusal(400, `Bad Request: message to ${what} not found`);
    if (frozen.has(`${what}:${message.id}`)) throw new Refusal(400, `Bad Request: message can't be ${what}d`);
    return { chat, message };
  }

  function post(
    payload: Payload,
    text: unknown,
    max: number,
    shown: Partial<Pick<ShownMessage, 'photo' | 'document'>>,
  ) {
    const { photo = null, document = null } = shown;
    const chat = chatOf(payload);
    const html = textOf(text);
    const plain = shownText(html, payload['parse_mode'], max);
    if (!photo && !document && plain.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty');
    const buttons = readKeyboard(payload['reply_markup']);
    lastId += 1;
    const message: ShownMessage = {
      id: lastId,
      from: 'bot',
      html,
      text: plain,
      buttons,
      photo,
      document,
      edited: false,
    };
    chat.messages.push(message);
    chat.events.push(writeShown(message));
    return answer(Number(payload['chat_id']), message);
  }

  function edit(payload: Payload, words: { text: unknown; max: number } | null) {
    const { chat, message } = found(payload, 'edit');
    const html = words ? textOf(words.text) : message.html;
    const text = words ? shownText(html, payload['parse_mode'], words.max) : message.text;
    const buttons = readKeyboard(payload['reply_markup']);
    const same = html === message.html && JSON.stringify(buttons) === JSON.stringify(message.buttons);
    if (same) throw new Refusal(400, 'Bad Request: message is not modified: specified new message content is the same');
    Object.assign(message, { html, text, buttons, edited: true });
    chat.events.push(writeShown(message).replace('< ', '~ '));
    return answer(Number(payload['chat_id']), message);
  }

  function photoOf(given: unknown, uploads: Uploads): NonNullable<ShownMessage['photo']> {
    const name = String(given);
    const upload = uploads.get(name.replace(/^attach:\/\//, ''));
    if (!upload) {
      const known = files.get(name);
      if (!known) throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
      return known;
    }
    const photo = {
      fileId: `file-${files.size + 1}`,
      name: upload.name,
      bytes: upload.bytes,
      qr: readQr(upload.bytes),
    };
    files.set(photo.fileId, photo);
    return photo;
  }

  function documentOf(given: unknown, uploads: Uploads): NonNullable<ShownMessage['document']> {
    const upload = uploads.get(String(given).replace(/^attach:\/\//, ''));
    if (!upload) throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
    if (upload.bytes.length === 0) throw new Refusal(400, 'Bad Request: file must be non-empty');
    return upload;
  }

  function open(chatId: number): Chat {
    const chat = chats.get(chatId) ?? { messages: [], events: [] };
    chats.set(chatId, chat);
    return chat;
  }

  return {
    blocked,
    freeze(messageId, against) {
      for (const what of against ? [against] : CHANGES) frozen.add(`${what}:${messageId}`);
    },
    forgetFiles: () => files.clear(),
    sendMessage: (payload) => post(payload, payload['text'], 4096, {}),
    sendPhoto: (payload, uploads) =>
      post(payload, payload['caption'], 1024, { photo: photoOf(payload['photo'], uploads) }),
    sendDocument: (payload, uploads) =>
      post(payload, payload['caption'], 1024, { document: documentOf(payload['document'], uploads) }),
    editMessageText: (payload) => {
      const { message } = found(payload, 'edit');
      if (message.photo || message.document)
        throw new Refusal(400, 'Bad Request: there is no text in the message to edit');
      return edit(payload, { text: payload['text'], max: 4096 });
    },
    editMessageCaption: (payload) => edit({ ...payload }, { text: payload['caption'], max: 1024 }),
    editMessageReplyMarkup: (payload) => edit(payload, null),
    deleteMessage(payload) {
      const { chat, message } = found(payload, 'delete');
      chat.messages.splice(chat.messages.indexOf(message), 1);
      chat.events.push(indented('x ', message.text.split('\n')[0] ?? ''));
      return true;
    },
    sendChatAction(payload) {
      chatOf(payload);
      return true;
    },
    written(chatId, text) {
      const chat = open(chatId);
      lastId += 1;
      const message: ShownMessage = {
        id: lastId,
        from: 'user',
        html: text,
        text,
        buttons: [],
        photo: null,
        document: null,
        edited: false,
      };
      chat.messages.push(message);
      chat.events.push(writeShown(message));
      return lastId;
    },
    messages: (chatId) => chats.get(chatId)?.messages ?? [],
    transcript: (chatId) => (chats.get(chatId)?.events ?? []).join('\n'),
    note: (chatId, line) => void open(chatId).events.push(line),
  };
}

function answer(chatId: number, { id, text, photo, document }: ShownMessage) {
  const sizes = photo && [{ file_id: photo.fileId, file_unique_id: photo.fileId, width: 600, height: 600 }];
  const file = document && { file_id: `document-${id}`, file_name: document.name, file_size: document.bytes.length };
  const content = sizes ? { photo: sizes, caption: text } : file ? { document: file, caption: text } : { text };
  return { message_id: id, date: Math.floor(Date.now() / 1000), chat: { id: chatId, type: 'private' }, ...content };
}
