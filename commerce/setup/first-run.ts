/** Rows a shop cannot be without: the business and its default price rules. Safe to run at every start. */
import { PLAIN_TERMS } from '../catalogue/model.ts';
import type { Core } from '../core.ts';
import type { Business } from '../stay/model.ts';

export async function ensureBusiness(core: Core, name: string): Promise<Business> {
  const known = await core.uow.read.stays.firstBusiness();
  if (known) return known;
  return core.uow.run('setup.business', async (stores) => {
    await stores.admin.settings.lockShop();
    const raced = await stores.stays.firstBusiness();
    if (raced) return raced;
    const business: Business = { id: core.ids.uuid(), name, address: 'guest' };
    await stores.stays.insertBusiness(business);
    const markups = { retail: core.settings.markupRetailIdr, reseller: core.settings.markupResellerIdr };
    for (const [tier, amountIdr] of Object.entries(markups)) {
      await stores.catalogue.setPriceRule({
        id: core.ids.uuid(),
        businessId: business.id,
        tier,
        scope: 'all',
        scopeValue: '',
        kind: 'markup',
        amountIdr,
        ...PLAIN_TERMS,
      });
    }
    return business;
  });
}
