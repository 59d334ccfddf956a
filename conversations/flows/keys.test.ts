/** Every sentence the conversations can say exists in both languages, with every value it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RefusalReason } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import { createMessages } from '../messages/render.ts';
import { refusalText, type RefusalContext } from './refusals.ts';
import { stack } from './say.ts';

const messages = createMessages();
const KEYS = { id: new Set(messages.keys('id')), en: new Set(messages.keys('en')) };

const STATES =
  'awaiting_payment needs-new-payment challenge parked cancel-requested review paid completed failed cancelled expired booked refund-due';
/** What may stand in the gap of a key that is put together; from the types the flows are given. */
const GAPS: Record<string, string> = {
  'checkout-ask-': 'rooms shop',
  'checkout-declined-': 'rooms shop',
  'help-': 'guest_waiting guest_active',
  'help-type-': 'rooms shop orders cancel language',
  'menu-hint-': 'unknown stale unsupported too-long thanks language-set',
  'menu-language-': 'id en',
  'menu-stack-': '2 3 4',
  'orders-cancel-': 'cancelled requested',
  'orders-check-': 'creating pending challenge paid parked expired failed cancelled refunded',
  'orders-next-': STATES.replace('awaiting_payment', 'awaiting creating check key-sent'),
  'orders-short-': STATES,
  'orders-state-': STATES,
  'orders-step-':
    'placed payment_created payment_expired paid parked submitted pending review delivered failed cancelled expired refund_due refund_paid refund_kept cancel_requested key_issued key_revoked resolved booked',
  'owner-case-':
    'underpaid overpaid paid_twice maybe_paid_twice refund_due wrong_money purchase_unclear late_success reversed key_undeliverable bad_qris create_unclear cancel_request supplier_refused goods_unread refund_unclear gateway_refund payment_reversed difference',
  'owner-claim-': 'bad_code already_done not_allowed',
  'owner-next-':
    'owner_decides payer_chooses refund_sent buyer_pays nothing job_delivers supplier_answers other goes_out_later buyer_answers',
  'owner-persona-': 'guest reseller owner',
  // Held by the test of refusals below.
  'refused-': '',
  'rooms-arrival-': 'not_understood no_such_time relative ambiguous',
  'rooms-button-': 'tonight tomorrow saturday all dates guests',
  'rooms-contact-': 'not_understood bad_phone bad_mail',
  'rooms-dates-':
    'not_understood vague no_arrival no_such_date past too_far order zero_nights too_many_nights nights_conflict',
  'rooms-guests-': 'not_understood too_few too_many',
  'shop-ask-': 'phone ewallet pln game text',
  'shop-button-': 'next prev up',
  'shop-destination-':
    'empty too_long bad_characters not_a_phone missing_field too_many_parts rule options other pln-digits_count pln-not_digits phone-digits_count phone-not_digits',
  'shop-field-': 'user zone server id username tag nickname email phone meter text',
  'shop-page-': 'categories brands products',
};
/** A product of kind `game` asks for its fields instead. */
const NEVER = new Set(['shop-ask-game']);

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.includes('test'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
const PREFIX = '(?:menu|checkout|help|rooms|shop|orders|owner|refused)-';

function keysUsed(): string[] {
  const used: string[] = [];
  for (const source of sources) {
    for (const [, key = ''] of source.matchAll(new RegExp(`'(${PREFIX}[a-z0-9_-]+)'`, 'g'))) used.push(key);
    for (const [, prefix = ''] of source.matchAll(new RegExp(`\`(${PREFIX}[a-z_-]*)\\$\\{`, 'g'))) {
      const gap = GAPS[prefix];
      if (gap === undefined) throw new Error(`what may follow ${prefix}?`);
      used.push(
        ...gap
          .split(' ')
          .filter(Boolean)
          .map((rest) => prefix + rest),
      );
    }
  }
  return used.filter((key) => !NEVER.has(key));
}

describe('sentences of the conversations', () => {
  test.each(['id', 'en'] as const)('every key exists: %s', (lang) => {
    const used = keysUsed();
    expect(used.length).toBeGreaterThan(200);
    expect(used.filter((key) => !KEYS[lang].has(key))).toEqual([]);
  });

  test('every sentence of our files is said somewhere', () => {
    const used = new Set(keysUsed());
    const own = [...KEYS.id].filter((key) => new RegExp(`^${PREFIX}`).test(key));
    const unsaid = own.filter((key) => !used.has(key) && !/^(?:\w+-)?refused-/.test(key));
    expect(unsaid).toEqual([]);
  });

  test('every refusal has a sentence in every place, without a value missing', () => {
    const reasons: RefusalReason[] = [
      'not_found',
      'not_allowed',
      'sold_out',
      'not_sellable',
      'cut_off',
      'bad_destination',
      'bad_dates',
      'too_many_open',
      'too_many_nights',
      'too_many_guests',
      'no_payment_provider',
      'price_changed',
      'quote_expired',
      'wrong_state',
      'already_done',
      'conflict',
      'too_soon',
      'too_late',
      'same_dates',
      'bad_code',
      'bad_input',
      'rate_limited',
    ];
    const problems: object[] = [];
    const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => void problems.push(fields) };
    const strict = createMessages({ log });
    for (const context of ['rooms', 'rebook', 'shop', 'orders', 'owner', 'help'] as RefusalContext[]) {
      for (const reason of reasons) {
        const detail: Record<string, string | number> =
          reason === 'cut_off' ? { reopensAt: Date.parse('2026-11-21T17:30:00Z') } : { code: 'K7QF2M' };
        const sentence = refusalText({ ok: false, reason, detail }, context);
        for (const lang of ['id', 'en'] as const) expect(strict.text(sentence, lang)).not.toMatch(/[{}]|refused-/);
      }
    }
    expect(problems).toEqual([]);
  });

  test('sixteen lines stand under one another', () => {
    const lines = Array.from({ length: 16 }, (_, i) => text('shop-field-other', { field: `baris ${i}` }));
    expect(messages.text(stack(lines), 'id').split('\n')).toEqual(lines.map((_, i) => `baris ${i}`));
  });
});
