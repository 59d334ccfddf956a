/**
 * A card, charged with a token the vendor's script made of it on a page of ours. Nothing is asked of the gateway before
 * there is a token; then the call that creates the payment is the charge itself. It may answer with an address where
 * the payer's bank wants to see them first.
 */
import type { CreatedPayment, CreatePaymentRequest } from '../../commerce/ports/payment-gateway.ts';
import type { PaymentBehaviour } from './behaviour.ts';
import { isWebAddress } from './redirect-flow.ts';

export const directCharge: PaymentBehaviour = {
  apiFormat: 'direct_charge',
  summary: 'A card charged with a token made on a page of ours',
  setupProblem: (profile, method) => {
    const { create, status } = profile.operations;
    if (method.code === undefined) return 'needs the vendor’s code';
    if (method.asks !== 'card') return 'needs asks: card';
    if (method.embed === undefined) return 'needs an embed';
    if (profile.embeds?.[method.embed]?.kind !== 'card_fields') return `no embed ${method.embed} of kind card_fields`;
    if (!create) return 'needs the operation create';
    return status ? null : 'needs the operation status';
  },
  incomplete: ({ payUrl }) => (payUrl === null || isWebAddress(payUrl) ? null : 'the answer has a link that is none'),
};

/** What there is before the card: a page to type it on, and the amount. */
export const uncharged = ({ amountIdr }: Pick<CreatePaymentRequest, 'amountIdr'>): CreatedPayment => ({
  gatewayTransactionId: null,
  paymentNumber: null,
  payUrl: null,
  payableIdr: amountIdr,
  feeIdr: 0,
  expiresAt: null,
});
