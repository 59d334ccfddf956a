/** Reading fields of control requests: a wrong one is a `Refusal` with a sentence that names it. */

export type Fields = Record<string, unknown>;

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function wrong(name: string, expected: string): Refusal {
  return new Refusal(400, 'bad_field', `${name} must be ${expected}`);
}

export function text(fields: Fields, name: string, otherwise: string): string {
  const value = fields[name];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'string' || value.length > 500) throw wrong(name, 'a text of at most 500 characters');
  return value;
}

/** 0 or more. */
export function wholeNumber(fields: Fields, name: string, otherwise: number): number {
  const value = fields[name];
  if (value === undefined || value === null) return otherwise;
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong(name, 'a whole number, 0 or more');
  return value as number;
}

export function flag(fields: Fields, name: string, otherwise: boolean): boolean {
  const value = fields[name];
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean') throw wrong(name, 'true or false');
  return value;
}

export function part(fields: Fields, name: string): Fields {
  const value = fields[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(name, 'an object');
  return value as Fields;
}

export function list(fields: Fields, name: string): Fields[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || value.length > 1_000 || value.some((each) => typeof each !== 'object' || each === null))
    throw wrong(name, 'a list of at most 1,000 objects');
  return value as Fields[];
}

/** null or "" switches the webhook off. */
export function webhookAddress(
  fields: Fields,
  before: string | null,
  allowed: (url: string) => boolean,
): string | null {
  const value = fields['webhookUrl'];
  if (value === undefined) return before;
  if (value === null || value === '') return null;
  if (typeof value !== 'string' || !allowed(value)) throw wrong('webhookUrl', 'an http address on this machine');
  return value;
}
