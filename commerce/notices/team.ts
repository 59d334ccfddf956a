/** What is said about the staff unasked: the links of an invitation, who joined, changed and went. */
import type { InviteLink } from '../people/invite-staff.ts';
import type { StaffRole } from '../people/team.ts';
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';
import { DEFAULT_ZONE } from '../stay/local-time.ts';

const menu: Choice = { id: action.menu, label: text('button-menu') };
const staff: Choice = { id: action.staff, label: text('staff-button-list') };

export const roleText = (role: StaffRole): { text: Text } => ({ text: text(`staff-role-${role}`) });

/** One message for each link, so that it can be passed on by itself. Sealed: whoever has it may use it. */
export function inviteScreens(role: StaffRole, expiresAt: number, links: readonly InviteLink[]): Screen[] {
  const until = { dateTime: expiresAt, zone: DEFAULT_ZONE };
  return links.map(({ channel, url }, at) => ({
    lines: [
      ...(at === 0 ? [text('staff-invite-made', { role: roleText(role), until })] : []),
      text(`staff-invite-${channel}`),
    ],
    copy: url,
    ...(at === links.length - 1 ? { choices: [staff, menu] } : {}),
    secret: true,
  }));
}

/** The way in to what the role is for. */
const DESK: Choice[] = [{ id: action.queue, label: text('menu-button-queue') }, menu];

export const joinedScreen = (role: StaffRole, business: string): Screen => ({
  lines: [text('staff-joined', { role: roleText(role), business }), text(`staff-can-${role}`)],
  choices: DESK,
});

export const joinedAlert = (name: string, role: StaffRole): Screen => ({
  lines: [text('staff-alert-joined', { name, role: roleText(role) })],
  choices: [staff, menu],
});

export const roleChangedScreen = (from: StaffRole, to: StaffRole): Screen => ({
  lines: [text('staff-role-changed', { from: roleText(from), to: roleText(to) }), text(`staff-can-${to}`)],
  choices: DESK,
});

export const roleChangedAlert = (name: string, from: StaffRole, to: StaffRole): Screen => ({
  lines: [text('staff-alert-role', { name, from: roleText(from), to: roleText(to) })],
  choices: [staff, menu],
});

export const revokedScreen = (role: StaffRole): Screen => ({
  lines: [text('staff-revoked', { role: roleText(role) })],
  choices: [menu],
});

export const revokedAlert = (name: string, role: StaffRole): Screen => ({
  lines: [text('staff-alert-revoked', { name, role: roleText(role) })],
  choices: [staff, menu],
});

export const leftAlert = (name: string, role: StaffRole): Screen => ({
  lines: [text('staff-alert-left', { name, role: roleText(role) })],
  choices: [staff, menu],
});
