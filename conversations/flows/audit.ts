/** "Catatan": who did what in the shop, newest first, page by page; whatever is typed between is looked for. */
import type { Answer, Commerce } from '../../commerce/app.ts';
import type { AuditPage, AuditQuery } from '../../commerce/people/audit-log.ts';
import { text, type Text } from '../../commerce/ports/screen.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { readAuditSearch } from '../understand/audit-search.ts';
import { auditLine } from './audit-words.ts';
import { screen, toMenu } from './say.ts';
import { refusedText } from './staff-say.ts';

/** Pages and searches of one conversation; who needs more begins anew. */
const MAX_ROUNDS = 40;
const CODE = /^#?[A-Z0-9]{4,12}$/i;

type Found = { words: string; query: AuditQuery; answer: Answer<{ page: AuditPage }> };

export async function auditLog(chat: TalkChat, app: Commerce, args: { words?: string } | null): Promise<FlowEnd> {
  let words = args?.words?.trim() ?? '';
  let found = await chat.read('page:1', () => look(chat, app, words));
  for (let round = 1; round < MAX_ROUNDS; round += 1) {
    const { answer } = found;
    if (!answer.ok && answer.reason !== 'not_found') return chat.say(screen([refusedText(answer)], [toMenu]));
    const chosen = await chat.choose(
      `next:${round}`,
      screen(linesOf(found), [toMenu]),
      [
        ...(answer.ok && answer.page.next ? [{ id: 'older', label: text('audit-button-older') }] : []),
        { id: 'newest', label: text('audit-button-newest') },
        { id: 'close', label: text('audit-button-close') },
      ],
      (typed) => ({ ok: true, value: `find:${typed}` }),
    );
    if (chosen === 'close') return chat.say(screen([text('audit-closed')], [toMenu]));
    const before = found;
    if (chosen === 'newest') words = '';
    if (chosen.startsWith('find:')) words = chosen.slice('find:'.length);
    const wanted = words;
    found = await chat.read(`page:${round + 1}`, () =>
      chosen === 'older' ? older(chat, app, before) : look(chat, app, wanted),
    );
  }
}

/** What may be a code is looked for as one first: a name that looks like it is found as a name then. */
async function look(chat: TalkChat, app: Commerce, words: string): Promise<Found> {
  const { date } = await app.today(chat.actor);
  const { rest, ...query } = readAuditSearch(words, date);
  if (rest === '') return { words, query, answer: await app.auditLog(chat.actor, query) };
  if (CODE.test(rest)) {
    const byCode = { ...query, orderCode: rest };
    const answer = await app.auditLog(chat.actor, byCode);
    if (answer.ok || answer.reason !== 'not_found') return { words, query: byCode, answer };
  }
  const byName = { ...query, person: rest };
  return { words, query: byName, answer: await app.auditLog(chat.actor, byName) };
}

async function older(chat: TalkChat, app: Commerce, { words, query, answer }: Found): Promise<Found> {
  const next = { ...query, before: answer.ok ? answer.page.next : null };
  return { words, query: next, answer: await app.auditLog(chat.actor, next) };
}

function linesOf({ words, answer }: Found): Text[] {
  if (!answer.ok) return [text('audit-none-named', { words }), text('audit-how')];
  const head = words === '' ? text('audit-head') : text('audit-head-search', { words });
  if (answer.page.entries.length === 0) return [head, text('audit-empty'), text('audit-how')];
  return [head, ...answer.page.entries.map(auditLine), text('audit-how')];
}
