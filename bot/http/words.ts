/**
 * The sentences of HTTP answers and server-made pages. The chat's own wording lives in `conversations/messages`; these
 * are the few that exist only because there is a browser: errors, the order page, the practice bank.
 */
import type { FastifyRequest } from 'fastify';
import type { Lang } from '../../commerce/chat/model.ts';
import en from './words/en.json' with { type: 'json' };
import id from './words/id.json' with { type: 'json' };

export type Word = keyof typeof id;

const WORDS: Record<Lang, Record<Word, string>> = { id, en };

/** A sentence with its `{name}` places filled. Values are not escaped; pages do that where they write HTML. */
export function word(lang: Lang, key: Word, values: Record<string, string | number> = {}): string {
  return WORDS[lang][key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The language of the asker: what the chat speaks when a session is known, else what the browser prefers. */
export function langOf(request: FastifyRequest): Lang {
  return chosen.get(request) ?? preferred(request.headers['accept-language']);
}

/** Fixes the language of everything answered to this request, errors included. */
export function speak(request: FastifyRequest, lang: Lang): void {
  chosen.set(request, lang);
}

const chosen = new WeakMap<FastifyRequest, Lang>();

/** Reads Accept-Language in order of preference; Indonesian unless English comes first. */
export function preferred(header: string | undefined): Lang {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().toLowerCase().split(';');
      return { tag: tag.trim(), weight: Number(quality.trim().slice(2)) || 0 };
    })
    .sort((a, b) => b.weight - a.weight)
    .find(({ tag }) => /^(en|id|in|ms)(-|$)/.test(tag));
  return wanted?.tag.startsWith('en') ? 'en' : 'id';
}
