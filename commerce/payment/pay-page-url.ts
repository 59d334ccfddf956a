/** The address of our page for a payment. Keyed by the shop's own secret, so nobody guesses it and no row keeps it. */
import type { Core } from '../core.ts';
import type { Payment } from './model.ts';

export const PAY_PAGE = 'pay_page';

export const payPageUrl = (
  { publicUrl, vault }: Pick<Core, 'publicUrl' | 'vault'>,
  { id }: Pick<Payment, 'id'>,
): string => `${publicUrl}/pay/${id}.${vault.fingerprint(PAY_PAGE, id)}`;

/** Whether there is something on that page a chat or another page cannot show. */
export const needsPayPage = ({ format, deepLink, clientTokenSealed }: Payment): boolean =>
  format === 'direct_charge' || deepLink !== null || clientTokenSealed !== null;
