/**
 * The Bot API's own rules, as far as our messages can break them, with the words of its refusals. Limits count UTF-16
 * units after the markup is taken away. Source: Bot API manual, sections formatting options, sendMessage, sendPhoto, sendDocument,
 * InlineKeyboardButton.
 */
import type { ShownButton } from './shown.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

const bad = (description: string) => new Refusal(400, `Bad Request: ${description}`);

const TAGS = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler']);
const NAMED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** Takes HTML mode apart; throws as the API does for what it cannot parse. Without a parse mode text is text. */
export function shownText(text: string, parseMode: unknown, max: number): string {
  const plain = parseMode === 'HTML' ? fromHtml(text) : text;
  if (plain.length > max) throw bad(max === 4096 ? 'message is too long' : 'message caption is too long');
  return plain;
}

function fromHtml(html: string): string {
  const open: string[] = [];
  const plain = html.replace(/<(\/?)([^<>]*)>|</g, (all, slash: string | undefined, tag: string | undefined) => {
    const name = tag?.split(/\s/)[0]?.toLowerCase();
    if (!name || !TAGS.has(name)) throw bad(`can't parse entities: Unsupported start tag "${name ?? all}"`);
    if (!slash) open.push(name);
    else if (open.pop() !== name) throw bad("can't parse entities: Unmatched end tag");
    return '';
  });
  if (open.length > 0) throw bad("can't parse entities: Can't find end tag");
  return plain.replace(/&(?:amp|lt|gt|quot);/g, (entity) => NAMED[entity] ?? entity);
}

/** Reads a reply markup, which arrives as an object or, in multipart bodies, as JSON. */
export function readKeyboard(markup: unknown): ShownButton[][] {
  const given = typeof markup === 'string' ? (JSON.parse(markup) as unknown) : markup;
  const rows = (given as { inline_keyboard?: ShownButton[][] } | undefined)?.inline_keyboard ?? [];
  for (const button of rows.flat()) checkButton(button);
  return rows;
}

function checkButton({ text, callback_data: data, url }: ShownButton): void {
  if (!text) throw bad('inline keyboard button text must be non-empty');
  if (url !== undefined) {
    const host = URL.parse(url)?.hostname ?? '';
    if (!host.includes('.')) throw bad(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    return;
  }
  const bytes = Buffer.byteLength(data ?? '');
  if (bytes < 1 || bytes > 64) throw bad('BUTTON_DATA_INVALID');
}
