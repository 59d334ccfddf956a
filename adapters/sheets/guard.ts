/**
 * Keeps a spreadsheet from taking words for a formula: names, destinations and codes are written by strangers, and a
 * cell that begins with one of these characters would be run, not read (OWASP, "CSV Injection"). An apostrophe is put
 * in front, which spreadsheets read as "this is text". Nothing is taken away, so the words can be had back.
 */

/** The full-width forms count as the plain ones where East Asian input is set. */
const STARTS_FORMULA = String.raw`[=+\-@\t\r\n＝＋－＠]`;

const AT_START = new RegExp(`^(?='*${STARTS_FORMULA})`);

/**
 * Also behind every character at which a program set to another separator would begin a cell in the middle of ours,
 * and past the quotes it would take away.
 */
const AT_ANY_CELL = new RegExp(`(?<=^|[,;\\t\\r\\n])(?=["']*${STARTS_FORMULA})`, 'g');

/** For cells whose borders nobody can mistake. */
export const guarded = (text: string): string => text.replace(AT_START, "'");

/** For text files, where a cell ends where the reader believes it ends. */
export const guardedInLine = (text: string): string => text.replaceAll(AT_ANY_CELL, "'");
