/**
 * The payer goes to the gateway's own page. Either the gateway answers with its address, or the address is built from a
 * template and no call is made; then the payment exists at the gateway only once the payer has opened it.
 */
import type { PaymentBehaviour } from './behaviour.ts';

export const redirectFlow: PaymentBehaviour = {
  apiFormat: 'redirect_flow',
  summary: 'A link to the gateway’s own payment page',
  setupProblem: (profile, method) => {
    if (method.code === undefined) return method.link === undefined ? 'needs a link or the vendor’s code' : null;
    return profile.operations.create?.out.payUrl === undefined ? 'needs create.out.payUrl' : null;
  },
  incomplete: ({ payUrl }) => (payUrl !== null && isWebAddress(payUrl) ? null : 'the answer has no link'),
};

export function isWebAddress(text: string): boolean {
  const scheme = URL.canParse(text) ? new URL(text).protocol : '';
  return scheme === 'https:' || scheme === 'http:';
}
