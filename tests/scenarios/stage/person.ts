/** A person on some channel, and what they see, as lines for a transcript. */

export interface Seat {
  /** Types words; resolves when they are stored. */
  says(words: string, messageId?: string): Promise<void>;
  /** Presses the newest button whose label contains this. */
  presses(label: string): Promise<void>;
  /** What stands in the chat that was not there the last time, one string per message, their own included. */
  news(): Promise<string[]>;
  /** Everything that stands in the chat for who opens it now: what was removed is gone. Null where nothing can be. */
  reopened: (() => Promise<string>) | null;
  /** Sends the last message once more, as a network that lost the answer does; null where it cannot happen. */
  repeats: (() => Promise<void>) | null;
  /** Sends something that is not text; null where it cannot be done. */
  sendsSticker: (() => Promise<void>) | null;
}

/** What everybody on the stage can do; each channel makes its own seat of it. */
export type OpenSeat = (name: string) => Promise<Seat>;

export interface Shown {
  text: string;
  /** A code to pay with, a picture, or neither. */
  picture: string | null;
  file: string | null;
  copy: string | null;
  link: string | null;
  buttons: readonly (readonly string[])[];
  /** It takes the place of an earlier message. */
  replaces: boolean;
}

export function written({ text, picture, file, copy, link, buttons, replaces }: Shown): string {
  const lines = [
    ...(picture === null ? [] : [`(${picture})`]),
    ...(text === '' ? [] : [text]),
    ...(file === null ? [] : [`(file ${file})`]),
    ...(copy === null ? [] : [`⧉ ${copy}`]),
    ...(link === null ? [] : [`(${link})`]),
    ...buttons.map((row) => row.map((label) => `[${label}]`).join(' ')),
  ];
  return `${replaces ? '~' : '<'} ${lines.join('\n').replaceAll('\n', '\n  ')}`;
}

export const typed = (words: string): string => `> ${words.replaceAll('\n', '\n  ')}`;
export const pressed = (label: string): string => `> [${label}]`;
