/** Makes a format of a group of suppliers: they differ in how a purchase travels, which the profile must agree with. */
import { ProfileError } from '../format.ts';
import type { AdapterFormat } from '../format.ts';
import { supplierProfileErrors } from './profile-errors.ts';
import type { SUPPLIER_GROUPS, SupplierProfile } from './profile.ts';
import { createWireSupplier } from './wire-supplier.ts';

export function supplierFormat({
  group,
  ...names
}: {
  apiFormat: string;
  summary: string;
  group: (typeof SUPPLIER_GROUPS)[number];
}): AdapterFormat<'supplier'> {
  return {
    ...names,
    integrationType: 'supplier',
    capabilities: ['balance', 'price_list', 'purchase', 'status', 'webhook'],
    profileErrors: (profile, declared) => supplierProfileErrors(profile, declared, group),
    build: (context) => {
      const problems = supplierProfileErrors(context.provider.profile, undefined, group);
      if (problems.length > 0) throw new ProfileError(problems);
      return createWireSupplier(context, context.provider.profile as SupplierProfile);
    },
  };
}
