/**
 * What an update of the Bot API means to us. Pure; throws on a shape other than the manual's. Only private chats count: in a group the answers to one guest would
 * be read by all. Edited messages are not asked for, because an edit must not answer a question a second time.
 */
import type { CallbackQuery, Message, Update, User } from 'grammy/types';
import type { InboundBody, Lang } from '../../../commerce/chat/model.ts';
import type { InboundMessage } from '../channel.ts';

export const TELEGRAM = 'telegram';

/** The kinds of update we ask for; everything else is never sent to us. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

export type Reading =
  | { kind: 'message'; message: InboundMessage; callbackId: string | null }
  /** Nothing to store. A pressed button still has to be answered, or it keeps spinning. */
  | { kind: 'ignored'; why: string; callbackId: string | null };

export function readUpdate(update: Update, now: number): Reading {
  if (update.callback_query) return readPress(update.update_id, update.callback_query, now);
  if (update.message) return readMessage(update.update_id, update.message, now);
  if (update.my_chat_member) return ignored(`member: ${update.my_chat_member.new_chat_member.status}`);
  return ignored('kind of update');
}

/** The Telegram message of a stored inbound message; null where it was a button or another channel's. */
export function chatMessageId(messageId: string): number | null {
  const match = /^update:\d+:(\d{1,15})$/.exec(messageId);
  return match ? Number(match[1]) : null;
}

function readMessage(updateId: number, message: Message, now: number): Reading {
  const { from, chat } = message;
  if (chat.type !== 'private') return ignored('not a private chat');
  if (!from || from.is_bot) return ignored('not from a person');
  const body = bodyOf(message);
  if (!body) return ignored('service message');
  // The message's own id is kept in ours, because deleting it later needs it.
  const messageId = `update:${updateId}:${message.message_id}`;
  const at = message.date > 0 ? message.date * 1000 : now;
  return { kind: 'message', message: { ...sender(from, chat.id), messageId, body, at }, callbackId: null };
}

function readPress(updateId: number, press: CallbackQuery, now: number): Reading {
  const chat = press.message?.chat;
  if (chat && chat.type !== 'private') return ignored('not a private chat', press.id);
  if (!press.data) return ignored('button without data', press.id);
  const message: InboundMessage = {
    ...sender(press.from, chat?.id ?? press.from.id),
    messageId: `update:${updateId}`,
    body: { kind: 'choice', choice: press.data },
    at: now,
  };
  return { kind: 'message', message, callbackId: press.id };
}

const ignored = (why: string, callbackId: string | null = null): Reading => ({ kind: 'ignored', why, callbackId });

function sender(from: User, chatId: number) {
  const displayName = [from.first_name, from.last_name].filter(Boolean).join(' ').toWellFormed().slice(0, 100);
  return {
    channel: TELEGRAM,
    address: String(chatId),
    externalId: String(from.id),
    ...(displayName === '' ? {} : { displayName }),
    lang: langOf(from.language_code),
  };
}

const langOf = (code: string | undefined): Lang => (/^(?:id|in)(?:-|$)/i.test(code ?? '') ? 'id' : 'en');

/** What a person can send that we cannot read. Anything not listed is a notice of Telegram itself ("pinned a message"). */
const UNREADABLE = [
  'photo',
  'sticker',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'document',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
] as const satisfies readonly (keyof Message)[];

function bodyOf(message: Message): InboundBody | null {
  if (message.text !== undefined) return { kind: 'text', text: cleaned(message.text) };
  const what = UNREADABLE.find((kind) => message[kind] !== undefined);
  return what ? { kind: 'unsupported', what } : null;
}

// Control characters a database or a terminal would stumble over; tab and line feed stay.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const cleaned = (text: string) => text.replaceAll('\r\n', '\n').replace(CONTROLS, '').toWellFormed();
