/** How an order at the checkout is paid: from the balance where it covers the total, else by a way the shop has mapped. */
import type { Commerce, Quote } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { chooseWay, wayName } from './pay-ways.ts';

/** Money somebody may spend here; null for whoever has none and no account. */
export interface Purse {
  spendableIdr: number;
  hasPin: boolean;
}

export type PayChoice = { payWith: 'balance' } | { payVia: string } | object;

export const readPurse = (chat: TalkChat, app: Commerce, round: number): Promise<Purse | null> =>
  chat.read(`purse:${round}`, async () => {
    const answer = await app.balance(chat.actor);
    if (!answer.ok || answer.balance.reseller?.state === 'suspended') return null;
    const { spendableIdr, reseller } = answer.balance;
    if (spendableIdr === 0 && reseller?.state !== 'active') return null;
    return { spendableIdr, hasPin: reseller?.hasPin ?? false };
  });

export const payOptions = ({ spendableIdr }: Purse): Choice[] => [
  { id: 'balance', label: text('checkout-button-balance', { left: { money: spendableIdr } }) },
  { id: 'yes', label: text('checkout-button-gateway', { how: { text: wayName('payment.qris') } }) },
];

export const shortText = ({ spendableIdr }: Purse, totalIdr: number): Text =>
  text('checkout-balance-short', {
    available: { money: spendableIdr },
    missing: { money: totalIdr - spendableIdr },
  });

export async function wayOf(
  chat: TalkChat,
  app: Commerce,
  answer: string,
  quote: Quote,
  round: number,
): Promise<PayChoice> {
  if (answer === 'balance') return { payWith: 'balance' };
  const way = await chooseWay(chat, app, `${round}`, text('checkout-total', { total: { money: quote.totalIdr } }));
  return way === null ? {} : { payVia: way };
}
