/**
 * Where a refund by hand is to go: bank or e-wallet, number, name, as people type it in one line. Reads and masks; pure.
 * "BCA 1234567890 Budi Santoso" and "dana 0812-3456-7890 Siti" are both read.
 */
export interface Destination {
  /** As typed, in capitals: the owner knows the banks. */
  bank: string;
  /** Digits only. */
  number: string;
  name: string;
}

export type DestinationProblem = 'order' | 'number' | 'name';

/** Accounts have 5 to 20 digits; e-wallets are phone numbers. */
const NUMBER = /^\d{5,20}$/;
const BANK = /^[A-Za-z][A-Za-z ]{1,29}$/;
const NAME = /^\p{L}[\p{L}\p{M} .,'’-]{1,59}$/u;

export function readDestination(words: string): Destination | DestinationProblem {
  const line = words.normalize('NFC').trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  const match = /^(.*?)[ :,]*(\+?\d[\d .-]{3,40}\d)[ :,]*(.*)$/.exec(line);
  if (!match) return /\d/.test(line) ? 'number' : 'order';
  const [, bank = '', digits = '', rest = ''] = match;
  const number = digits.replaceAll(/\D/g, '');
  const name = rest.replace(/^(a\.? ?n\.?|atas nama)\s+/i, '').trim();
  if (!BANK.test(bank.trim())) return 'order';
  if (!NUMBER.test(number)) return 'number';
  if (!NAME.test(name)) return 'name';
  return { bank: bank.trim().toUpperCase(), number, name };
}

/** The last four digits and the first letters: enough to recognise, not enough to use. */
export function maskDestination({ bank, number, name }: Destination): string {
  const words = name.split(' ').map((word) => `${word.slice(0, 1)}***`);
  return `${bank} ••••${number.slice(-4)} a.n. ${words.join(' ')}`;
}
