/** What is told of a way of paying before anything is made by it fits what the vendor then answers. Same recordings. */
import { describe, expect, test } from 'vitest';
import type { PaymentBench } from './payment.contract.ts';

export function payWaysContract({ recording, build }: PaymentBench): void {
  const gateway = build({ baseUrl: 'http://127.0.0.1:1', credentials: recording.credentials, timeoutMs: 1 });
  const made = recording.exchanges.filter(
    ({ operation, result }) => operation === 'create' && (result as { kind: string }).kind === 'ok',
  );

  describe(`${recording.preset}: what is known before`, () => {
    test.each(made)('$name', ({ ask, result }) => {
      const facts = gateway.method(ask.method);
      const { paymentNumber } = (result as { value: { paymentNumber: string | null } }).value;
      expect(facts).not.toBeNull();
      expect(ask.amountIdr).toBeGreaterThanOrEqual(facts?.minIdr ?? 0);
      expect(ask.amountIdr).toBeLessThanOrEqual(facts?.maxIdr ?? Infinity);
      if (facts?.format !== 'va_static') return;
      // A number nobody can name the bank of is of no use to a payer, and a QR's text is none.
      expect(facts.name).toEqual(expect.any(String));
      expect(paymentNumber).toMatch(/^\d{5,32}$/);
    });

    test('nothing is known of a way there is not', () => {
      expect(gateway.method('constructor')).toBeNull();
      expect(gateway.method('')).toBeNull();
    });
  });
}
