/**
 * The rules an owner may write for one part of a destination: "digits 6-12", "digits 9", "text 3-20",
 * "one of os_asia|os_usa". Anything else is a broken rule, which sells nothing rather than everything.
 */
export type FieldProblem =
  | { kind: 'bad_rule' }
  | { kind: 'digits' | 'text'; detail: { min: number; max: number; got: number } }
  | { kind: 'choice'; detail: { options: string } };

const DEFAULT_RULE = 'text 1-64';

/** Checks one part, and gives it back as the supplier spells it ("OS_Asia" typed, "os_asia" sent). */
export function readField(
  rule: string | undefined,
  value: string,
): { ok: true; value: string } | { ok: false; problem: FieldProblem } {
  const text = (rule ?? DEFAULT_RULE).trim();
  const choice = /^one of (.+)$/.exec(text);
  if (choice) {
    const options = (choice[1] ?? '').split('|').map((option) => option.trim());
    const chosen = options.find((option) => option.toLowerCase() === value.toLowerCase());
    return chosen ? { ok: true, value: chosen } : no({ kind: 'choice', detail: { options: options.join(', ') } });
  }
  const sized = /^(digits|text) (\d{1,3})(?:-(\d{1,3}))?$/.exec(text);
  if (!sized) return no({ kind: 'bad_rule' });
  const kind = sized[1] === 'digits' ? 'digits' : 'text';
  const min = Number(sized[2]);
  const max = Number(sized[3] ?? sized[2]);
  const got = kind === 'digits' && !/^\d+$/.test(value) ? 0 : Array.from(value).length;
  return got >= min && got <= max && got > 0 ? { ok: true, value } : no({ kind, detail: { min, max, got } });
}

const no = (problem: FieldProblem) => ({ ok: false as const, problem });
