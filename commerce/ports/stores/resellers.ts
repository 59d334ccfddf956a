/** Who keeps a balance with the shop, and on which terms. */
import type { Environment } from '../../environment.ts';
import type { Reseller, ResellerState } from '../../people/reseller.ts';

export type ResellerPatch = Partial<Omit<Reseller, 'personId' | 'version'>>;

export interface ResellerStore {
  /** False when the person has a row already. */
  insert(reseller: Reseller): Promise<boolean>;
  get(personId: string): Promise<Reseller | null>;
  /** Compare and set on version; false when another writer was first. */
  update(personId: string, expectedVersion: number, patch: ResellerPatch): Promise<boolean>;
  /** Those in a state, longest waiting first. */
  list(environment: Environment, state: ResellerState, limit: number): Promise<Reseller[]>;
}
