/**
 * What somebody ordered: a day in numbers and lines, and the orders to one destination. Only ever their own; days are
 * those of Jakarta, where resellers and suppliers count them.
 */
import type { Answer, OrderView } from '../app.ts';
import { plainText, readPhone } from '../catalogue/phone.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays, DEFAULT_ZONE, instantOf, isDate, localDate } from '../stay/local-time.ts';
import type { Order, OrderState } from './model.ts';
import { viewOrder } from './view.ts';

export interface DayReport {
  day: string;
  totals: { state: OrderState; count: number; totalIdr: number }[];
  /** Newest first. */
  orders: OrderView[];
}

export interface DayQuery {
  /** `YYYY-MM-DD`; today when left out. */
  day?: string;
  states?: readonly OrderState[];
  limit: number;
  offset: number;
}

const MAX_PAGE = 20;
/** Shorter ones are no destination of anything; longer ones are not looked for. */
const MIN_DESTINATION = 4;
const MAX_DESTINATION = 200;

export async function dayReport(core: Core, actor: Actor, query: DayQuery): Promise<Answer<{ report: DayReport }>> {
  return answering(async () => {
    const { personId, environment } = actor;
    if (personId === null) throw new Refused('not_allowed');
    const day = query.day ?? localDate(core.clock.now(), DEFAULT_ZONE);
    if (!isDate(day)) throw new Refused('bad_dates');
    const from = instantOf(day, '00:00', DEFAULT_ZONE);
    const to = instantOf(addDays(day, 1), '00:00', DEFAULT_ZONE);
    const stores = core.uow.read;
    const totals = await stores.orders.totalsOfPerson(personId, environment, from, to);
    const page = { states: query.states, limit: Math.min(query.limit, MAX_PAGE), offset: query.offset };
    const orders = await stores.orders.ofPersonBetween(personId, environment, from, to, page);
    return { ok: true as const, report: { day, totals, orders: await views(core, orders) } };
  });
}

/** The person's newest orders to a destination, however its digits are grouped. */
export async function ordersTo(core: Core, actor: Actor, typed: string, limit: number): Promise<OrderView[]> {
  const { personId, environment } = actor;
  if (personId === null) return [];
  const { orders } = core.uow.read;
  for (const destination of spellings(typed)) {
    const found = await orders.toDestination(personId, environment, destination, { limit: Math.min(limit, MAX_PAGE) });
    if (found.length > 0) return views(core, found);
  }
  return [];
}

/** As suppliers are sent it: a phone number in national form, digits without anything between, or the very words. */
function spellings(typed: string): string[] {
  const phone = readPhone(typed);
  const plain = plainText(typed);
  const all = [phone.ok ? phone.national : '', plain, plain.replaceAll(/\D/g, '')];
  return [...new Set(all)].filter((word) => word.length >= MIN_DESTINATION && word.length <= MAX_DESTINATION);
}

async function views(core: Core, orders: readonly Order[]): Promise<OrderView[]> {
  const seen: OrderView[] = [];
  for (const order of orders) seen.push(await viewOrder(core, core.uow.read, order));
  return seen;
}
