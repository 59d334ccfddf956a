/** Cancelling an order: which one, are you sure, done. A paid stay's cancelling is asked of the owner, and said so. */
import type { Commerce, OrderView } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Screen } from '../../commerce/ports/screen.ts';
import { DialogEnded, type FlowEnd, type Parsed, type TalkChat } from '../port.ts';
import { isNo, isYes, readOrderCode } from '../understand/words.ts';
import { canCancel, orderLine } from './order-screen.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toHuman, toMenu, toOrder, toOrders } from './say.ts';

const MAX_OFFERED = 8;

export async function cancel(chat: TalkChat, app: Commerce, args: { code?: string } | null): Promise<FlowEnd> {
  const code = args?.code ?? (await which(chat, app));
  if (code === null) return chat.say(screen([text('orders-nothing-to-cancel')], [toOrders, toMenu]));
  const order = await chat.read('order', async () => brief(await app.order(chat.actor, code)));
  if (!order) return chat.say(screen([text('orders-refused-not_found', { code })], [toOrders, toHuman]));
  if (!order.cancellable) return chat.say(screen([text(whyNot(order), { code })], [toOrder(code), toHuman]));
  const question = screen([
    text(order.paid ? 'orders-cancel-ask-stay' : 'orders-cancel-ask', { code, name: order.name }),
  ]);
  const sure = await askSure(chat, question, order.paid ? REQUEST : CANCEL);
  if (sure === 'unclear')
    return chat.say(screen([text('orders-not-cancelled', { code })], [toCancel(code), toOrder(code)]));
  if (sure === 'no') return chat.say(screen([text('orders-kept', { code })], [toOrder(code), toMenu]));
  const done = await chat.once('cancel', (key) => app.cancelOrder(chat.actor, key, code));
  if (!done.ok) {
    const refusal = { ...done, detail: { code, ...done.detail } };
    return chat.say(screen([refusalText(refusal, 'orders')], [toOrder(code), toHuman]));
  }
  await chat.say(screen([text(`orders-cancel-${done.outcome}`, { code })], [toOrder(code), toMenu]));
}

const toCancel = (code: string): Choice => ({ id: action.cancelOrder(code), label: text('orders-button-cancel') });

const keep: Choice = { id: 'no', label: text('orders-button-cancel-no') };
const CANCEL: Choice[] = [{ id: 'yes', label: text('orders-button-cancel-yes') }, keep];
/** A paid stay is not cancelled here, only asked for. */
const REQUEST: Choice[] = [{ id: 'yes', label: text('orders-button-request-yes') }, keep];

/**
 * "batal" typed at this question ends it like any other, and may mean either answer: the order is kept, and the person
 * is told so instead of reading "cancelled".
 */
async function askSure(chat: TalkChat, question: Screen, options: Choice[]): Promise<string> {
  try {
    return await chat.choose('sure', question, options, readSure);
  } catch (error) {
    if (error instanceof DialogEnded && error.why === 'cancelled') return 'unclear';
    throw error;
  }
}

function readSure(words: string): Parsed<string> {
  if (isYes(words)) return { ok: true, value: 'yes' };
  return isNo(words) ? { ok: true, value: 'no' } : { ok: false, say: text('orders-cancel-yes-or-no') };
}

/** Null when there is nothing to cancel; asked only when there are several. */
async function which(chat: TalkChat, app: Commerce): Promise<string | null> {
  const open = await chat.read('mine', async () => {
    const mine = await app.myOrders(chat.actor, { limit: 2 * MAX_OFFERED, offset: 0 });
    const asked = mine.filter((order) => order.cancelRequested && order.state !== 'cancelled');
    const found = mine.filter(canCancel);
    // With nothing left to cancel, "batal" is about what was asked already: it is answered with where that stands.
    return (found.length > 0 ? found : asked.slice(0, 1))
      .slice(0, MAX_OFFERED)
      .map((order) => ({ code: order.code, line: orderLine(order) }));
  });
  if (open.length < 2) return open[0]?.code ?? null;
  const options = open.map(({ code }) => ({ id: code, label: text('orders-button-order', { code }) }));
  const question = screen([text('orders-cancel-which'), stack(open.map(({ line }) => line))]);
  return chat.choose('which', question, options, (words) => {
    const code = readOrderCode(words);
    return code ? { ok: true, value: code } : { ok: false, say: text('orders-cancel-which-unclear') };
  });
}

const brief = (order: OrderView | null) =>
  order && {
    name: order.lines[0]?.name ?? order.code,
    cancellable: canCancel(order),
    paid: order.state !== 'awaiting_payment',
    requested: order.cancelRequested,
    state: order.state,
  };

function whyNot({ requested, state }: NonNullable<ReturnType<typeof brief>>): string {
  if (requested) return 'orders-cancel-already-requested';
  return state === 'cancelled' || state === 'expired' ? 'orders-cancel-already' : 'orders-refused-wrong_state';
}
