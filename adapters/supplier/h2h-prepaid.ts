/** Suppliers that take a purchase as one signed POST with a JSON body. */
import { supplierFormat } from './supplier-format.ts';

export const h2hPrepaid = supplierFormat({
  apiFormat: 'h2h_prepaid',
  summary: 'Prepaid goods from a supplier that answers one signed POST per question',
  group: 'json_signed_post',
});
