/** What suppliers are sent: two destinations are never written alike, or one of them is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDestination } from './destination-check.ts';
import type { DestinationRule } from './destination.ts';
import { customerNoFor, exampleFields, renderTemplate, templateProblem } from './offer-destination.ts';

const ML: DestinationRule = {
  kind: 'game',
  fields: ['user', 'zone'],
  rules: { user: 'digits 6-12', zone: 'digits 4-5' },
  template: '{user}{zone}',
};
const SERVER: DestinationRule = {
  kind: 'game',
  fields: ['user', 'server'],
  rules: { user: 'digits 9-10', server: 'one of os_asia|os_usa' },
  template: '{user}|{server}',
};

describe('rendering', () => {
  const fields = { user: '12345678', zone: '1234' };

  test.each([
    ['{user}{zone}', '123456781234'],
    ['{user}|{zone}', '12345678|1234'],
    ['{zone},{user}', '1234,12345678'],
    ['ID {user} ({zone})', 'ID 12345678 (1234)'],
  ])('%s', (template, sent) => {
    expect(renderTemplate(template, fields)).toBe(sent);
  });

  test('a part that is missing, or holds what stands between them, is refused', () => {
    expect(renderTemplate('{user}|{server}', fields)).toBeNull();
    expect(renderTemplate('{user}|{zone}', { user: '1|2', zone: '3' })).toBeNull();
    expect(renderTemplate('{user}|{zone}', { user: '1', zone: '2|3' })).toBe('1|2|3');
    expect(renderTemplate('{user}||{zone}', { user: '1|', zone: '2' })).toBeNull();
    expect(renderTemplate('{toString}', fields)).toBeNull();
    expect(renderTemplate('nothing', fields)).toBeNull();
  });

  test('an offer without a template is sent what the order has, one with its own only that', () => {
    const value = { value: '123456781234', fields };
    expect(customerNoFor({}, value)).toBe('123456781234');
    expect(customerNoFor({ template: '{user}|{zone}' }, value)).toBe('12345678|1234');
    expect(customerNoFor({ template: '{user}|{server}' }, value)).toBeNull();
    expect(customerNoFor({ template: '{user}' }, null)).toBe('');
  });
});

describe('a template somebody types', () => {
  test.each([
    ['{user}|{zone}', ML, null],
    ['{zone}/{user}', ML, null],
    ['{user}{zone}', ML, 'unclear'],
    ['{user}{server}', SERVER, null],
    ['{server}{user}', SERVER, 'unclear'],
    ['{user}', ML, 'parts'],
    ['{user}|{zone}|{user}', ML, 'parts'],
    ['{user}|{zone}}', ML, 'parts'],
    ['{user}|{zone} ', ML, 'too_long'],
    ['{user}|{zone}'.padEnd(80, '.'), ML, 'too_long'],
  ] as const)('%s', (template, rule, problem) => {
    expect(templateProblem(template, rule)).toBe(problem);
  });

  test('the example is one that buyers may give', () => {
    for (const rule of [ML, SERVER]) {
      const given = exampleFields(rule);
      expect(checkDestination(rule, Object.values(given).join(' '))).toMatchObject({
        ok: true,
        value: { fields: given },
      });
    }
  });
});

const RULES = ['digits 6-12', 'digits 4', 'digits 1-3', 'one of a|bb|a|', 'one of os_asia|os_usa', 'text 1-6'] as const;
const SEPARATORS = ['', '|', '||', ',', ' ', 'a', '1'] as const;

/** What `field-rule.ts` lets through for the rule, near enough to the borders to collide. */
const values: Record<(typeof RULES)[number], fc.Arbitrary<string>> = {
  'digits 6-12': fc.stringMatching(/^[12]{6,12}$/),
  'digits 4': fc.stringMatching(/^[12]{4}$/),
  'digits 1-3': fc.stringMatching(/^[12]{1,3}$/),
  'one of a|bb|a|': fc.constantFrom('a', 'bb'),
  'one of os_asia|os_usa': fc.constantFrom('os_asia', 'os_usa'),
  'text 1-6': fc.stringMatching(/^[a1|, ]{1,6}$/),
};

test('whatever template an owner may set: two destinations are never sent alike, or one is refused', () => {
  const names = ['x', 'y', 'z'] as const;
  const shape = fc
    .tuple(
      fc.array(fc.constantFrom(...RULES), { minLength: 2, maxLength: 3 }),
      fc.array(fc.constantFrom(...SEPARATORS), { minLength: 4, maxLength: 4 }),
    )
    .chain(([rules, separators]) => {
      const given = fc.tuple(...rules.map((rule) => values[rule]));
      return fc.record({ rules: fc.constant(rules), separators: fc.constant(separators), one: given, other: given });
    });
  let compared = 0;
  fc.assert(
    fc.property(shape, ({ rules, separators, one, other }) => {
      const fields = names.slice(0, rules.length);
      const template = fields.map((name, at) => `${separators[at]}{${name}}`).join('') + separators[3];
      const rule: DestinationRule = {
        kind: 'game',
        fields: [...fields],
        rules: Object.fromEntries(fields.map((name, at) => [name, rules[at] ?? ''])),
      };
      if (templateProblem(template.trim(), rule) !== null || template !== template.trim()) return;
      const named = (parts: string[]) => Object.fromEntries(fields.map((name, at) => [name, parts[at] ?? '']));
      const [a, b] = [renderTemplate(template, named(one)), renderTemplate(template, named(other))];
      if (a === null || b === null) return;
      compared += 1;
      expect(a === b).toBe(one.join('\0') === other.join('\0'));
    }),
    { numRuns: 20_000 },
  );
  expect(compared).toBeGreaterThan(1_000);
});
