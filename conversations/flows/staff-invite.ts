/**
 * Inviting somebody, and being invited. The links are said by the use case in the transaction that makes them: what a
 * flow is answered is kept in its journal, and a link must be kept nowhere.
 */
import type { Commerce } from '../../commerce/app.ts';
import type { Invitation } from '../../commerce/people/join-staff.ts';
import { STAFF_ROLES } from '../../commerce/people/team.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { normalise } from '../understand/words.ts';
import { screen, toMenu } from './say.ts';
import { means, pickRole } from './staff.ts';
import { instantValue, refusedText, roleValue, toStaff } from './staff-say.ts';
import { withPin } from './with-pin.ts';

/** Who is least able to harm comes first. */
const OFFERED = STAFF_ROLES.toReversed();

export async function staffInvite(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const may = await chat.read('team', () => app.team(chat.actor));
  if (!may.ok) return chat.say(screen([refusedText(may)], [toMenu]));
  const role = await pickRole(chat, 'role', text('staff-ask-invite'), OFFERED);
  const sure = await chat.choose(
    'sure',
    screen([text('staff-ask-invite-sure', { role: roleValue(role) }), ...means(role)]),
    [
      { id: 'yes', label: text('staff-button-invite-yes') },
      { id: 'no', label: text('staff-button-no') },
    ],
  );
  if (sure === 'no') return chat.say(screen([text('staff-unchanged')], [toStaff, toMenu]));
  const done = await withPin(chat, app, 'invite', (key) => app.inviteStaff(chat.actor, key, { role }));
  if (done && !done.ok) await chat.say(screen([refusedText(done)], [toStaff, toMenu]));
}

/** Where the link of an invitation leads (start.ts). */
export async function staffJoin(chat: TalkChat, app: Commerce, args: Invitation): Promise<FlowEnd> {
  const { ref, role, invitedBy, expiresAt, asksName } = args;
  const { businessName } = await chat.read('mode', () => app.mode());
  const lines = [
    text('staff-join-offer', {
      by: invitedBy === '' ? { text: text('staff-the-owner') } : invitedBy,
      business: businessName,
      role: roleValue(role),
    }),
    text(`staff-can-${role}`),
    text('staff-join-ask', { until: instantValue(expiresAt) }),
  ];
  const chosen = await chat.choose('accept', screen(lines), [
    { id: 'yes', label: text('staff-button-join-yes') },
    { id: 'no', label: text('staff-button-no') },
  ]);
  if (chosen === 'no') return chat.say(screen([text('staff-join-declined')], [toMenu]));
  const name = asksName ? await chat.ask('name', screen([text('staff-join-name')]), readName) : undefined;
  const joined = await chat.once('join', (key) => app.joinStaff(chat.actor, key, { ref, ...(name ? { name } : {}) }));
  if (!joined.ok) await chat.say(screen([refusedText(joined)], [toMenu]));
}

function readName(words: string): Parsed<string> {
  const name = normalise(words);
  const isName = /^\p{L}[\p{L}\p{M} .'-]{1,39}$/u.test(name);
  return isName ? { ok: true, value: name } : { ok: false, say: text('staff-join-name-unclear') };
}
