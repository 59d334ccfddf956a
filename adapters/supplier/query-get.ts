/**
 * Suppliers that take a purchase as a GET with the credentials in its address and answer in a sentence. The address is
 * a credential: it is masked wherever it is written down. Their reports come by GET and prove nothing.
 */
import { supplierFormat } from './supplier-format.ts';

export const queryGet = supplierFormat({
  apiFormat: 'query_get',
  summary: 'Prepaid goods from a supplier that is asked by GET and answers in plain sentences',
  group: 'query_get',
});
