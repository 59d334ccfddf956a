/**
 * Paying a bill: the customer number, whose bill it is and what it comes to, and then the order like any other. Nothing
 * is paid before that is confirmed, and a number can be corrected as often as it takes.
 */
import type { Commerce, ProductView } from '../../commerce/app.ts';
import type { BillView } from '../../commerce/bill/ask-bill.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { checkout, type CheckoutEnd } from './checkout.ts';
import { askDestination } from './destination.ts';
import { screen, stack, toHuman, toMenu, toShop } from './say.ts';

const BACK: Choice = { id: 'back', label: text('shop-button-back') };
const MAX_NUMBERS = 5;

export type BillEnd = CheckoutEnd | 'back';

export async function bill(chat: TalkChat, app: Commerce, item: ProductView, card: Text[]): Promise<BillEnd> {
  let above = card;
  for (let round = 1; round <= MAX_NUMBERS; round += 1) {
    const given = await askDestination(chat, app, item, above, [BACK], `bill:${round}:`);
    if (given.kind === 'back') return 'back';
    if (given.kind === 'stuck') break;
    const { input: destination, display: number } = given;
    const asked = await chat.read(`bill:${round}`, () =>
      app.askBill(chat.actor, { chatId: chat.chatId, productId: item.id, destination }),
    );
    if (asked.kind === 'quoted') {
      const { quoteId: billQuoteId } = asked;
      return checkout(chat, app, {
        context: 'shop',
        items: [{ kind: 'product', productId: item.id, qty: 1, destination, billQuoteId }],
        summary: () => [summary(item, number, asked)],
      });
    }
    above = [text(`bill-${asked.kind}`, { name: item.name, number })];
  }
  await chat.say(screen([text('shop-destination-stuck', { name: item.name })], [toHuman, toShop, toMenu]));
  return 'closed';
}

function summary(item: ProductView, number: string, quote: Extract<BillView, { kind: 'quoted' }>): Text {
  const { maskedName: name, period, billIdr, feeIdr } = quote;
  return stack([
    text('bill-summary', { name: item.name, number }),
    text('bill-whose', { name: name || '-', period: period || '-' }),
    text('bill-amounts', { bill: { money: billIdr }, fee: { money: feeIdr } }),
  ]);
}
