/**
 * A message as lines of a terminal. Pure. Goods to copy stand on a line of their own; what people typed is shown without
 * control characters, because a name must not be able to move the cursor of somebody else's terminal.
 */
import { qrText } from '../../qr/text.ts';
import type { OutgoingMessage } from '../channel.ts';
import { channelWord, headings } from '../words.ts';

export interface ViewOptions {
  /** The output understands them. */
  colours: boolean;
  /** What became of the message's file, as a sentence; null without one. */
  saved: string | null;
}

/** The text of a message, ending in a line feed. */
export function terminalView(message: OutgoingMessage, options: ViewOptions): string {
  const { text, image, link, copy, choices } = message.rendered;
  const blocks = [...headings(message), shown(text)];
  if (image?.kind === 'qris') blocks.push(drawn(image.payload, options));
  if (image) blocks.push(shown(channelWord(message.lang, 'picture').replace('{alt}', () => image.alt)));
  if (options.saved !== null) blocks.push(shown(options.saved));
  if (link) blocks.push(shown(`${link.label}: ${link.url}`));
  if (copy !== null) blocks.push(shown(copy));
  if (choices.length > 0) blocks.push(choices.map(({ label }, index) => `[${index + 1}] ${shown(label)}`).join('\n'));
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n\n`;
}

/** What no code can carry is left out; the words and the link still say how to pay. */
function drawn(payload: string, options: Pick<ViewOptions, 'colours'>): string {
  try {
    return qrText(payload, options);
  } catch {
    return '';
  }
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const shown = (words: string): string => words.replace(CONTROLS, '');
