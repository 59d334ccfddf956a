/** Choices and links as an inline keyboard. What a keyboard cannot carry is said in the text instead. */
import type { Rendered } from '../../../conversations/messages/render.ts';

export type Button = { text: string; callback_data: string } | { text: string; url: string };
export type Keyboard = Button[][];

/** Source: Bot API, InlineKeyboardButton. */
const DATA_BYTES = 64;
/** Two labels of this length fit side by side on a small phone. */
const SHORT_LABEL_CHARS = 16;

export function choiceRows(choices: Rendered['choices']): Keyboard {
  const rows: Keyboard = [];
  let half: Button[] | null = null;
  for (const { id, label } of choices.filter(fits)) {
    const button = { text: label, callback_data: id };
    const short = Array.from(label).length <= SHORT_LABEL_CHARS;
    if (short && half) {
      half.push(button);
      half = null;
      continue;
    }
    const row: Button[] = [button];
    rows.push(row);
    half = short ? row : null;
  }
  return rows;
}

/** Choices whose id is too long for a button: they stay answerable by typing the label. */
export const typedChoices = (choices: Rendered['choices']): string[] =>
  choices.filter((choice) => !fits(choice)).map(({ label }) => label);

const fits = ({ id }: { id: string }) => id !== '' && Buffer.byteLength(id) <= DATA_BYTES;

/**
 * Whether Telegram takes this address on a button. It refuses hosts without a dot ("Wrong HTTP URL"), so a shop on
 * localhost could show no message with a link at all; numeric hosts are of no use on somebody else's phone.
 */
export function isButtonUrl(url: string): boolean {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return /\.[a-z][a-z0-9-]+$/i.test(parsed.hostname) && !parsed.hostname.endsWith('.localhost');
}
