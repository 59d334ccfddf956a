/** What screens about the staff are made of: roles, names, and why something was refused. */
import type { Refusal } from '../../commerce/app.ts';
import type { StaffRole } from '../../commerce/people/team.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text, type TextValue } from '../../commerce/ports/screen.ts';
import { DEFAULT_ZONE, localDate } from '../../commerce/stay/local-time.ts';
import { refusalText } from './refusals.ts';

export const toStaff: Choice = { id: action.staff, label: text('staff-button-list') };
export const toAudit: Choice = { id: action.auditLog, label: text('staff-button-audit') };

export const roleLabel = (role: StaffRole): Text => text(`staff-role-${role}`);
export const roleValue = (role: StaffRole): TextValue => ({ text: roleLabel(role) });

/** Web visitors need not have said a name. */
export const nameValue = (name: string): TextValue => (name === '' ? { text: text('staff-unnamed') } : name);

export const dayOf = (at: number): TextValue => ({ date: localDate(at, DEFAULT_ZONE) });
export const instantValue = (at: number): TextValue => ({ dateTime: at, zone: DEFAULT_ZONE });

/** Reasons with a sentence of their own here; `wrong_state` has one for each kind. */
const OWN: readonly string[] = ['not_allowed', 'conflict', 'already_done', 'pin_locked'];

export function refusedText(refusal: Refusal): Text {
  const kind = refusal.detail?.['kind'];
  if (refusal.reason === 'wrong_state' && kind !== undefined) return text(`staff-refused-${kind}`);
  if (refusal.reason === 'pin_locked') {
    const until = { dateTime: Number(refusal.detail?.['until']), zone: DEFAULT_ZONE };
    return text('staff-pin-locked', { until });
  }
  if (OWN.includes(refusal.reason)) return text(`staff-refused-${refusal.reason}`);
  return refusalText(refusal, 'help');
}
