/** Invitations to the staff and their PINs. */
import type { StaffInvite } from '../../../commerce/people/team.ts';
import type { StaffPinPatch, TeamStore } from '../../../commerce/ports/stores/team.ts';
import { by, orNull, patchOf, type MakeStore } from './support.ts';

const PATCHED: readonly (keyof StaffPinPatch)[] = ['pinHash', 'pinFailures', 'pinLockedUntil', 'pinOkAt'];

const isOpen = ({ usedAt, revokedAt, expiresAt }: StaffInvite, now: number): boolean =>
  usedAt === null && revokedAt === null && expiresAt > now;

export const createTeamStore: MakeStore<TeamStore> = ({ staffInvites, staffPins }) => {
  const change = (id: string, now: number, patch: Partial<StaffInvite>): boolean => {
    const invite = staffInvites.get(id);
    return invite !== undefined && isOpen(invite, now) && staffInvites.update(id, patch);
  };
  return {
    async addInvite(invite) {
      staffInvites.insert(invite);
    },
    invite: async (id) => orNull(staffInvites.get(id)),
    inviteBy: async (fingerprint) => orNull(staffInvites.by('fingerprint', fingerprint)),
    openInvites: async (now, limit) =>
      staffInvites
        .all()
        .filter((invite) => isOpen(invite, now))
        .sort(
          by(
            (invite) => invite.createdAt,
            (invite) => invite.id,
          ),
        )
        .slice(0, limit),
    useInvite: async (id, personId, now) => change(id, now, { usedAt: now, usedBy: personId }),
    revokeInvite: async (id, now) => change(id, now, { revokedAt: now }),
    async revokeInvitesOf(personId, now) {
      const own = staffInvites.all().filter(({ invitedBy }) => invitedBy === personId);
      return own.filter(({ id }) => change(id, now, { revokedAt: now })).length;
    },
    async forgetInvites(before) {
      for (const { id, expiresAt } of staffInvites.all()) if (expiresAt < before) staffInvites.remove(id);
    },
    pin: async (personId) => orNull(staffPins.get(personId)),
    addPin: async (pin) => staffPins.insertUnless(pin),
    async updatePin(personId, expectedVersion, patch) {
      if (staffPins.get(personId)?.version !== expectedVersion) return false;
      return staffPins.update(personId, { ...patchOf(patch, PATCHED), version: expectedVersion + 1 });
    },
  };
};
