/**
 * "Riwayat": what a person ordered on a day, in numbers and lines, narrowed to what worked, hangs or failed; and the
 * orders to one number. Every page says and ends: its buttons name the day and the part, so an old one still means it.
 */
import type { Commerce, OrderView } from '../../commerce/app.ts';
import type { OrderState } from '../../commerce/order/model.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { addDays } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { readPastDay } from '../understand/past-day.ts';
import { orderLine } from './order-screen.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu, toShop } from './say.ts';

/** The parts of a day somebody asks for, and the states in each. */
const PARTS = {
  all: undefined,
  done: ['completed'],
  open: ['paid', 'awaiting_payment'],
  failed: ['failed', 'cancelled', 'expired'],
} as const satisfies Record<string, readonly OrderState[] | undefined>;

type Part = keyof typeof PARTS;

export interface HistoryArgs {
  /** What a button carries: "2026-11-27.done.0". */
  at?: string;
  /** What was typed: a day ("kemarin"), or a number that was ordered for. Today when neither is there. */
  words?: string;
}

const PAGE_SIZE = 8;
const MAX_PAGES = 1_000;

export async function history(chat: TalkChat, app: Commerce, args: HistoryArgs | null): Promise<FlowEnd> {
  const today = (await app.today(chat.actor)).date;
  const [atDay, atPart, atPage] = args?.at?.split('.') ?? [];
  const day = readPastDay(atDay ?? args?.words ?? 'today', today);
  if (day === null) {
    const found = await findByNumber(chat, app, args?.words ?? '');
    return chat.say(found ?? screen([text('history-unclear')], [toToday, toMenu]));
  }
  const part = isPart(atPart) ? atPart : 'all';
  const page = Math.min(MAX_PAGES, Math.max(0, Math.trunc(Number(atPage ?? 0)) || 0));
  const asked = { day, states: PARTS[part], limit: PAGE_SIZE, offset: page * PAGE_SIZE };
  const answer = await app.dayReport(chat.actor, asked);
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'orders')], [toMenu]));
  const { totals, orders } = answer.report;
  const counted = { all: count(totals, 'all'), part: count(totals, part) };
  if (counted.all.count === 0) {
    return chat.say(screen([text('history-none', { date: { date: day } })], [toDay(addDays(day, -1)), toShop, toMenu]));
  }
  const lines = orders.length > 0 ? [stack(orders.map(historyLine))] : [text(`history-none-${part}`)];
  const more = (page + 1) * PAGE_SIZE < counted.part.count ? [toPart(day, part, page + 1)] : [];
  const choices = [...partButtons(day, part, totals), ...more, toDay(addDays(day, -1)), toMenu];
  await chat.say(screen([head(day, totals), ...lines, text('history-how')], choices));
}

const isPart = (part: string | undefined): part is Part => part !== undefined && Object.hasOwn(PARTS, part);

type Totals = { state: OrderState; count: number; totalIdr: number }[];

function count(totals: Totals, part: Part): { count: number; totalIdr: number } {
  const states: readonly OrderState[] | undefined = PARTS[part];
  const rows = states ? totals.filter(({ state }) => states.includes(state)) : totals;
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    totalIdr: rows.reduce((sum, row) => sum + row.totalIdr, 0),
  };
}

/** Only what was or will be delivered has cost anything. */
function head(day: string, totals: Totals): Text {
  const [done, open, failed] = [count(totals, 'done'), count(totals, 'open'), count(totals, 'failed')];
  return stack([
    text('history-day', { date: { date: day }, count: done.count + open.count + failed.count }),
    text('history-done', { count: done.count, total: { money: done.totalIdr } }),
    ...(open.count > 0 ? [text('history-open', { count: open.count, total: { money: open.totalIdr } })] : []),
    ...(failed.count > 0 ? [text('history-failed', { count: failed.count })] : []),
  ]);
}

const toToday: Choice = { id: action.history, label: text('history-button-today') };
const toDay = (day: string): Choice => ({
  id: action.historyOf(day, 'all', 0),
  label: text('history-button-day', { date: { date: day } }),
});
const toPart = (day: string, part: Part, page: number): Choice => ({
  id: action.historyOf(day, part, page),
  label: text(page > 0 ? 'history-button-more' : `history-button-${part}`),
});

/** The other parts that have anything in them. */
function partButtons(day: string, part: Part, totals: Totals): Choice[] {
  const parts: Part[] = ['done', 'open', 'failed'];
  const others = parts.filter((other) => other !== part && count(totals, other).count > 0);
  if (part === 'all' && others.length < 2) return [];
  return [...(part === 'all' ? [] : [toPart(day, 'all', 0)]), ...others.map((other) => toPart(day, other, 0))];
}

/** With the number it went to: that is how a reseller's own customers ask for it. */
export function historyLine(order: OrderView): Text {
  const destination = order.lines[0]?.destination ?? null;
  if (destination === null) return orderLine(order);
  return text('history-line', { line: { text: orderLine(order) }, destination });
}

/** The person's orders to a number somebody asks about; null when there are none. */
export async function findByNumber(chat: TalkChat, app: Commerce, number: string) {
  const found = await app.ordersTo(chat.actor, number, PAGE_SIZE);
  if (found.length === 0) return null;
  const choices = found.map(({ code }) => ({ id: action.order(code), label: text('orders-button-order', { code }) }));
  return screen([text('history-number', { number }), stack(found.map(historyLine))], [...choices, toMenu]);
}
