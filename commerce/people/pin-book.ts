/** Where a PIN is kept. A reseller's opens the balance, a member of staff's opens dangerous acts; the rules are the same. */
import type { Stores } from '../ports/stores/index.ts';
import type { Reseller } from './reseller.ts';
import type { StaffPin } from './team.ts';

export type PinState = Pick<Reseller & StaffPin, 'pinHash' | 'pinFailures' | 'pinLockedUntil' | 'pinOkAt' | 'version'>;
export type PinPatch = Partial<Omit<PinState, 'version'>>;

export interface PinBook {
  /** Part of what is hashed: the same digits are two PINs. */
  purpose: string;
  /** Null: this person has nothing a PIN could open. */
  get(stores: Stores, personId: string): Promise<PinState | null>;
  /** Compare and set on version. */
  update(stores: Stores, personId: string, version: number, patch: PinPatch): Promise<boolean>;
}

export const resellerPins: PinBook = {
  purpose: 'pin',
  get: (stores, personId) => stores.resellers.get(personId),
  update: (stores, personId, version, patch) => stores.resellers.update(personId, version, patch),
};

export const staffPins: PinBook = {
  purpose: 'staff_pin',
  get: (stores, personId) => stores.team.pin(personId),
  update: (stores, personId, version, patch) => stores.team.updatePin(personId, version, patch),
};

export const NO_PIN = { pinHash: null, pinFailures: 0, pinLockedUntil: null, pinOkAt: null } as const;
