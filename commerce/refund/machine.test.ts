/** Every state and event of a refund: what is over stays over, and an unclear one never becomes balance by itself. */
import { expect, test } from 'vitest';
import { OPEN_REFUND_STATES } from '../payment/model.ts';
import { REFUND_TABLE, refundNext, type RefundEvent } from './machine.ts';

const EVENTS: RefundEvent[] = ['send', 'accepted', 'refused', 'lost', 'paid_out', 'kept', 'written_off'];
//                          send       accepted   refused  lost       paid_out    kept    written_off
const EXPECTED = {
  due: ['sending', null, null, null, 'paid_out', 'kept', 'written_off'],
  sending: [null, 'pending', 'due', 'unclear', 'paid_out', null, 'written_off'],
  pending: [null, null, 'due', 'unclear', 'paid_out', null, 'written_off'],
  unclear: ['sending', 'pending', 'due', null, 'paid_out', null, 'written_off'],
  paid_out: [null, null, null, null, null, null, null],
  kept: [null, null, null, null, null, null, null],
  written_off: [null, null, null, null, null, null, null],
} as const;

test.each(Object.entries(EXPECTED))('from %s', (state, expected) => {
  const from = state as keyof typeof EXPECTED;
  expect(EVENTS.map((event) => refundNext(from, event)?.to ?? null)).toEqual(expected);
});

test('the open states are those that can be left', () => {
  const left = Object.entries(REFUND_TABLE).filter(([, events]) => Object.keys(events).length > 0);
  expect(left.map(([state]) => state)).toEqual([...OPEN_REFUND_STATES]);
});
