/**
 * Suppliers that take a purchase as a signed form. Some know no reference of ours: then a lost answer can neither be
 * sent again nor looked up, which the profile says by `idempotentSubmit: false` and `statusMode: list_match`.
 */
import { supplierFormat } from './supplier-format.ts';

export const formSignedPost = supplierFormat({
  apiFormat: 'form_signed_post',
  summary: 'Prepaid goods from a supplier that takes each question as a signed form',
  group: 'form_signed_post',
});
