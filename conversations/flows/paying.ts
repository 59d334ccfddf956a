/** How an order at the checkout is paid: from the balance where it covers the total, else by a way the shop has mapped. */
import type { Commerce, Quote } from '../../commerce/app.ts';
import { howOf, type PayHow } from '../../commerce/notices/pay-how.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { chooseWay, viaOf, wayName, type PayVia } from './pay-ways.ts';
import type { PayWay } from '../../commerce/payment/methods.ts';

/** Money somebody may spend here; null for whoever has none and no account. */
export interface Purse {
  spendableIdr: number;
  hasPin: boolean;
}

export type PayChoice = { payWith: 'balance' } | PayVia;

export const readPurse = (chat: TalkChat, app: Commerce, round: number): Promise<Purse | null> =>
  chat.read(`purse:${round}`, async () => {
    const answer = await app.balance(chat.actor);
    if (!answer.ok || answer.balance.reseller?.state === 'suspended') return null;
    const { spendableIdr, reseller } = answer.balance;
    if (spendableIdr === 0 && reseller?.state !== 'active') return null;
    return { spendableIdr, hasPin: reseller?.hasPin ?? false };
  });

export const payOptions = ({ spendableIdr }: Purse, ways: readonly PayWay[]): Choice[] => [
  { id: 'balance', label: text('checkout-button-balance', { left: { money: spendableIdr } }) },
  { id: 'yes', label: text('checkout-button-gateway', { how: { text: howText(ways) } }) },
];

/** The one way there is, or that there are several. */
const howText = ([only, ...more]: readonly PayWay[]): Text =>
  only && more.length === 0 ? wayName(only) : text(only ? 'pay-via-choice' : 'pay-via-qr');

/** What comes after "yes", as the messages tell it: a QR, a number, a link, or a choice of them. */
export const nextHow = ([only, ...more]: readonly PayWay[]): PayHow | 'choice' =>
  more.length > 0 ? 'choice' : howOf(only ?? { format: 'qris_dynamic' });

export const shortText = ({ spendableIdr }: Purse, totalIdr: number): Text =>
  text('checkout-balance-short', {
    available: { money: spendableIdr },
    missing: { money: totalIdr - spendableIdr },
  });

export async function wayOf(
  chat: TalkChat,
  answer: string,
  quote: Quote,
  ways: PayWay[],
  round: number,
): Promise<PayChoice> {
  if (answer === 'balance') return { payWith: 'balance' };
  const way = await chooseWay(chat, ways, `${round}`, text('pay-via-ask', { total: { money: quote.totalIdr } }));
  return viaOf(chat, ways, way, `${round}`);
}
