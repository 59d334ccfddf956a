/** "Staf": who works in the shop, what can be done about each, and the invitations that wait. The owner's alone. */
import type { Commerce } from '../../commerce/app.ts';
import { STAFF_ROLES, staffRoleOf, type StaffRole } from '../../commerce/people/team.ts';
import type { Member, OpenInvite, TeamView } from '../../commerce/people/team-view.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { paragraphs, screen, stack, toMenu } from './say.ts';
import { dayOf, instantValue, nameValue, refusedText, roleLabel, roleValue, toAudit, toStaff } from './staff-say.ts';
import { withPin } from './with-pin.ts';

const MAX_SHOWN = 20;

export async function staff(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const team = await readTeam(chat, app);
  if (!team) return;
  const members = team.members.slice(0, MAX_SHOWN);
  const chosen = await chat.choose('which', screen(listLines(team, members), [toAudit, toMenu]), [
    { id: 'invite', label: text('staff-button-invite') },
    ...members.map((member) => ({ id: `member:${member.personId}`, label: memberLabel(member) })),
    ...team.invites.map(({ id, role }) => ({ id: `open:${id}`, label: text('staff-button-open', roleOf(role)) })),
    { id: 'limits', label: text('staff-button-limits') },
    { id: 'pin', label: text(team.hasPin ? 'staff-button-pin-change' : 'staff-button-pin-set') },
  ]);
  if (chosen === 'invite') return { next: 'staff-invite' };
  if (chosen === 'limits') return { next: 'staff-limits' };
  if (chosen === 'pin') return { next: 'staff-pin' };
  const invite = team.invites.find(({ id }) => chosen === `open:${id}`);
  if (invite) return aboutInvite(chat, app, invite);
  const member = members.find(({ personId }) => chosen === `member:${personId}`);
  if (member) return aboutMember(chat, app, member, member.personId === team.selfId);
}

/** Null when that was answered otherwise. */
export async function readTeam(chat: TalkChat, app: Commerce): Promise<TeamView | null> {
  const answer = await chat.read('team', () => app.team(chat.actor));
  if (answer.ok) return answer.team;
  await chat.say(screen([refusedText(answer)], [toMenu]));
  return null;
}

const roleOf = (role: StaffRole) => ({ role: roleValue(role) });
const memberLabel = ({ name, role }: Member): Text => text('staff-member', { name: nameValue(name), ...roleOf(role) });

function listLines({ members, invites, selfId }: TeamView, shown: Member[]): Text[] {
  const line = ({ personId, name, role, since }: Member): Text =>
    text(personId === selfId ? 'staff-line-self' : 'staff-line', {
      name: nameValue(name),
      ...roleOf(role),
      since: dayOf(since),
    });
  const open = ({ role, expiresAt }: OpenInvite): Text =>
    text('staff-line-invite', { ...roleOf(role), until: instantValue(expiresAt) });
  return [
    text('staff-list', { count: members.length }),
    ...paragraphs(shown.map(line)),
    ...(invites.length === 0 ? [] : [stack([text('staff-open-invites'), ...invites.map(open)])]),
  ];
}

async function aboutInvite(chat: TalkChat, app: Commerce, { id, role, expiresAt }: OpenInvite): Promise<FlowEnd> {
  const lines = [text('staff-line-invite', { ...roleOf(role), until: instantValue(expiresAt) })];
  const chosen = await chat.choose('invite', screen(lines), [
    { id: 'revoke', label: text('staff-button-invite-revoke') },
    { id: 'back', label: text('staff-button-back') },
  ]);
  if (chosen === 'back') return { next: 'staff' };
  const done = await chat.once('revoke-invite', (key) => app.revokeInvite(chat.actor, key, { inviteId: id }));
  return chat.say(screen([done.ok ? text('staff-invite-revoked') : refusedText(done)], [toStaff, toMenu]));
}

async function aboutMember(chat: TalkChat, app: Commerce, member: Member, isSelf: boolean): Promise<FlowEnd> {
  const { name, role, since } = member;
  const lines = [
    text(isSelf ? 'staff-line-self' : 'staff-line', { name: nameValue(name), ...roleOf(role), since: dayOf(since) }),
    text(`staff-can-${role}`),
  ];
  const chosen = await chat.choose('act', screen(lines), [
    { id: 'role', label: text('staff-button-role') },
    isSelf ? { id: 'leave', label: text('staff-button-leave') } : { id: 'revoke', label: text('staff-button-revoke') },
    { id: 'back', label: text('staff-button-back') },
  ]);
  if (chosen === 'back') return { next: 'staff' };
  if (chosen === 'leave') return { next: 'staff-leave' };
  if (chosen === 'revoke') return revoke(chat, app, member);
  return changeRole(chat, app, member);
}

const NO: Choice = { id: 'no', label: text('staff-button-no') };

async function revoke(chat: TalkChat, app: Commerce, { personId, name, role }: Member): Promise<FlowEnd> {
  const values = { name: nameValue(name), ...roleOf(role) };
  const sure = await chat.choose('sure', screen([text('staff-ask-revoke', values)]), [
    { id: 'yes', label: text('staff-button-revoke-yes') },
    NO,
  ]);
  if (sure === 'no') return chat.say(screen([text('staff-unchanged')], [toStaff, toMenu]));
  const done = await withPin(chat, app, 'revoke', (key) => app.revokeStaff(chat.actor, key, { personId, from: role }));
  if (done)
    await chat.say(screen([done.ok ? text('staff-revoke-done', values) : refusedText(done)], [toStaff, toMenu]));
}

async function changeRole(chat: TalkChat, app: Commerce, { personId, name, role }: Member): Promise<FlowEnd> {
  const to = await pickRole(
    chat,
    'to',
    text('staff-ask-role', { name: nameValue(name) }),
    STAFF_ROLES.filter((one) => one !== role),
  );
  const values = { name: nameValue(name), from: roleValue(role), to: roleValue(to) };
  const sure = await chat.choose('sure', screen([text('staff-ask-change', values), ...means(to)]), [
    { id: 'yes', label: text('staff-button-role-yes') },
    NO,
  ]);
  if (sure === 'no') return chat.say(screen([text('staff-unchanged')], [toStaff, toMenu]));
  const done = await withPin(chat, app, 'change', (key) =>
    app.changeRole(chat.actor, key, { personId, from: role, to }),
  );
  if (done)
    await chat.say(screen([done.ok ? text('staff-change-done', values) : refusedText(done)], [toStaff, toMenu]));
}

export async function pickRole(
  chat: TalkChat,
  step: string,
  question: Text,
  roles: readonly StaffRole[],
): Promise<StaffRole> {
  const options = roles.map((role) => ({ id: role, label: roleLabel(role) }));
  return (await chat.choose(step, screen([question]), options)) as StaffRole;
}

/** What the role may do; an owner may also take the asker's own away. */
export const means = (role: StaffRole): Text[] => [
  text(`staff-can-${role}`),
  ...(role === 'owner' ? [text('staff-owner-warning')] : []),
];

export async function staffLeave(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  if (staffRoleOf(chat.actor) === null) return chat.say(screen([text('staff-leave-none')], [toMenu]));
  const options = [{ id: 'yes', label: text('staff-button-leave-yes') }, NO];
  const sure = await chat.choose('sure', screen([text('staff-ask-leave')]), options);
  if (sure === 'no') return chat.say(screen([text('staff-unchanged')], [toMenu]));
  const done = await withPin(chat, app, 'leave', (key) => app.leaveStaff(chat.actor, key));
  if (!done) return;
  await chat.say(screen([done.ok ? text('staff-leave-done', roleOf(done.role)) : refusedText(done)], [toMenu]));
}
