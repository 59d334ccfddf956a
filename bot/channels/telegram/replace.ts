/**
 * Puts a message in the place of an earlier one. Text becomes other text by an edit. A picture is taken away and the new
 * message follows below: an edit would leave a dead payment code on the screen, still scannable, and would tell nobody
 * that the payment came in.
 */
import type { OutgoingMessage } from '../channel.ts';
import type { DeliverDeps } from './deliver.ts';
import { CAPTION_CHARS } from './html.ts';
import { isBadRequest } from './outcome.ts';
import type { Part } from './plan.ts';
import { readSent, type SentPart } from './sent.ts';

const SAME_AS_BEFORE = /message is not modified/i;
const ALREADY_GONE = /message to (?:delete|edit) not found|message_id_invalid/i;
/** Any refusal of an edit or deletion for its content, such as 48 hours gone by. */
const ANY = /./;
/** A message never had more parts than this; more would be somebody's mistake. */
const MAX_PARTS = 10;

export type Replace = (message: OutgoingMessage, parts: readonly Part[]) => Promise<SentPart | null>;

/** Gives the edited message when that was enough, else null: the caller sends the parts. Throws what may pass by itself. */
export function createReplace({ api, log, describe }: Pick<DeliverDeps, 'api' | 'log' | 'describe'>): Replace {
  return async (message, parts) => {
    const old = readSent(message.replacesExternalId).slice(0, MAX_PARTS);
    const [first] = old;
    const [part] = parts;
    if (!first || !part) return null;
    if (old.length === 1 && parts.length === 1 && first.kind === 'text' && part.kind === 'text') {
      return await edit(message.address, first, part);
    }
    for (const one of old) await takeAway(message.address, one, part);
    return null;
  };

  async function edit(address: string, old: SentPart, part: Part): Promise<SentPart | null> {
    const markup = { reply_markup: { inline_keyboard: part.keyboard } };
    const options = { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...markup } as const;
    try {
      await api.editMessageText(address, old.messageId, part.html, options);
      return old;
    } catch (error) {
      if (isBadRequest(error, SAME_AS_BEFORE)) return old;
      if (!isBadRequest(error, ANY)) throw error;
      log.info({ why: describe(error) }, 'message could not be edited and is sent anew');
      return null;
    }
  }

  async function takeAway(address: string, old: SentPart, part: Part): Promise<void> {
    try {
      await api.deleteMessage(address, old.messageId);
    } catch (error) {
      if (isBadRequest(error, ALREADY_GONE)) return;
      if (!isBadRequest(error, ANY)) throw error;
      log.info({ why: describe(error) }, 'message could not be deleted');
      if (old.kind !== 'text') await relabel(address, old, part);
    }
  }

  /** The picture or file stays, but no longer under its old words and buttons. */
  async function relabel(address: string, old: SentPart, part: Part): Promise<void> {
    const caption = part.html.length <= CAPTION_CHARS ? part.html : '';
    const options = { caption, parse_mode: 'HTML' as const, reply_markup: { inline_keyboard: [] } };
    await api.editMessageCaption(address, old.messageId, options).catch((error: unknown) => {
      if (!isBadRequest(error, ANY)) throw error;
    });
  }
}
