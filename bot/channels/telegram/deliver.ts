/**
 * Sends one message, which may take several calls. How far each came is remembered by the id of its row, so that neither
 * a rate limit in the middle nor a caller that lost patience sends anything twice. A process that dies in between does;
 * that is the price of an API without idempotency keys.
 */
import { InputFile, type Api } from 'grammy';
import type { Log } from '../../../commerce/ports/runtime.ts';
import type { Delivery, OutgoingMessage } from '../channel.ts';
import { escapeHtml } from './html.ts';
import { failureOf, isBadRequest } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Pictures } from './pictures.ts';
import { channelWord } from '../words.ts';
import { planParts, withoutUrlButtons, type Part } from './plan.ts';
import { createReplace } from './replace.ts';
import { writeSent, type SentPart } from './sent.ts';

export interface DeliverDeps {
  api: Api;
  pace: Pace;
  pictures: Pictures;
  log: Log;
  describe: (error: unknown) => string;
}

/** How far one message came. */
export interface Progress {
  parts: Part[];
  sent: SentPart[];
  /** What this message takes the place of has been seen to. */
  replaced: boolean;
}

const HTML = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
const BAD_URL =
  /button_url_invalid|wrong http url|url host is empty|unsupported url protocol|inline keyboard button url/i;
const BAD_FILE = /wrong (?:remote )?file|file_id|file reference/i;
/** The library writes the name of an upload into a header as it is, without quotes. */
const UNSAFE_IN_NAME = /[^\w.-]/g;
/** Forgetting the oldest costs at worst a message that is read twice. */
const MESSAGES_KEPT = 1000;

const begin = (message: OutgoingMessage): Progress => ({
  parts: planParts(message),
  sent: [],
  replaced: message.replacesExternalId === null,
});

export function createDeliver(deps: DeliverDeps): (message: OutgoingMessage) => Promise<Delivery> {
  const { api, pace, pictures, log, describe } = deps;
  const known = new Map<string, Progress>();
  const running = new Map<string, Promise<Delivery>>();
  const replace = createReplace(deps);

  return async (message) => {
    if (!/^-?\d{1,16}$/.test(message.address)) return { kind: 'rejected', error: 'not a Telegram chat id' };
    const progress = known.get(message.id) ?? begin(message);
    if (progress.parts.length === 0) return { kind: 'rejected', error: 'nothing to say' };
    keep(message.id, progress);
    const work = running.get(message.id) ?? send(message, progress).finally(() => running.delete(message.id));
    running.set(message.id, work);
    return work;
  };

  async function send(message: OutgoingMessage, progress: Progress): Promise<Delivery> {
    try {
      while (progress.sent.length < progress.parts.length) {
        const waitMs = await pace.turn(message.address);
        if (waitMs > 0) return { kind: 'retry', afterMs: waitMs, error: 'keeping below the rate limit' };
        await step(message, progress);
      }
      if (progress.sent.length === 0) return { kind: 'rejected', error: 'nothing to say' };
      // The words may be a voucher's: only what was sent is remembered, not what it said.
      progress.parts = progress.parts.map((part) => ({ ...part, html: '', keyboard: [] }));
      return { kind: 'sent', externalId: writeSent(progress.sent) };
    } catch (error) {
      return failureOf(error, describe);
    }
  }

  /** One call that people notice: what is replaced first, then part after part. */
  async function step(message: OutgoingMessage, progress: Progress): Promise<void> {
    if (!progress.replaced) {
      const edited = await replace(message, progress.parts);
      progress.replaced = true;
      if (edited) progress.sent.push(edited);
      return;
    }
    const part = progress.parts[progress.sent.length];
    if (!part) return;
    try {
      const sent = await sendPart(message, part);
      if (sent) progress.sent.push(sent);
      else progress.parts = progress.parts.filter((other) => other !== part);
    } catch (error) {
      const { link } = message.rendered;
      const hasUrl = part.keyboard.some((row) => row.some((button) => 'url' in button));
      if (!link || !hasUrl || !isBadRequest(error, BAD_URL)) throw error;
      progress.parts = withoutUrlButtons(progress.parts, link);
    }
  }

  /** Null when nothing is left of it: a picture that could not be made, without words of its own. */
  async function sendPart(message: OutgoingMessage, part: Part): Promise<SentPart | null> {
    const { address } = message;
    const markup = part.keyboard.length > 0 ? { reply_markup: { inline_keyboard: part.keyboard } } : {};
    if (part.kind === 'photo') {
      const photo = await sendPhoto(address, part, markup);
      if (photo) return photo;
      log.error({ picture: part.picture.kind }, 'picture of a message could not be made');
    }
    if (part.kind === 'document') return sendDocument(message, part, markup);
    if (part.html === '') return null;
    const { message_id: messageId } = await api.sendMessage(address, part.html, { ...HTML, ...markup });
    return { kind: 'text', messageId };
  }

  /** Where the file is gone by now its message says so: the words and buttons still go out. */
  async function sendDocument(
    message: OutgoingMessage,
    part: Part & { kind: 'document' },
    markup: object,
  ): Promise<SentPart> {
    const { address, lang } = message;
    const bytes = await message.openFile();
    if (bytes === null) {
      const gone = escapeHtml(channelWord(lang, 'file_expired').replace('{name}', () => part.name));
      const words = part.html === '' ? gone : `${part.html}\n\n${gone}`;
      const { message_id: messageId } = await api.sendMessage(address, words, { ...HTML, ...markup });
      return { kind: 'text', messageId };
    }
    const caption = part.html === '' ? {} : { caption: part.html, parse_mode: 'HTML' as const };
    const sent = await api.sendDocument(address, new InputFile(bytes, part.name.replaceAll(UNSAFE_IN_NAME, '_')), {
      ...caption,
      ...markup,
    });
    return { kind: 'document', messageId: sent.message_id };
  }

  /** Null when there is no such picture: the words still go out. */
  async function sendPhoto(address: string, part: Part & { kind: 'photo' }, markup: object): Promise<SentPart | null> {
    const source = await pictures.source(part.picture);
    if (source === null) return null;
    const caption = part.html === '' ? {} : { caption: part.html, parse_mode: 'HTML' as const };
    try {
      const message = await api.sendPhoto(address, source, { ...caption, ...markup });
      pictures.uploaded(part.picture, message.photo.at(-1)?.file_id);
      return { kind: 'photo', messageId: message.message_id };
    } catch (error) {
      const isStale = typeof source === 'string' && isBadRequest(error, BAD_FILE) && pictures.forget(part.picture);
      if (!isStale) throw error;
      return sendPhoto(address, part, markup);
    }
  }

  function keep(id: string, progress: Progress): void {
    known.delete(id);
    if (known.size >= MESSAGES_KEPT) known.delete(known.keys().next().value ?? '');
    known.set(id, progress);
  }
}
