/** Invitations to the staff and their PINs. */
import type { Kysely } from 'kysely';
import type { StaffInvite, StaffPin } from '../../commerce/people/team.ts';
import type { StaffPinPatch, TeamStore } from '../../commerce/ports/stores/team.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { insertRow, oneBy, updateBy } from './by-key.ts';
import type { StoreDeps } from './deps.ts';
import { changedOne } from './values.ts';

const PATCHED: readonly (keyof StaffPinPatch)[] = ['pinHash', 'pinFailures', 'pinLockedUntil', 'pinOkAt'];

export const createTeamStore = (db: Kysely<Database>, _deps: StoreDeps): TeamStore => ({
  ...inviteMethods(db),
  ...pinMethods(db),
});

type PinMethod = 'pin' | 'addPin' | 'updatePin';

function inviteMethods(db: Kysely<Database>): Omit<TeamStore, PinMethod> {
  const open = (now: number) =>
    db
      .updateTable('staff_invites')
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now);
  return {
    async addInvite(invite) {
      await insertRow(db, 'staff_invites', toRow(invite));
    },
    async invite(id) {
      const row = await oneBy(db, 'staff_invites', { id });
      return row ? fromRow<StaffInvite>(row) : null;
    },
    async inviteBy(fingerprint) {
      const row = await oneBy(db, 'staff_invites', { fingerprint });
      return row ? fromRow<StaffInvite>(row) : null;
    },
    async openInvites(now, limit) {
      const rows = await db
        .selectFrom('staff_invites')
        .selectAll()
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow<StaffInvite>(row));
    },
    useInvite: async (id, personId, now) =>
      changedOne(await open(now).set({ used_at: now, used_by: personId }).where('id', '=', id).executeTakeFirst()),
    revokeInvite: async (id, now) =>
      changedOne(await open(now).set({ revoked_at: now }).where('id', '=', id).executeTakeFirst()),
    async revokeInvitesOf(personId, now) {
      const { numUpdatedRows } = await open(now)
        .set({ revoked_at: now })
        .where('invited_by', '=', personId)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
    async forgetInvites(before) {
      await db.deleteFrom('staff_invites').where('expires_at', '<', before).execute();
    },
  };
}

function pinMethods(db: Kysely<Database>): Pick<TeamStore, PinMethod> {
  return {
    async pin(personId) {
      const row = await oneBy(db, 'staff_pins', { person_id: personId });
      return row ? fromRow<StaffPin>(row) : null;
    },
    addPin: (pin) => insertRow(db, 'staff_pins', toRow(pin), ['person_id']),
    updatePin: async (personId, expectedVersion, patch) =>
      (await updateBy(
        db,
        'staff_pins',
        { person_id: personId, version: expectedVersion },
        { ...patchRow(patch, PATCHED), version: expectedVersion + 1 },
      )) === 1,
  };
}
