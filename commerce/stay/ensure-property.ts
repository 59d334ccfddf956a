/** The property of an environment: the first one there is, or a new one. */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { DEFAULT_ZONE } from './local-time.ts';
import type { Property } from './model.ts';

type Facts = Partial<Pick<Property, 'name' | 'zone' | 'checkInTime' | 'checkOutTime' | 'addressText'>>;

export async function ensureProperty(
  core: Core,
  stores: Stores,
  environment: Environment,
  facts: Facts = {},
): Promise<Property> {
  await stores.admin.settings.lockShop();
  const [existing] = await stores.stays.properties(environment);
  if (existing) return existing;
  const business = await stores.stays.firstBusiness();
  if (!business) throw new Refused('not_found', { what: 'business' });
  const property: Property = {
    id: core.ids.uuid(),
    businessId: business.id,
    environment,
    name: facts.name ?? business.name,
    zone: facts.zone ?? DEFAULT_ZONE,
    checkInTime: facts.checkInTime ?? '14:00',
    checkOutTime: facts.checkOutTime ?? '12:00',
    addressText: facts.addressText ?? '',
  };
  await stores.stays.insertProperty(property);
  return property;
}
