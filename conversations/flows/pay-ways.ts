/** The ways of paying the shop has mapped, in words. A question only where there is a choice. */
import type { Commerce } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { TalkChat } from '../port.ts';
import { screen } from './say.ts';

const NAMED: readonly string[] = ['payment.qris', 'payment.va', 'payment.ewallet'];

export const wayName = (feature: string): Text =>
  NAMED.includes(feature)
    ? text(`pay-via-${feature.replace('.', '_')}`)
    : text('pay-via-other', { name: feature.replace(/^payment\./, '') });

/** The feature chosen; null = the QR, or nothing at all, which the order then says. */
export async function chooseWay(chat: TalkChat, app: Commerce, name: string, question: Text): Promise<string | null> {
  const ways = await chat.read(`ways:${name}`, () => app.paymentMethods(chat.actor));
  const [only] = ways;
  if (ways.length < 2) return only === undefined || only === 'payment.qris' ? null : only;
  const options = ways.map((way): Choice => ({ id: way, label: wayName(way) }));
  return chat.choose(`way:${name}`, screen([question]), options);
}
