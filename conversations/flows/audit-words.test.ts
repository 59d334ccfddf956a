/** Every act has a sentence in both languages, whatever came of it; a new act without one fails here. */
import { expect, test } from 'vitest';
import { AUDIT_ACTS, type AuditAct } from '../../commerce/audit-acts.ts';
import { CASE_RIGHTS } from '../../commerce/people/rights-table.ts';
import { DECISION_NAMES } from '../../commerce/cases/decision.ts';
import type { AuditEntry } from '../../commerce/people/audit-log.ts';
import { createMessages } from '../messages/render.ts';
import { auditLine } from './audit-words.ts';

const messages = createMessages();
const AT = Date.UTC(2026, 10, 28, 7);

const entry = (act: AuditAct, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'a',
  at: AT,
  act,
  via: 'chat',
  by: { name: 'Budi', role: 'finance' },
  orderCode: 'ABC123',
  amountIdr: 50_000,
  name: 'Sari',
  word: 'finance',
  second: 'support',
  ...more,
});

/** Whatever a row may be: each outcome, and rows from which nothing could be read. */
const VARIANTS: Partial<AuditEntry>[] = [
  {},
  { orderCode: null, amountIdr: null, name: '', word: '', second: '' },
  { word: 'keep' },
  { word: 'apply' },
  { word: 'ok' },
  ...Object.keys(CASE_RIGHTS).flatMap((word) =>
    ['', ...DECISION_NAMES].flatMap((second) => [
      { word, second },
      { word, second, orderCode: null },
    ]),
  ),
];

const isCase = (act: AuditAct): boolean => act.startsWith('case.');

test.each(['id', 'en'] as const)('%s: every act is a sentence', (lang) => {
  for (const act of AUDIT_ACTS) {
    for (const variant of VARIANTS) {
      if (isCase(act) && variant.word !== '' && !((variant.word ?? '?') in CASE_RIGHTS)) continue;
      const said = messages.text(auditLine(entry(act, variant)), lang);
      expect(said, `${act} ${JSON.stringify(variant)}`).toMatch(
        /^\w{3},? 28 .+ · Budi \((?:keuangan|finance)\) \p{L}/u,
      );
      expect(said).not.toMatch(/audit-|owner-case-|case-do-|staff-role-|\{|undefined/);
    }
  }
});

test('says it as a person would', () => {
  const said = (act: AuditAct, more: Partial<AuditEntry>, lang: 'id' | 'en') =>
    messages.text(auditLine(entry(act, more)), lang).split(' · ')[1];
  const refund = { word: 'refund_due', second: 'accept' };
  expect(said('case.resolved', refund, 'id')).toBe('Budi (keuangan) mencatat refund Rp 50.000 untuk ABC123 selesai');
  expect(said('case.resolved', refund, 'en')).toBe('Budi (finance) noted the refund of Rp 50,000 for ABC123 as done');
  const changed = { word: 'support', second: 'manager', by: { name: 'Ani', role: 'owner' as const } };
  expect(said('staff.role_changed', changed, 'id')).toBe(
    'Ani (pemilik) mengubah peran Sari dari bantuan pelanggan menjadi manajer',
  );
  expect(said('provider.rested', { by: null, via: 'cli' }, 'en')).toBe(
    "The shop's computer disabled the provider Sari",
  );
});
