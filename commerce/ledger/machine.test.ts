/** Every state and event of a money hold. */
import { expect, test } from 'vitest';
import { holdNext } from './machine.ts';

test.each([
  ['open', 'capture', 'captured'],
  ['open', 'void', 'voided'],
  ['captured', 'capture', null],
  ['captured', 'void', null],
  ['voided', 'capture', null],
  ['voided', 'void', null],
] as const)('%s + %s -> %s', (state, event, to) => expect(holdNext(state, event)).toBe(to));
