/**
 * The options of a question and how an answer names one. A pressed button carries a token of its dialog and question,
 * so it can only ever answer that question; typed words may be the number, the label in either language, or the id.
 */
import { createHash } from 'node:crypto';
import type { Choice, Text } from '../../commerce/ports/screen.ts';
import { fold } from '../understand/words.ts';

/** The tightest channel allows 64 bytes in a button. */
const CHOICE_BYTES = 64;

/** What the buttons of one question begin with: "d.k3Jx09_a.4". `question` counts the questions of the dialog. */
export const questionToken = (dialogId: string, question: number): string =>
  `d.${createHash('sha256').update(dialogId).digest('base64url').slice(0, 8)}.${question}`;

/** Whether a choice is an option of some dialog's question, whichever it is; anything else is an action. */
export const isOption = (choice: string): boolean => choice.startsWith('d.');

/** Whether a pressed choice belongs to the question with this token. */
export const answersQuestion = (choice: string, token: string): boolean => choice.startsWith(`${token}.`);

/** The choices as shown: ids become tokens, by position where an id is too long for a button. */
export function tokenise(options: Choice[], token: string): Choice[] {
  return options.map(({ id, label }, index) => {
    const full = `${token}.${id}`;
    return { id: Buffer.byteLength(full) <= CHOICE_BYTES ? full : `${token}.#${index}`, label };
  });
}

/** The id of the pressed option, or null when the question has no such option. */
export function pressedOption(choice: string, options: Choice[], token: string): string | null {
  const index = tokenise(options, token).findIndex(({ id }) => id === choice);
  return options[index]?.id ?? null;
}

/** Label without case, emoji and punctuation around it: "🏨 Pesan kamar" is matched by "pesan kamar". */
const bare = (label: string): string => fold(label).replace(/^(?:(?!-\d)[^\p{L}\p{N}])+|[^\p{L}\p{N})%]+$/gu, '');

/**
 * The id of the option that typed words name. `wordings` gives a label in every language. A label goes before a number:
 * where options are labelled "5" and "10", a typed 5 means the label. Numbers count from 1, where `numbered`.
 */
export function typedOption(
  words: string,
  options: Choice[],
  wordings: (label: Text) => string[],
  numbered: boolean,
): string | null {
  const typed = bare(words);
  if (typed === '') return null;
  const exact =
    options.find(({ id }) => id.toLowerCase() === fold(words)) ??
    options.find(({ label }) => wordings(label).some((wording) => bare(wording) === typed));
  if (exact) return exact.id;
  const number = /^(?:no\.? ?|nomor |nomer |number |#)?(\d{1,3})$/.exec(fold(words))?.[1];
  return numbered && number ? (options[Number(number) - 1]?.id ?? null) : null;
}
