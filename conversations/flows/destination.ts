/**
 * The number or account a top-up goes to: asked in the words of its kind, checked by the product's own rule, and a
 * refusal names that rule and what was sent. Money moves to what is typed here, so nothing is guessed.
 */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import type { CustomerCheck } from '../../commerce/catalogue/customer.ts';
import type { DestinationCheck } from '../../commerce/catalogue/destination.ts';
import { text, type Choice, type Text, type TextValue } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { fold, normalise } from '../understand/words.ts';
import { screen } from './say.ts';

export type Target = Pick<ProductView, 'id' | 'kind' | 'name' | 'brand' | 'destinationKind' | 'destinationFields'>;

export type Destination =
  | { kind: 'given'; input: string; display: string; customer: CustomerCheck }
  | { kind: 'back' }
  /** The product's rule itself is broken, or it was tried too often. */
  | { kind: 'stuck' };

const MAX_TRIES = 8;

/** `lines` (what is known of the product) stand above the first question. */
export async function askDestination(
  chat: TalkChat,
  app: Commerce,
  target: Target,
  lines: Text[],
  back: Choice[],
  /** Where it is asked more than once in a conversation. */
  slot = '',
): Promise<Destination> {
  let asked = [...lines, questionText(target)];
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const input = await chat.ask(`${slot}destination:${attempt}`, screen(asked, back), (words) => ({
      ok: true,
      value: normalise(words),
    }));
    if (isBack(input) && back.length > 0) return { kind: 'back' };
    const check = await chat.read(`${slot}check:${attempt}`, () => app.checkDestination(chat.actor, target.id, input));
    if (check.ok) {
      const customer = await chat.read(`${slot}customer:${attempt}`, () =>
        app.customerOf(chat.actor, target.id, input),
      );
      if (customer.kind !== 'wrong') return { kind: 'given', input, display: check.value.display, customer };
      asked = [wrongText(check.value.display)];
      continue;
    }
    if (isOurFault(check.reason)) return { kind: 'stuck' };
    // It names the rule and the fix: asking the whole question again below would only make it longer.
    asked = [problemText(target, check)];
  }
  return { kind: 'stuck' };
}

/** The form was right, but nobody has that number. */
export const wrongText = (number: string): Text => text('shop-customer-wrong', { number });

/** Whose number it is, above the total; null where nobody could be asked at all. */
export function customerText(customer: CustomerCheck): Text | null {
  if (customer.kind === 'unchecked') return text('shop-customer-unchecked');
  if (customer.kind !== 'found') return null;
  const { maskedName: name, tariff, power } = customer;
  return tariff === null || power === null
    ? text('shop-customer-name', { name })
    : text('shop-customer', { name, tariff, power });
}

export const isBack = (words: string): boolean => /^(?:back|kembali|balik)$/.test(fold(words));

const isOurFault = (reason: string): boolean => /^(?:bad_rule|no_template|bad_template|not_found)/.test(reason);

export function questionText({ kind, name, destinationKind, destinationFields, brand }: Target): Text {
  if (kind === 'bill') return text('bill-ask', { name });
  if (kind === 'deployment') return text('deploy-ask', { name, fields: { text: fieldList(destinationFields) } });
  if (destinationKind !== 'game' && destinationKind !== 'text')
    return text(`shop-ask-${destinationKind ?? 'text'}`, { brand });
  if (destinationKind === 'text' && destinationFields.length < 2) return text('shop-ask-text', { brand });
  const key = destinationFields.length < 2 ? 'shop-ask-field' : 'shop-ask-fields';
  return text(key, { brand, fields: { text: fieldList(destinationFields) } });
}

const FIELDS = new Set([
  'user',
  'zone',
  'server',
  'id',
  'username',
  'tag',
  'nickname',
  'email',
  'phone',
  'meter',
  'text',
]);

const fieldName = (field: string): Text =>
  FIELDS.has(field) ? text(`shop-field-${field}`) : text('shop-field-other', { field });

function fieldList(fields: string[]): Text {
  const [first = 'user', ...rest] = fields;
  const name = fieldName(first);
  return rest.length === 0 ? name : text('shop-fields', { first: { text: name }, rest: { text: fieldList(rest) } });
}

type Problem = Extract<DestinationCheck, { ok: false }>;

/** Reasons of `DestinationCheck`; those of named fields carry the field behind a colon. */
export function problemText(target: Target, { reason, detail }: Problem): Text {
  if (target.kind === 'bill') return text('bill-number', { name: target.name });
  const [word = '', field] = reason.split(':');
  const values: Record<string, TextValue> = { brand: target.brand, ...detail };
  if (field !== undefined) values['field'] = { text: fieldName(field) };
  if (word === 'missing_field' || word === 'too_many_parts') {
    values['fields'] = { text: fieldList(target.destinationFields) };
  }
  return text(`shop-destination-${keyOf(word, target, detail)}`, values);
}

function keyOf(word: string, { destinationKind }: Target, detail: Problem['detail']): string {
  if (word === 'digits_count' || word === 'not_digits')
    return destinationKind === 'pln' ? `pln-${word}` : `phone-${word}`;
  if (word === 'rule') return detail?.['options'] === undefined ? 'rule' : 'options';
  return KNOWN.has(word) ? word : 'other';
}

const KNOWN = new Set(['empty', 'too_long', 'bad_characters', 'not_a_phone', 'missing_field', 'too_many_parts']);
