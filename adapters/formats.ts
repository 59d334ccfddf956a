/** Every format there is. Adding one is a line here; a test fails when a format file is not listed. */
import { deploymentFormats } from './deployment/formats.ts';
import { doorLockFormats } from './door_lock/formats.ts';
import type { AdapterFormat } from './format.ts';
import { paymentFormats } from './payment/formats.ts';
import { supplierFormats } from './supplier/formats.ts';

export const formats: readonly AdapterFormat[] = [
  ...paymentFormats,
  ...supplierFormats,
  ...doorLockFormats,
  ...deploymentFormats,
];
