/** What a button under an order does at once: ask the gateway, make a new payment, send the goods again. */
import type { Answer, Commerce } from '../../commerce/app.ts';
import type { PaymentState } from '../../commerce/payment/model.ts';
import { howOf } from '../../commerce/notices/pay-how.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { canRenew } from './order-screen.ts';
import { chooseWay, opened, readWays, viaOf } from './pay-ways.ts';
import { refusalText } from './refusals.ts';
import { screen, toHuman, toMenu, toOrder } from './say.ts';

type Args = { code: string };

export async function checkPayment(chat: TalkChat, app: Commerce, { code }: Args): Promise<FlowEnd> {
  const answer = await chat.once('check', () => app.checkPayment(chat.actor, code));
  if (!answer.ok) return chat.say(refusedScreen(answer, code));
  const again: Choice[] = answer.state === 'pending' || answer.state === 'challenge' ? [checkAgain(code)] : [];
  const renew: Choice[] = ENDED.includes(answer.state)
    ? [{ id: action.renewPayment(code), label: text('orders-button-renew', { how: howOf(answer) }) }]
    : [];
  const how = howOf(answer);
  await chat.say(screen([text(`orders-check-${answer.state}`, { code, how })], [...again, ...renew, toOrder(code)]));
}

const ENDED: readonly PaymentState[] = ['expired', 'failed'];
const checkAgain = (code: string): Choice => ({ id: action.checkPayment(code), label: text('orders-button-check') });

export async function renewPayment(chat: TalkChat, app: Commerce, { code }: Args): Promise<FlowEnd> {
  const due = await chat.read('due', async () => {
    const order = await app.order(chat.actor, code);
    return order && canRenew(order) ? order.totalIdr : null;
  });
  const ways = due === null ? [] : await readWays(chat, app, 'renew', due);
  const [only, ...more] = ways;
  const question = text('pay-via-ask', { total: { money: due ?? 0 } });
  // The only way is taken as it is, unless its wallet has to know whom to ask.
  const chosen =
    more.length > 0 ? await chooseWay(chat, ways, 'renew', question) : only?.asksPhone ? only.feature : null;
  const via = await viaOf(chat, ways, chosen, 'renew');
  const answer = await chat.once('renew', async (key) => app.renewPayment(chat.actor, key, code, await opened(via)));
  // That a new QR comes is said in the transaction that begins it: from here the message could stand below that QR.
  if (!answer.ok) await chat.say(refusedScreen(answer, code));
}

export async function resendGoods(chat: TalkChat, app: Commerce, { code }: Args): Promise<FlowEnd> {
  const answer = await chat.once('resend', (key) => app.resendGoods(chat.actor, key, code));
  if (!answer.ok) return chat.say(refusedScreen(answer, code));
  if (answer.elsewhere) return chat.say(screen([text('orders-resent-elsewhere', { code })], [toOrder(code), toMenu]));
  // The goods themselves are the answer, and stand in the chat already.
  if (answer.sent === 0) await chat.say(screen([text('orders-nothing-to-resend', { code })], [toOrder(code), toHuman]));
}

const refusedScreen = (answer: Exclude<Answer<object>, { ok: true }>, code: string) =>
  screen([refusalText({ ...answer, detail: { code, ...answer.detail } }, 'orders')], [toOrder(code), toHuman, toMenu]);
