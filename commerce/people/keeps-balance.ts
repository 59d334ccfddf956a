/**
 * Whether money of a person that fits no order simply becomes their balance. So it is for resellers, who shop from a
 * balance anyway; everybody else is asked.
 */
import type { Stores } from '../ports/stores/index.ts';

export async function keepsBalance(stores: Stores, personId: string | null): Promise<boolean> {
  const reseller = personId === null ? null : await stores.resellers.get(personId);
  return reseller?.state === 'active' || reseller?.state === 'suspended';
}
