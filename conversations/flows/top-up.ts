/** "Isi saldo 100rb": how much, by which way of paying, and the order. Its QR comes as a notice like any other. */
import type { Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { readAmount } from '../understand/amounts.ts';
import { toBalance } from './balance.ts';
import { chooseWay, opened, readWays, viaOf } from './pay-ways.ts';
import { refusalText } from './refusals.ts';
import { toJoin } from './reseller-join.ts';
import { screen, toMenu, toOrders } from './say.ts';

export async function topUp(chat: TalkChat, app: Commerce, args: { words?: string } | null): Promise<FlowEnd> {
  const known = await chat.read('known', async () => {
    const answer = await app.balance(chat.actor);
    return answer.ok && answer.balance.reseller?.state === 'active' ? answer.balance.topUp : null;
  });
  if (!known) return chat.say(screen([text('topup-not-reseller')], [toJoin, toMenu]));
  const said = readAmount(args?.words ?? '');
  const limits = { min: { money: known.minIdr }, max: { money: known.maxIdr } };
  const amountIdr = said.ok ? said.amountIdr : await chat.ask('amount', screen([text('topup-ask', limits)]), readTopUp);
  const ways = await readWays(chat, app, 'topup', amountIdr);
  const chosen = await chooseWay(chat, ways, 'topup', text('topup-how', { amount: { money: amountIdr } }));
  const via = await viaOf(chat, ways, chosen, 'topup');
  const placed = await chat.once('place', async (key) => {
    const items = [{ kind: 'topup' as const, amountIdr }];
    const answer = await app.placeOrder(chat.actor, key, { chatId: chat.chatId, items, ...(await opened(via)) });
    return answer.ok ? { ok: true as const } : answer;
  });
  // The order itself says that it is noted, in its own transaction: from here the message could come after the QR.
  if (placed.ok) return;
  const nextSteps = placed.reason === 'too_many_open' ? [toOrders, toMenu] : [toBalance, toMenu];
  await chat.say(screen([refusalText(placed, 'help')], nextSteps));
}

function readTopUp(words: string): Parsed<number> {
  const reading = readAmount(words);
  return reading.ok ? { ok: true, value: reading.amountIdr } : { ok: false, say: text('topup-unclear') };
}
