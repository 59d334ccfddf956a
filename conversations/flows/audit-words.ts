/** An act of the log as a sentence: "28 Nov, 14.00 · Budi (keuangan) mencatat refund Rp 50.000 untuk ABC123 selesai". */
import type { AuditAct } from '../../commerce/audit-acts.ts';
import { DECISION_NAMES } from '../../commerce/cases/decision.ts';
import type { AuditEntry } from '../../commerce/people/audit-log.ts';
import { isStaffRole } from '../../commerce/people/team.ts';
import { text, type Text, type TextValue } from '../../commerce/ports/screen.ts';
import { wordOf } from './case-words.ts';
import { instantValue, nameValue, roleValue } from './staff-say.ts';

/** Acts with a sentence for each outcome; the outcome is part of its key. */
const OUTCOMES: Partial<Record<AuditAct, (entry: AuditEntry) => string>> = {
  'case.resolved': caseOutcome,
  'case.worked_on': ({ second }) => (isDecision(second) ? '-do' : ''),
  'refund.chosen': ({ word }) => (word === 'keep' ? '-keep' : '-refund'),
  'prices.decided': ({ word }) => (word === 'apply' ? '-apply' : '-keep'),
  'provider.tested': ({ word }) => (word === 'ok' ? '-ok' : '-failed'),
  'reseller.daily_limit': amountOrNone,
  'staff.limit_set': amountOrNone,
};

/** Acts whose word is a role. */
const OF_ROLES: readonly string[] = ['staff.'];

export const auditLine = (entry: AuditEntry): Text =>
  text('audit-line', { at: instantValue(entry.at), who: { text: who(entry) }, did: { text: did(entry) } });

function who({ by, via }: AuditEntry): Text {
  if (by === null) return text(via === 'cli' ? 'audit-who-cli' : via === 'web' ? 'audit-who-page' : 'audit-who-job');
  const name = nameValue(by.name);
  return by.role === null
    ? text('audit-who-customer', { name })
    : text('audit-who-staff', { name, role: roleValue(by.role) });
}

export const sentenceKey = (entry: AuditEntry): string =>
  `audit-did-${entry.act.replaceAll('.', '-')}${OUTCOMES[entry.act]?.(entry) ?? ''}`;

function did(entry: AuditEntry): Text {
  const { act, orderCode, amountIdr, name, word, second } = entry;
  const ofRoles = OF_ROLES.some((start) => act.startsWith(start));
  return text(sentenceKey(entry), {
    order: orderCode ?? '–',
    amount: { money: amountIdr ?? 0 },
    name: nameValue(name === '' && !act.startsWith('staff.') ? second : name),
    word: ofRoles ? roleOr(word) : isCase(act) && word !== '' ? { text: text(`owner-case-${word}`) } : word || '–',
    second: ofRoles ? roleOr(second) : isCase(act) ? decisionText(word, second) : second,
  });
}

const isCase = (act: AuditAct): boolean => act === 'case.resolved' || act === 'case.worked_on';
const isDecision = (word: string): boolean => DECISION_NAMES.some((name) => name === word);
const roleOr = (word: string): TextValue => (isStaffRole(word) ? roleValue(word) : word);

function amountOrNone({ amountIdr }: AuditEntry): string {
  return amountIdr === null ? '-none' : '';
}

function caseOutcome({ word, second, orderCode }: AuditEntry): string {
  if (word === 'refund_due' && second === 'accept') return '-refund-paid';
  if (!isDecision(second)) return orderCode === null ? '-closed-alone' : '-closed';
  return orderCode === null ? '-alone' : '';
}

function decisionText(kind: string, decision: string): TextValue {
  const name = DECISION_NAMES.find((known) => known === decision);
  return name ? { text: text(`case-do-${wordOf(kind, name)}`) } : decision;
}
