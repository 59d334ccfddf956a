/**
 * What one supplier gets of the destination a buyer gave. Suppliers of the same goods want its parts joined differently,
 * so an order keeps the parts and every offer joins them by its own template. Two different destinations must never be
 * written alike: a supplier would cut them apart in another place, and the goods would be a stranger's.
 */
import type { DestinationRule, DestinationValue } from './destination.ts';
import type { Offer } from './model.ts';

const MAX_TEMPLATE_CHARS = 60;
const PART = /\{([^{}]*)\}/g;

/** Names of the parts, in the order they are written. */
export const partsOf = (template: string): string[] => [...template.matchAll(PART)].map((match) => match[1] ?? '');

/** What stands before, between and behind the parts. */
const betweenOf = (template: string): string[] => template.split(/\{[^{}]*\}/);

/**
 * Null when a part is missing, or when what stands between the parts could be found in them earlier than where it
 * belongs: then nobody could tell them apart again.
 */
export function renderTemplate(template: string, fields: Readonly<Record<string, string>>): string | null {
  const names = partsOf(template);
  const [before = '', ...between] = betweenOf(template);
  let written = '';
  for (const [index, name] of [...names.entries()].toReversed()) {
    const value = Object.hasOwn(fields, name) ? (fields[name] ?? '') : '';
    const separator = between[index] ?? '';
    if (value === '') return null;
    const rest = value + separator + written;
    if (separator !== '' && index < names.length - 1 && rest.indexOf(separator) !== value.length) return null;
    written = rest;
  }
  return names.length === 0 ? null : before + written;
}

/** What the supplier of an offer is sent; null when the offer cannot serve this destination. */
export function customerNoFor(
  { template }: Pick<Offer, 'template'>,
  destination: Pick<DestinationValue, 'value' | 'fields'> | null,
): string | null {
  if (!destination) return '';
  return template === undefined ? destination.value : renderTemplate(template, destination.fields);
}

export type TemplateProblem = 'too_long' | 'parts' | 'unclear' | 'apart';

/**
 * What is wrong with a template for a supplier that takes the parts of a destination apart: they have to be in the order
 * people give them, with the sign between them that they are told apart by. Any other would be sent as one part.
 */
export function apartProblem(template: string, rule: DestinationRule, separator: string): TemplateProblem | null {
  const wanted = fieldsOf(rule).map((name) => `{${name}}`);
  return template === wanted.join(separator) ? null : 'apart';
}

/**
 * What is wrong with a template somebody typed for a product with this rule; null = nothing. Every part once, and where
 * two of them touch it must be certain where one ends. A format a vendor documents may touch all the same (a game's user
 * and zone in one run of digits): that comes with the price list, never from typing.
 */
export function templateProblem(template: string, rule: DestinationRule): TemplateProblem | null {
  if (template.length > MAX_TEMPLATE_CHARS || template !== template.trim()) return 'too_long';
  const names = partsOf(template);
  const wanted = fieldsOf(rule);
  const isWhole = names.length === wanted.length && wanted.every((name) => names.includes(name));
  if (!isWhole || /[{}]/.test(betweenOf(template).join(''))) return 'parts';
  return isUnmistakable(template, rule) ? null : 'unclear';
}

export const fieldsOf = ({ fields }: DestinationRule): readonly string[] => fields ?? [];

function isUnmistakable(template: string, { rules = {} }: DestinationRule): boolean {
  const names = partsOf(template);
  const between = betweenOf(template).slice(1, -1);
  return between.every((separator, at) => {
    if (separator !== '') return true;
    const [left, right] = [kindOf(rules[names[at] ?? '']), kindOf(rules[names[at + 1] ?? ''])];
    return left.length !== null || (left.digits && right.startsUnlikeDigits);
  });
}

interface PartKind {
  /** Of all values; null where it varies. */
  length: number | null;
  digits: boolean;
  startsUnlikeDigits: boolean;
}

function kindOf(rule: string | undefined): PartKind {
  const choice = /^one of (.+)$/.exec((rule ?? '').trim());
  if (choice) {
    const options = (choice[1] ?? '').split('|').map((option) => option.trim());
    return { length: null, digits: false, startsUnlikeDigits: options.every((option) => /^\D/.test(option)) };
  }
  const digits = /^digits (\d{1,3})(?:-(\d{1,3}))?$/.exec((rule ?? '').trim());
  if (!digits) return { length: null, digits: false, startsUnlikeDigits: false };
  const isFixed = digits[2] === undefined || digits[2] === digits[1];
  return { length: isFixed ? Number(digits[1]) : null, digits: true, startsUnlikeDigits: false };
}

/** Parts as somebody might give them, for a look at a template before it counts. */
export function exampleFields(rule: DestinationRule): Record<string, string> {
  const runs = ['1234567890', '9876543210', '5556667770'];
  return Object.fromEntries(
    fieldsOf(rule).map((name, at) => {
      const text = (rule.rules?.[name] ?? 'text 1-64').trim();
      const option = /^one of ([^|]+)/.exec(text)?.[1]?.trim();
      const [, min, max] = /^\w+ (\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [];
      const length = Math.min(Math.max(8 - at * 4, Number(min ?? 1)), Number(max ?? min ?? 64));
      return [name, option ?? (runs[at % runs.length] ?? '').repeat(Math.ceil(length / 10)).slice(0, length)];
    }),
  );
}
