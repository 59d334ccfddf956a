/** What a supplier's answer means, and how long a paid order waits before it is sent again. */
import { expect, test } from 'vitest';
import type { PurchaseOutcome, PurchaseReading, PurchaseReason } from '../ports/supplier.ts';
import { readingToEvent, retryDelayMs } from './reading-event.ts';

const reading = (outcome: PurchaseOutcome, reason: PurchaseReason = 'failed') =>
  ({ outcome, reason }) as PurchaseReading;

test.each([
  ['success', 'delivered'],
  ['pending', 'supplier_pending'],
  ['failed', 'surely_failed'],
  ['unknown', 'unclear'],
] as const)('%s is %s, whoever asked', (outcome, event) => {
  for (const source of ['submit', 'check', 'webhook'] as const)
    expect(readingToEvent(reading(outcome), source)).toBe(event);
});

test('a refusal proves something only as the answer to the submit itself', () => {
  expect(readingToEvent(reading('rejected', 'product'), 'submit')).toBe('surely_failed');
  expect(readingToEvent(reading('rejected', 'product'), 'check')).toBe('unclear');
  expect(readingToEvent(reading('rejected', 'product'), 'webhook')).toBe('unclear');
});

test.each(['credentials', 'supplier_balance', 'account', 'rate_limit', 'request', 'transport'] as const)(
  'refused for %s: ours to mend, the order waits',
  (reason) => {
    expect(readingToEvent(reading('rejected', reason), 'submit')).toBe('retry_later');
  },
);

test('a cut-off is waited for', () => {
  expect(readingToEvent(reading('rejected', 'cut_off'), 'submit')).toBe('wait_cut_off');
});

test('waits grow to a quarter of an hour, for a cut-off to an hour, and no further', () => {
  expect(retryDelayMs('transport', 1)).toBe(5_000);
  expect(retryDelayMs('credentials', 1)).toBe(120_000);
  expect(retryDelayMs('cut_off', 1)).toBe(900_000);
  for (const reason of ['transport', 'credentials', 'cut_off'] as const) {
    expect(retryDelayMs(reason, 2)).toBe(retryDelayMs(reason, 1) * 2);
    expect(retryDelayMs(reason, 1_000)).toBe(reason === 'cut_off' ? 3_600_000 : 900_000);
  }
});
