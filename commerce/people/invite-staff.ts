/**
 * The owner invites somebody to a role by a link that works once, within a day. The link goes into the owner's chat in
 * the transaction that makes it, sealed as goods are, and is kept nowhere else: neither an answer that is remembered nor
 * a log has it, and the row has only its fingerprint.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { inviteScreens } from '../notices/team.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { demandPin } from './danger.ts';
import type { Actor } from './model.ts';
import { requireLastingRight } from './rights.ts';
import { isStaffRole, type StaffRole } from './team.ts';

/** What a link or a message begins with that carries an invitation. */
const INVITE_PREFIX = 's_';
const VALID_MS = 24 * 3_600_000;
const KEPT_MS = 30 * VALID_MS;
const MAX_OPEN = 20;
const PURPOSE = 'staff_invite';

/** Settings rows: what a channel is called outside, written by who runs the channel. */
export const TELEGRAM_NAME = 'channel.telegram.name';
export const WHATSAPP_NUMBER = 'channel.whatsapp.number';

export const inviteRef = (core: Core, token: string): string => core.vault.fingerprint(PURPOSE, token);

export interface InviteLink {
  channel: 'telegram' | 'whatsapp' | 'web';
  url: string;
}

/** Refuses with `too_many_open` where many wait to be used. */
export function inviteStaff(
  core: Core,
  actor: Actor,
  key: string,
  { role }: { role: StaffRole },
): Promise<Answer<{ inviteId: string }>> {
  return idempotent(core, actor, 'staff.invite', key, { role }, async (stores) => {
    await stores.admin.settings.lockShop();
    await requireLastingRight(stores, actor, 'inviteStaff');
    const { personId, chatId } = actor;
    // Only in a chat is there somewhere to say the link, and somebody who asked.
    if (personId === null || chatId === null) throw new Refused('not_allowed');
    if (!isStaffRole(role)) throw new Refused('bad_input', { field: 'role' });
    await demandPin(core, stores, actor);
    const now = core.clock.now();
    await stores.team.forgetInvites(now - KEPT_MS);
    if ((await stores.team.openInvites(now, MAX_OPEN)).length === MAX_OPEN)
      throw new Refused('wrong_state', { kind: 'many_invites' });
    const token = core.ids.token();
    const invite = {
      id: core.ids.uuid(),
      fingerprint: inviteRef(core, token),
      role,
      invitedBy: personId,
      createdAt: now,
      expiresAt: now + VALID_MS,
      usedAt: null,
      usedBy: null,
      revokedAt: null,
    };
    await stores.team.addInvite(invite);
    await audit(core, stores, actor, 'staff.invited', `staff_invites:${invite.id}`, role);
    const screens = inviteScreens(role, invite.expiresAt, await linksOf(core, stores, token));
    await stores.outgoing.append(
      screens.map((screen, at) => ({ chatId, screen, dedupeKey: `staff-invite:${invite.id}:${at}` })),
      now,
    );
    return { ok: true as const, inviteId: invite.id };
  });
}

/** One for each channel the shop can be reached by. */
async function linksOf(core: Core, stores: Stores, token: string): Promise<InviteLink[]> {
  const payload = `${INVITE_PREFIX}${token}`;
  const telegram = await stores.admin.settings.get(TELEGRAM_NAME);
  const whatsapp = await stores.admin.settings.get(WHATSAPP_NUMBER);
  return [
    ...(telegram ? [{ channel: 'telegram' as const, url: `https://t.me/${telegram}?start=${payload}` }] : []),
    ...(whatsapp
      ? [
          {
            channel: 'whatsapp' as const,
            url: `https://wa.me/${whatsapp}?text=${encodeURIComponent(`/start ${payload}`)}`,
          },
        ]
      : []),
    { channel: 'web', url: `${core.publicUrl}/?start=${payload}` },
  ];
}

export function revokeInvite(
  core: Core,
  actor: Actor,
  key: string,
  { inviteId }: { inviteId: string },
): Promise<Answer<object>> {
  return idempotent(core, actor, 'staff.invite_revoke', key, { inviteId }, async (stores) => {
    await requireLastingRight(stores, actor, 'revokeInvite');
    const invite = await stores.team.invite(inviteId);
    if (!invite) throw new Refused('not_found', { what: 'invite' });
    if (!(await stores.team.revokeInvite(inviteId, core.clock.now())))
      throw new Refused('wrong_state', { kind: invite.usedAt === null ? 'invite_gone' : 'invite_used' });
    await audit(core, stores, actor, 'staff.invite_revoked', `staff_invites:${inviteId}`, invite.role);
    return { ok: true as const };
  });
}
