/** Whatever a supplier writes: only a sentence we know, about our purchase and about nothing else, ends it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presetNamed } from '../../tests/contract/supplier-bench.ts';
import okeconnect from '../../tests/wire/okeconnect.json' with { type: 'json' };
import { classifyAnswer } from './classify.ts';
import type { Phase } from './classify.ts';
import type { SupplierProfile } from './profile.ts';
import { createReplyReader } from './reply.ts';

const reader = createReplyReader(presetNamed('okeconnect').profile as SupplierProfile);
const OURS = okeconnect.purchase;

const read = (text: string, phase: Phase = 'check') =>
  classifyAnswer(reader, phase, { kind: 'response', status: 200, headers: {}, body: Buffer.from(text) }, OURS);

/** What suppliers and their pages are made of, so that chance comes near to real sentences. */
const WORDS = (
  'T#762221212;R#0;R#999;Three;5.000;T5.08980204060;akan;diproses.;Saldo;Hrg;6.487;SUKSES.;GAGAL.;Sukses.;Gagal.;' +
  'SN:;SN/Ref:;status;sudah;pernah;jam;18:46,;Pin Salah;Menunggu Jawaban.;Mhn tunggu trx sblmnya selesai:;' +
  'TIDAK ADA transaksi Tujuan;Nomor tujuan salah.;=;-;status Gagal.;status Sukses. SN: A1. Hrg 6.487 ok;' +
  'GAGAL. Nomor tujuan salah.;<html>'
).split(';');
const OUR_NAME = `R#${OURS.refId}`;
const sentence = (words: readonly string[]) =>
  fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(' ')),
  );

const genuine = okeconnect.exchanges.filter(({ call }) => call === 'status' || call === 'purchase');
const ending = genuine.filter(({ reads: { outcome = '' } }) => /^(success|failed)$/.test(outcome));

describe('any text at all', () => {
  test('without our reference in it ends nothing, whatever it says', () => {
    fc.assert(
      fc.property(sentence(WORDS), (text) => {
        const { outcome, serial } = read(text);
        expect(['unknown', 'pending']).toContain(outcome);
        expect(serial).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('is never a refusal when it answers a question', () => {
    fc.assert(
      fc.property(sentence([...WORDS, OUR_NAME]), (text) => {
        expect(read(text).outcome).not.toBe('rejected');
      }),
      { numRuns: 2_000 },
    );
  });

  test('that ends something names our purchase and has one meaning', () => {
    fc.assert(
      fc.property(sentence([...WORDS, OUR_NAME]), (text) => {
        const { outcome } = read(text);
        if (outcome === 'pending' || outcome === 'unknown') return;
        expect(text).toContain(OUR_NAME);
        const says = { success: /sukses/i, failed: /gagal/i, rejected: /never/ };
        expect(text).toMatch(says[outcome]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe.each(ending)('$name', ({ response: { body }, reads }) => {
  test('is read', () => expect(read(body)).toMatchObject(reads));

  test('with another reference says nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9-]{1,30}$/), (other) => {
        fc.pre(other !== OURS.refId);
        expect(read(body.replaceAll(OURS.refId, other))).toMatchObject({ outcome: 'unknown', serial: null });
      }),
    );
  });

  test('cut off anywhere before its end is known says nothing else', () => {
    for (let length = 0; length < body.length; length += 1) {
      const { outcome, serial } = read(body.slice(0, length));
      const whole = read(body);
      if (outcome === 'unknown') continue;
      expect(outcome).toBe(whole.outcome);
      // Half a code must not be sold as a whole one.
      expect(serial).toBe(whole.serial);
    }
  });

  test('beside a sentence that says the opposite says nothing', () => {
    for (const other of ending) {
      if (other.reads.outcome === reads.outcome) continue;
      for (const both of [`${body} ${other.response.body}`, `${other.response.body} ${body}`]) {
        expect(read(both)).toMatchObject({ outcome: 'unknown', serial: null });
      }
    }
  });

  test('inside a page says nothing', () => {
    expect(read(`<html><body>${body}</body></html>`)).toMatchObject({ outcome: 'unknown', reason: 'unreadable' });
    expect(read(body + ' '.repeat(10) + 'x'.repeat(2_000))).toMatchObject({ outcome: 'unknown' });
  });
});
