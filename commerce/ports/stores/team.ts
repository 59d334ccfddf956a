/** Invitations to the staff, and the PINs of those who work there. Who holds which role stands in the people store. */
import type { StaffInvite, StaffPin } from '../../people/team.ts';

export interface TeamStore {
  addInvite(invite: StaffInvite): Promise<void>;
  invite(id: string): Promise<StaffInvite | null>;
  inviteBy(fingerprint: string): Promise<StaffInvite | null>;
  /** Neither used, revoked nor run out; oldest first. */
  openInvites(now: number, limit: number): Promise<StaffInvite[]>;
  /** False unless it was open: of many who try one succeeds. */
  useInvite(id: string, personId: string, now: number): Promise<boolean>;
  /** False unless it was open. */
  revokeInvite(id: string, now: number): Promise<boolean>;
  /** Every open one of an inviter; how many. */
  revokeInvitesOf(personId: string, now: number): Promise<number>;
  /** Clears away what ended before an instant. */
  forgetInvites(before: number): Promise<void>;

  pin(personId: string): Promise<StaffPin | null>;
  /** False when the person has a row already. */
  addPin(pin: StaffPin): Promise<boolean>;
  /** Compare and set on version; false when another writer was first. */
  updatePin(personId: string, expectedVersion: number, patch: StaffPinPatch): Promise<boolean>;
}

export type StaffPinPatch = Partial<Omit<StaffPin, 'personId' | 'version'>>;
