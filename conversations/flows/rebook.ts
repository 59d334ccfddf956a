/** Other nights for a booking that is not paid: which dates, what they cost, are you sure. Money moves nowhere here. */
import type { Commerce, OrderView, Refusal } from '../../commerce/app.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, Parsed, TalkChat } from '../port.ts';
import { isNo, isYes, readOrderCode } from '../understand/words.ts';
import { canChangeDates, orderLine } from './order-screen.ts';
import { refusalText } from './refusals.ts';
import { askNights, readWish, type StayWish } from './rooms-questions.ts';
import { screen, stack, toHuman, toMenu, toOrder } from './say.ts';

/** How often other dates may be tried before a human is offered. */
const MAX_ROUNDS = 8;
const MAX_OFFERED = 8;

export async function changeDates(chat: TalkChat, app: Commerce, args: { code?: string } | null): Promise<FlowEnd> {
  const code = args?.code ?? (await whichOrder(chat, app));
  const booked = code === null ? null : await chat.read('booked', async () => brief(await app.order(chat.actor, code)));
  if (code === null || !booked) return chat.say(screen([text('rebook-none')], [toMenu]));
  const { date: today } = await chat.read('today', () => app.today(chat.actor));
  let why: Text[] = [text('rebook-hello', { code, ...datesOf(booked) })];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const answer = await oneRound(chat, app, { code, booked, today, round, why });
    if (answer === 'done') return;
    why = answer;
  }
  await chat.say(screen([text('rebook-many-tries')], [toOrder(code), toHuman, toMenu]));
}

interface Booked {
  room: string;
  checkIn: string;
  checkOut: string;
}

interface Round {
  code: string;
  booked: Booked;
  today: string;
  round: number;
  why: Text[];
}

const datesOf = ({ checkIn, checkOut }: { checkIn: string; checkOut: string }) => ({
  checkIn: { date: checkIn },
  checkOut: { date: checkOut },
});

/** Done, or what has to be said above the next question. */
async function oneRound(chat: TalkChat, app: Commerce, round: Round): Promise<'done' | Text[]> {
  const { code, booked, today, round: n } = round;
  const wish = await chat.ask(`dates:${n}`, screen(round.why), (words): Parsed<StayWish> => readWish(words, today));
  const checkOut = wish.checkOut ?? (await askNights(chat, n, wish.checkIn));
  const dates = { code, checkIn: wish.checkIn, checkOut };
  const quote = await chat.read(`quote:${n}`, () => app.quoteDates(chat.actor, dates));
  if (!quote.ok) return refused(chat, quote, code);
  const { totalIdr, beforeIdr, nights } = quote;
  const question = text('rebook-ask', {
    room: booked.room,
    ...datesOf(dates),
    nights,
    total: { money: totalIdr },
    before: { money: beforeIdr },
  });
  if ((await chat.choose(`sure:${n}`, screen([question]), SURE, readSure)) === 'no') {
    await chat.say(screen([text('rebook-kept')], [toOrder(code), toMenu]));
    return 'done';
  }
  const changed = await chat.once(`change:${n}`, (key) =>
    app.changeDates(chat.actor, key, { ...dates, expectedTotalIdr: totalIdr }),
  );
  // That the dates are changed is said in the transaction that does it, so it stands above the new QR.
  return changed.ok ? 'done' : refused(chat, changed, code);
}

const SURE: Choice[] = [
  { id: 'yes', label: text('rebook-yes') },
  { id: 'no', label: text('rebook-no') },
];

function readSure(words: string): Parsed<string> {
  if (isYes(words)) return { ok: true, value: 'yes' };
  if (isNo(words)) return { ok: true, value: 'no' };
  return { ok: false, say: text('checkout-yes-or-no') };
}

/** Other dates may help, or nothing will. */
async function refused(chat: TalkChat, refusal: Refusal, code: string): Promise<'done' | Text[]> {
  const why = refusalText({ ...refusal, detail: { code, ...refusal.detail } }, 'rebook');
  if (['sold_out', 'bad_dates', 'too_many_nights', 'same_dates', 'price_changed'].includes(refusal.reason))
    return [why];
  await chat.say(screen([why], [toOrder(code), toHuman, toMenu]));
  return 'done';
}

function brief(order: OrderView | null): Booked | null {
  const line = order && canChangeDates(order) ? order.lines.find((row) => row.kind === 'room_night') : null;
  if (!line?.checkIn || !line.checkOut) return null;
  return { room: line.name, checkIn: line.checkIn, checkOut: line.checkOut };
}

/** The only one, the one that is chosen, or null when there is none. */
async function whichOrder(chat: TalkChat, app: Commerce): Promise<string | null> {
  const open = await chat.read('open', async () => {
    const mine = await app.myOrders(chat.actor, { limit: MAX_OFFERED, offset: 0 });
    return mine.filter(canChangeDates).map((order) => ({ code: order.code, line: orderLine(order) }));
  });
  if (open.length < 2) return open[0]?.code ?? null;
  const options = open.map(({ code }) => ({ id: code, label: text('orders-button-order', { code }) }));
  const question = screen([text('rebook-which'), stack(open.map(({ line }) => line))]);
  return chat.choose('which', question, options, (words) => {
    const code = readOrderCode(words);
    return code ? { ok: true, value: code } : { ok: false, say: text('rebook-which-unclear') };
  });
}
