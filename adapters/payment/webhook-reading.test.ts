/** Hostile webhooks: whatever arrives, reading it neither throws nor believes it. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { secret } from '../../commerce/ports/secret.ts';
import { readPaymentProfile } from './profile.ts';
import { readPaymentWebhook } from './webhook-reading.ts';

const KEY = 'k3y-of-the-webhook';
const preset = JSON.parse(readFileSync(new URL('../../presets/pakasir.json', import.meta.url), 'utf8')) as {
  profile: unknown;
};
const profile = readPaymentProfile(preset.profile);
const header = 'x-pakasir-signature';

const partsWith = (key: string) => ({
  profile,
  scope: () => ({ secret: { webhook_secret: secret(key) }, cfg: { project: 'toko' } }),
  account: () => 'toko',
});
const read = (body: string | Buffer, key = '', headers: Record<string, string> = {}) =>
  readPaymentWebhook(partsWith(key), { method: 'POST', path: '/w', headers, body: Buffer.from(body) }, 0);

const genuine = JSON.stringify({ amount: 22_000, order_id: 'K7QF2M-1', project: 'toko', status: 'completed' });
const sign = (body: string, key = KEY): string => createHmac('sha256', key).update(body).digest('hex');

test('no body makes it throw, and none without a signature is verified', () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({ amount: fc.anything(), order_id: fc.anything(), project: fc.anything(), status: fc.anything() })
      .map((fields) => Buffer.from(safeJson(fields))),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      const reading = read(body);
      expect(reading.verified).toBe(false);
      expect(['unsigned', 'malformed', 'wrong_account']).toContain(reading.reason);
      for (const event of reading.events) {
        expect(event.amountIdr === null || Number.isSafeInteger(event.amountIdr)).toBe(true);
        expect(typeof event.reference).toBe('string');
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['deep nesting', `${'['.repeat(3_000)}${']'.repeat(3_000)}`],
  ['prototype keys', '{"__proto__":{"order_id":"A-1","status":"completed"}}'],
  ['a constructor', '{"constructor":{"order_id":"A-1"}}'],
  ['a lone surrogate', '{"order_id":"\\ud800","status":'],
  ['a huge reference', JSON.stringify({ order_id: 'x'.repeat(5_000), status: 'completed' })],
  ['a form', 'order_id=A-1&status=completed'],
])('%s is malformed', (_what, body) => {
  expect(read(body)).toMatchObject({ verified: false, reason: 'malformed', events: [] });
});

test('ten thousand forgeries, none accepted', () => {
  const right = sign(genuine);
  const forgeries = fc.oneof(
    fc
      .tuple(fc.nat(63), fc.nat(15))
      .map(([at, digit]) => right.slice(0, at) + digit.toString(16) + right.slice(at + 1)),
    fc.nat(63).map((length) => right.slice(0, length)),
    fc.stringMatching(/^[0-9a-f]{1,8}$/).map((more) => right + more),
    fc.string({ maxLength: 32 }).map((key) => sign(genuine, key)),
    fc.string({ maxLength: 32 }).map((body) => sign(body)),
    fc.constantFrom('', right.toUpperCase(), `sha256=${right}`, `${right},${right}`),
  );
  fc.assert(
    fc.property(forgeries, (forged) => {
      fc.pre(forged !== right);
      const reading = read(genuine, KEY, { [header]: forged });
      expect(reading).toMatchObject({ verified: false, events: [], reply: { status: 401 } });
    }),
    { numRuns: 10_000 },
  );
  expect(read(genuine, KEY, { [header]: right })).toMatchObject({ verified: true, reason: 'ok' });
});

/** fast-check's `anything` knows values JSON does not. */
function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  } catch {
    return '{}';
  }
}
