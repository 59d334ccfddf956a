/**
 * Asks one credential: what it is, where it is found, what it looks like. All are asked as secrets, also a mere account
 * name: whoever pastes the key in its place has still given nothing away.
 */
import { text, type Screen, type Text } from '../../commerce/ports/screen.ts';
import type { PresetField } from '../../commerce/ports/registry.ts';
import { checkValue, type KnownValue, type ValueVerdict } from '../../commerce/provider/value-check.ts';
import type { SecretAnswer, TalkChat } from '../port.ts';
import { screen, stack } from './say.ts';

export interface AskedValue {
  vendor: string;
  field: PresetField;
  others: readonly KnownValue[];
  /** What the practice vendors know it as. */
  practiceValue?: string | undefined;
  /** First line, in place of the usual one. */
  lead: Text;
  /** The promise about secrets, said once in a dialog. */
  isFirst: boolean;
}

export function askValue(chat: TalkChat, name: string, asked: AskedValue): Promise<SecretAnswer> {
  return chat.askSecret(name, questionOf(asked), (words) => {
    const verdict = checkValue(asked.field, words, asked.others);
    return verdict.ok ? verdict : { ok: false, say: whyNot(verdict, asked) };
  });
}

function questionOf({ field, practiceValue, lead, isFirst }: AskedValue): Screen {
  const { where, example } = field;
  const promise = isFirst ? [text('provider-secret-note')] : [];
  if (practiceValue !== undefined) {
    return { ...screen([lead, ...promise, text('provider-practice-value')]), copy: practiceValue };
  }
  const hints = [text('provider-where', { where }), text('provider-example', { example })];
  return screen([lead, stack(hints), ...promise]);
}

function whyNot(verdict: Exclude<ValueVerdict, { ok: true }>, { vendor, field }: AskedValue): Text {
  const { title, example, where } = field;
  if (verdict.why !== 'other') return text(`provider-value-${verdict.why}`, { title, example, where });
  const other = text('provider-value-other', { title, vendor, otherTitle: verdict.title, otherVendor: verdict.vendor });
  return other;
}
