/** One line of `doctor`: what was looked at, how it is, and what to do about it. */
export interface Finding {
  /** `broken` needs a hand before the shop can be relied on; `todo` is not set up or waits for a person. */
  level: 'ok' | 'todo' | 'broken';
  subject: string;
  words: string;
  /** The next step, where there is one. */
  fix?: string;
}

export const fine = (subject: string, words: string): Finding => ({ level: 'ok', subject, words });
export const todo = (subject: string, words: string, fix?: string): Finding => ({ level: 'todo', subject, words, fix });
export const broken = (subject: string, words: string, fix?: string): Finding => ({
  level: 'broken',
  subject,
  words,
  fix,
});
