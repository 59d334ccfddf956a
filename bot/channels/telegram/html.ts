/**
 * Text as the Bot API's HTML mode takes it, and cut to its limits. Limits count UTF-16 units of what is shown, not of
 * the markup, so text is cut first and escaped afterwards.
 */

/** Source: Bot API, sendMessage and sendPhoto. */
export const TEXT_CHARS = 4096;
export const CAPTION_CHARS = 1024;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escapeHtml = (plain: string): string => plain.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);

/** Pieces of at most `max` units, cut at a paragraph, line or word where there is one in the last half of a piece. */
export function pieces(plain: string, max: number): string[] {
  const out: string[] = [];
  let rest = plain.trim();
  while (rest.length > max) {
    const at = cutAt(rest, max);
    out.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') out.push(rest);
  return out;
}

function cutAt(text: string, max: number): number {
  for (const gap of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(gap, max);
    if (at >= max / 2) return at;
  }
  // Never between the two halves of an emoji: half of one is not valid text.
  return isHighSurrogate(text.charCodeAt(max - 1)) ? max - 1 : max;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
