/**
 * Which Telegram messages one of ours becomes. Pure. A payment code and its sums are one photo with a caption, a file
 * likewise; goods to copy stand in a message of their own; what is too long goes on in further messages, with the buttons under the last.
 */
import type { OutgoingMessage } from '../channel.ts';
import { headings } from '../words.ts';
import { CAPTION_CHARS, escapeHtml, pieces, TEXT_CHARS } from './html.ts';
import { choiceRows, isButtonUrl, typedChoices, type Keyboard } from './keyboard.ts';

export type Picture = { kind: 'qris'; payload: string } | { kind: 'asset'; name: string };

export type Part =
  | { kind: 'photo'; picture: Picture; html: string; keyboard: Keyboard }
  | { kind: 'document'; name: string; html: string; keyboard: Keyboard }
  | { kind: 'text'; html: string; keyboard: Keyboard };

/** Parts in the order they are sent; none when there is nothing to say. */
export function planParts(message: OutgoingMessage): Part[] {
  const { image, file, copy } = message.rendered;
  const body = bodyOf(message);
  const parts = bodyParts(image, file, body);
  const underBody = parts.length - 1;
  if (image && file) parts.push({ kind: 'document', name: file.name, html: '', keyboard: [] });
  for (const piece of pieces(copy ?? '', TEXT_CHARS)) parts.push(textPart(`<code>${escapeHtml(piece)}</code>`));
  const carrier = parts[Math.max(underBody, 0)];
  if (carrier) carrier.keyboard = keyboardOf(message);
  return parts;
}

function bodyOf(message: OutgoingMessage): string {
  const { text, link, choices } = message.rendered;
  const asText = link && !isButtonUrl(link.url) ? [linkText(link)] : [];
  return [...headings(message), text, ...asText, ...typedChoices(choices)].filter((line) => line !== '').join('\n\n');
}

/** The words as the caption of a picture or file where they fit, else below it. */
function bodyParts(image: Picture | null, file: { name: string } | null, body: string): Part[] {
  const words = () => pieces(body, TEXT_CHARS).map((plain) => textPart(escapeHtml(plain)));
  if (!image && !file) return words();
  const fits = body.length <= CAPTION_CHARS;
  const caption = { html: fits ? escapeHtml(body) : '', keyboard: [] };
  const carrier: Part = image
    ? { kind: 'photo', picture: image, ...caption }
    : { kind: 'document', name: file?.name ?? '', ...caption };
  return fits ? [carrier] : [carrier, ...words()];
}

function keyboardOf({ rendered: { choices, link } }: OutgoingMessage): Keyboard {
  const rows = choiceRows(choices);
  return link && isButtonUrl(link.url) ? [[{ text: link.label, url: link.url }], ...rows] : rows;
}

/** The same parts for a link Telegram does not want on a button after all: it follows as text. */
export function withoutUrlButtons(parts: Part[], link: { url: string; label: string }): Part[] {
  const stripped = parts.map((part) => ({
    ...part,
    keyboard: part.keyboard.map((row) => row.filter((button) => !('url' in button))).filter((row) => row.length > 0),
  }));
  return [...stripped, textPart(escapeHtml(linkText(link)))];
}

const linkText = (link: { url: string; label: string }) => `${link.label}: ${link.url}`;

const textPart = (html: string): Part => ({ kind: 'text', html, keyboard: [] });
