import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PaymentRecording } from '../../tests/contract/payment.contract.ts';
import type { SupplierRecording } from '../../tests/contract/supplier.contract.ts';
import { checkPreset } from '../preset-catalogue.ts';
import { inspectQris } from './qris.ts';
import { inspectWebhook } from './webhook.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const presetNamed = (id: string) => {
  const { preset, problems } = checkPreset(`${id}.json`, read(`presets/${id}.json`));
  if (!preset) throw new Error(problems.join('\n'));
  return preset;
};
const NOW = Date.parse('2026-11-21T03:00:00Z');

describe('payment webhooks', () => {
  const recording = JSON.parse(read('tests/wire/pakasir.json')) as PaymentRecording;
  const preset = presetNamed('pakasir');

  test.each(recording.webhooks)('$name', ({ headers, body, webhookSecret, verified, reason, confirm, events }) => {
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    const credentials = { ...recording.credentials, webhook_secret: webhookSecret ?? '' };
    const input = {
      method: 'POST',
      path: '/webhook/payment/shop',
      headers: upper,
      body,
      now: '2026-11-21T10:00:00+07:00',
    };
    const inspection = inspectWebhook(preset, credentials, input, 0);
    expect(inspection).toMatchObject({ verified, reason, confirm });
    expect(inspection.events).toHaveLength(events.length);
  });

  test('says what was paid in the documented words', () => {
    const [first] = recording.webhooks;
    expect(inspectWebhook(preset, recording.credentials, { body: first?.body }, NOW).events).toEqual([
      {
        reference: '250910HDE7C9',
        gatewayTransactionId: null,
        status: 'paid',
        amount: 22_000,
        currency: 'IDR',
        paidAt: '2025-09-10T01:07:02.819Z',
        eventKey: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      },
    ]);
  });

  test.each([[null], ['text'], [{ body: 5 }], [{ headers: { a: 1 } }], [{ now: 'yesterday' }]])(
    'refuses %j',
    (input) => {
      expect(() => inspectWebhook(preset, recording.credentials, input, NOW)).toThrow(/input|body|headers|now/);
    },
  );
});

test('by GET: a challenge and a report where the preset has them, and neither where it has not', () => {
  const preset = presetNamed('pakasir');
  const token = { param: 'hub.verify_token', key: '{secret.webhook_secret}' };
  const webhook = { ...(preset.profile['webhook'] as object), challenge: { token, echo: 'word' }, report: 'get' };
  const talkative = { ...preset, profile: { ...preset.profile, webhook } };
  const credentials = { project: 'toko', api_key: 'x', webhook_secret: 'hook-secret' };
  const look = (of: typeof preset, path: string, method = 'GET') =>
    inspectWebhook(of, credentials, { method, path }, NOW);

  expect(look(talkative, '/w?hub.verify_token=hook-secret&word=1')).toMatchObject({
    verified: true,
    reason: 'challenge',
    events: [],
  });
  expect(look(talkative, '/w?hub.verify_token=other&word=1')).toMatchObject({
    verified: false,
    reason: 'bad_challenge',
  });
  expect(look(talkative, '/w?order_id=A1-1&status=completed&amount=22000&project=toko', 'get')).toMatchObject({
    verified: false,
    reason: 'unsigned',
    confirm: 'always',
    events: [{ reference: 'A1-1', status: 'paid', amount: 22_000 }],
  });
  for (const of of [preset, presetNamed('digiflazz')]) {
    const reading = look(of, '/w?order_id=A1-1&status=completed');
    expect(reading).toMatchObject({ verified: false, reason: 'method_not_allowed', events: [] });
  }
  expect(look(talkative, '/w', 'PUT')).toMatchObject({ verified: false, reason: 'method_not_allowed' });
});

test("a supplier's webhook reads as what became of a purchase", () => {
  const recording = JSON.parse(read('tests/wire/digiflazz.json')) as SupplierRecording;
  const [first] = recording.webhooks;
  const inspection = inspectWebhook(presetNamed('digiflazz'), recording.credentials, { ...first }, NOW);
  expect(inspection).toMatchObject({ verified: true, events: [{ amount: null, currency: null, paidAt: null }] });
  const forged = inspectWebhook(
    presetNamed('digiflazz'),
    { ...recording.credentials, webhook_secret: 'x' },
    { ...first },
    NOW,
  );
  expect(forged).toMatchObject({ verified: false, events: [] });
});

test('a QRIS text, with and without the amount to pay', () => {
  const recording = JSON.parse(read('tests/wire/pakasir.json')) as PaymentRecording;
  const created = recording.exchanges.find(({ name }) => name === 'create')?.result as {
    value: { paymentNumber: string };
  };
  const payload = created.value.paymentNumber;
  const right = { valid: true, crc: true, amount: 100_003, merchant: 'Pakasir', reason: 'ok' };
  expect(inspectQris({ payload, payable: 100_003 })).toEqual(right);
  expect(inspectQris({ payload })).toEqual(right);
  expect(inspectQris({ payload, payable: 99_000 })).toEqual({ ...right, valid: false, reason: 'amount_mismatch' });
  expect(() => inspectQris({ payload: 5 })).toThrow('payload');
});
