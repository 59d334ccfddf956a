/** How much each role may give back at a time, and from which amount on the owner is asked for the PIN. */
import type { Commerce } from '../../commerce/app.ts';
import type { RefundLimits } from '../../commerce/people/refund-limit.ts';
import { STAFF_ROLES, type StaffRole } from '../../commerce/people/team.ts';
import { text, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmountOrZero } from '../understand/amounts.ts';
import { fold } from '../understand/words.ts';
import { screen, stack, toMenu } from './say.ts';
import { pickRole, readTeam } from './staff.ts';
import { refusedText, roleValue, toStaff } from './staff-say.ts';
import { withPin } from './with-pin.ts';

const NO_LIMIT = /^(?:tanpa batas|tidak ada|bebas|no limit|none|unlimited)$/;

export async function staffLimits(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const team = await readTeam(chat, app);
  if (!team) return;
  const { limits } = team;
  const about = stack([text('staff-limits'), ...STAFF_ROLES.map((role) => limitText(role, limits))]);
  await chat.say(screen([about]));
  const role = await pickRole(chat, 'role', text('staff-ask-limit-role'), STAFF_ROLES);
  const question = text(role === 'owner' ? 'staff-ask-limit-owner' : 'staff-ask-limit', { role: roleValue(role) });
  const { amountIdr } = await chat.ask('amount', screen([question]), readLimit);
  const done = await withPin(chat, app, 'set', (key) => app.setRefundLimit(chat.actor, key, { role, amountIdr }));
  if (!done) return;
  const said = done.ok ? limitText(role, { ...limits, [role]: amountIdr }) : refusedText(done);
  await chat.say(screen([...(done.ok ? [text('staff-limit-set')] : []), said], [toStaff, toMenu]));
}

function limitText(role: StaffRole, limits: RefundLimits): Text {
  const limitIdr = limits[role];
  const of = role === 'owner' ? 'owner' : 'role';
  const key = limitIdr === null ? `${of}-none` : limitIdr === 0 ? `${of}-zero` : of;
  return text(`staff-limit-${key}`, { role: roleValue(role), limit: { money: limitIdr ?? 0 } });
}

function readLimit(words: string): Parsed<{ amountIdr: number | null }> {
  if (NO_LIMIT.test(fold(words))) return { ok: true, value: { amountIdr: null } };
  const amountIdr = readAmountOrZero(words);
  return amountIdr === null ? { ok: false, say: text('staff-limit-unclear') } : { ok: true, value: { amountIdr } };
}
