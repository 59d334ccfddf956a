/** The brief of a day on demand, in the chat that asks: yesterday unless another day is named. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { sayWithFile } from '../files/say-with-file.ts';
import { idempotent } from '../idempotent.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { SHEET_MIME } from '../ports/sheets.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays, instantOf, isDate } from '../stay/local-time.ts';
import { today } from '../stay/search-rooms.ts';
import type { Day } from './make-brief.ts';
import type { Brief } from './model.ts';
import { briefWithCases } from './open-differences.ts';
import { briefScreen } from './screen.ts';
import { briefTables } from './tables.ts';

const NAMES: Record<Actor['lang'], string> = { id: 'ringkasan', en: 'brief' };

export async function sendBrief(
  core: Core,
  actor: Actor,
  key: string,
  input: { day: string },
): Promise<Answer<{ date: string }>> {
  return answering(async () => {
    requireRight(actor, 'sendBrief');
    const { chatId, personId } = actor;
    if (!chatId) throw new Refused('not_allowed');
    const day = await dayNamed(core, actor, input.day);
    const brief = await briefWithCases(core, actor.environment, day);
    const file = await briefFile(core, brief, actor.lang);
    const sent = await idempotent(core, actor, 'brief.ask', key, input, async (stores) => {
      await sayWithFile(core, stores, { chatId, screen: briefScreen(brief) }, { personId, ...file });
      await audit(core, stores, actor, 'brief.sent', `chats:${chatId}`, day.date);
      return { date: day.date };
    });
    return 'ok' in sent ? sent : { ok: true as const, ...sent };
  });
}

export async function briefFile(core: Core, brief: Brief, lang: Actor['lang']) {
  const bytes = await core.sheets.book(briefTables(brief), lang);
  return { name: `${NAMES[lang]}-${brief.date}.xlsx`, mime: SHEET_MIME.xlsx, bytes };
}

/** A date, "today" or "yesterday" in either language. Throws Refused with what was typed. */
async function dayNamed(core: Core, actor: Pick<Actor, 'environment'>, typed: string): Promise<Day> {
  const now = await today(core, actor);
  const word = typed.trim().toLowerCase();
  const date = /^(?:hari ini|today)$/.test(word)
    ? now.date
    : /^(?:|kemarin|yesterday)$/.test(word)
      ? addDays(now.date, -1)
      : word;
  if (!isDate(date) || date > now.date) throw new Refused('bad_input', { field: 'day', typed: word.slice(0, 20) });
  return dayOf(date, now);
}

export function dayOf(date: string, now: { date: string; zone: string }): Day {
  const midnight = (day: string) => instantOf(day, '00:00', now.zone);
  return {
    date,
    zone: now.zone,
    span: { from: midnight(date), to: midnight(addDays(date, 1)) },
    isOver: date < now.date,
  };
}
