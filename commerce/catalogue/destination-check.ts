/**
 * Reads what a buyer typed as a destination and makes exactly what the supplier gets. Strict on purpose: a refused
 * number costs one more message, a guessed one costs money. In particular a single run of digits is never split into
 * user and zone.
 */
import type { DestinationCheck, DestinationRule } from './destination.ts';
import { readField } from './field-rule.ts';
import { plainText, readPhone } from './phone.ts';

const MAX_INPUT_CHARS = 200;
const PLN_MIN_DIGITS = 11;
const PLN_MAX_DIGITS = 12;

/** Control characters, lone surrogates, invisible marks, pictures and emoji parts: nothing a supplier could use. */
const UNUSABLE =
  /[\p{C}\p{Zl}\p{Zp}\p{So}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}\u20e3]/u;

type Refusal = Extract<DestinationCheck, { ok: false }>;

/** Checks `input` against the rule of a product. Never throws; what is wrong with the rule itself is a refusal too. */
export function checkDestination(rule: DestinationRule, input: string): DestinationCheck {
  if (input.length > MAX_INPUT_CHARS) {
    return refuse('too_long', { max: MAX_INPUT_CHARS, got: input.length });
  }
  const text = plainText(input);
  if (text === '') return refuse('empty');
  // People send user and zone on two lines; nowhere else does a line break belong into a destination.
  const lines = rule.kind === 'game' && (rule.fields?.length ?? 0) > 1 ? text.replaceAll(/\r?\n/g, '|') : text;
  if (UNUSABLE.test(lines)) return refuse('bad_characters');
  if (rule.kind === 'phone' || rule.kind === 'ewallet') return checkPhone(lines);
  if (rule.kind === 'pln') return checkPln(lines);
  return checkFields(rule, lines);
}

function checkPhone(text: string): DestinationCheck {
  const phone = readPhone(text);
  if (!phone.ok) return refuse(phone.reason, phone.detail);
  return { ok: true, value: { value: phone.national, display: phone.national, fields: { phone: phone.national } } };
}

/** Meter or customer number: leading zeros belong to it, and phone rules must not touch it. */
function checkPln(text: string): DestinationCheck {
  const digits = text.replaceAll(/[\s\p{Zs}\p{Pd}.]/gu, '');
  if (!/^\d/.test(text) || !/^\d+$/.test(digits)) return refuse('not_digits');
  if (digits.length < PLN_MIN_DIGITS || digits.length > PLN_MAX_DIGITS) {
    return refuse('digits_count', { min: PLN_MIN_DIGITS, max: PLN_MAX_DIGITS, got: digits.length });
  }
  return { ok: true, value: { value: digits, display: digits, fields: { meter: digits } } };
}

function checkFields(rule: DestinationRule, text: string): DestinationCheck {
  const names = rule.fields?.length ? rule.fields : [rule.kind === 'game' ? 'user' : 'text'];
  const template = rule.template ?? (names.length === 1 ? `{${names[0]}}` : '');
  if (template === '') return refuse('no_template');
  const tokens = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  if (tokens.length === 0 || tokens.some((token) => !names.includes(token))) return refuse('bad_template');

  let refusal: Refusal = refuse('empty');
  for (const parts of readings(text, names.length)) {
    const fields = assign(rule, names, parts);
    if (fields.ok) return { ok: true, value: joined(template, names, fields.values) };
    refusal = fields;
  }
  return refusal;
}

/**
 * The ways to cut the text into parts, most careful first: a name may hold a space or a dash, so these separate only
 * when the clearer signs do not already give the right number of parts.
 */
function readings(text: string, count: number): string[][] {
  if (count === 1) return [[text]];
  const unbracketed = text.replaceAll(/[()[\]{}]/g, ' ').trim();
  const careful = [text.split(/\s*\|\s*/), unbracketed.split(/\s*[|/,;]\s*/), unbracketed.split(/\s{2,}/)];
  const all = unbracketed.split(/\s*[|/,;:+\-\u2010-\u2015\u2212]\s*|\s+/);
  return [...careful.filter((parts) => parts.length === count), all];
}

function assign(
  rule: DestinationRule,
  names: string[],
  parts: string[],
): { ok: true; values: Record<string, string> } | Refusal {
  if (parts.length > names.length) return refuse('too_many_parts', { max: names.length, got: parts.length });
  const values: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = parts[index] ?? '';
    if (value === '') return refuse(`missing_field:${name}`, { field: name });
    const read = readField(rule.rules?.[name], value);
    if (read.ok) values[name] = read.value;
    else if (read.problem.kind === 'bad_rule') return refuse(`bad_rule:${name}`, { field: name });
    else return refuse(`rule:${name}`, { field: name, ...read.problem.detail });
  }
  return { ok: true, values };
}

function joined(template: string, names: string[], fields: Record<string, string>) {
  const value = template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => fields[name] ?? '');
  const [first = '', ...rest] = names.map((name) => fields[name] ?? '');
  return { value, display: rest.length === 0 ? first : `${first} (${rest.join(', ')})`, fields };
}

function refuse(reason: string, detail?: Record<string, string | number>): Refusal {
  return detail ? { ok: false, reason, detail } : { ok: false, reason };
}
