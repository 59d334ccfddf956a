/** The owner's look at a day and the one before: what was ordered, by kind and state, in the actor's environment. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { OrderState } from '../order/model.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays, instantOf, isDate } from '../stay/local-time.ts';
import { today } from '../stay/search-rooms.ts';
import type { Span } from '../ports/stores/reports.ts';
import type { DailyReport, DaySales } from './model.ts';

const SOLD: readonly OrderState[] = ['completed', 'paid'];
/** What was sold first, what came to nothing last. */
const ORDER: readonly OrderState[] = [...SOLD, 'awaiting_payment', 'failed', 'cancelled', 'expired'];

export async function dailyReport(core: Core, actor: Actor): Promise<Answer<{ report: DailyReport }>> {
  return answering(async () => {
    const { span, ...days } = await reportDays(core, actor);
    const [day, dayBefore] = await Promise.all(
      [days.date, addDays(days.date, -1)].map((one) => salesOf(core, actor, one, span(one))),
    );
    if (!day || !dayBefore) throw new Error('a report has two days');
    return { ok: true as const, report: { day, dayBefore, at: core.clock.now(), zone: days.zone } };
  });
}

/** Which day is meant ('YYYY-MM-DD' of the property; today where none is named), for who may ask. Throws Refused. */
export async function reportDays(core: Core, actor: Actor, wanted?: string) {
  requireRight(actor, 'dailyReport');
  const now = await today(core, actor);
  const date = wanted ?? now.date;
  if (!isDate(date) || date > now.date) throw new Refused('bad_input');
  const midnight = (day: string) => instantOf(day, '00:00', now.zone);
  const span = (day: string): Span => ({ from: midnight(day), to: midnight(addDays(day, 1)) });
  return { date, zone: now.zone, span };
}

async function salesOf({ uow }: Core, actor: Actor, date: string, span: Span): Promise<DaySales> {
  const found = await uow.read.reports.sales(actor.environment, span);
  const groups = found.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const soldIdr = groups
    // A top-up is money we keep for somebody; it is sold when they buy from it.
    .filter(({ state, kind }) => SOLD.includes(state) && kind !== 'topup')
    .reduce((total, group) => total + group.totalIdr, 0);
  return { date, groups, soldIdr };
}
