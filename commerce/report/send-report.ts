/**
 * The same two days as a file in the chat that asks: every line of every order. The file is written before the
 * transaction, which only stores it with the message that carries it.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { sayWithFile } from '../files/say-with-file.ts';
import { idempotent } from '../idempotent.ts';
import type { LineKind } from '../order/model.ts';
import type { Actor } from '../people/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';
import { SHEET_MIME, type SheetFormat, type SheetTable } from '../ports/sheets.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays } from '../stay/local-time.ts';
import { reportDays } from './daily-report.ts';
import type { SalesRow } from './model.ts';

/** Two days of a busy shop; a file with more says so. */
const MAX_ROWS = 5000;
const NAMES: Record<Actor['lang'], string> = { id: 'laporan', en: 'report' };

/** Message keys of what is sold; a new kind does not compile without its word. */
export const KIND_WORDS: Record<LineKind, string> = {
  stock_code: 'report-kind-stock_code',
  h2h: 'report-kind-h2h',
  room_night: 'report-kind-room_night',
  topup: 'report-kind-topup',
  supplement: 'report-kind-supplement',
  deployment: 'report-kind-deployment',
  bill: 'report-kind-bill',
};

export async function sendReport(
  core: Core,
  actor: Actor,
  key: string,
  input: { format: SheetFormat; date: string },
): Promise<Answer<{ rows: number }>> {
  const { format, date } = input;
  return answering(async () => {
    const { span, zone } = await reportDays(core, actor, date);
    const { chatId, personId } = actor;
    if (!chatId) throw new Refused('not_allowed');
    const both = { from: span(addDays(date, -1)).from, to: span(date).to };
    const found = await core.uow.read.reports.salesRows(actor.environment, both, MAX_ROWS + 1);
    const rows = found.slice(0, MAX_ROWS);
    const bytes = await core.sheets[format](tableOf(rows, zone, date), actor.lang);
    const name = `${NAMES[actor.lang]}-${date}.${format}`;
    const screen = fileScreen(date, rows.length, found.length > MAX_ROWS);
    const sent = await idempotent(core, actor, 'report.send', key, input, async (stores) => {
      await sayWithFile(core, stores, { chatId, screen }, { personId, name, mime: SHEET_MIME[format], bytes });
      await audit(core, stores, actor, 'report.sent', `chats:${chatId}`, name);
      return { rows: rows.length };
    });
    return 'ok' in sent ? sent : { ok: true as const, ...sent };
  });
}

function fileScreen(date: string, rows: number, isCut: boolean): Screen {
  const days = { from: { date: addDays(date, -1) }, to: { date } };
  const lines = [text('report-file', { ...days, rows })];
  if (isCut) lines.push(text('report-file-cut', { max: MAX_ROWS }));
  return { lines, choices: [{ id: action.menu, label: text('button-menu') }] };
}

function tableOf(rows: readonly SalesRow[], zone: string, date: string): SheetTable {
  return {
    title: text('report-sheet', { date: { date } }),
    columns: [
      { heading: text('report-column-code'), kind: 'text' },
      { heading: text('report-column-placed', { zone }), kind: 'instant', zone },
      { heading: text('report-column-kind'), kind: 'text' },
      { heading: text('report-column-name'), kind: 'text' },
      { heading: text('report-column-qty'), kind: 'integer' },
      { heading: text('report-column-total'), kind: 'money' },
      { heading: text('report-column-state'), kind: 'text' },
      { heading: text('report-column-paid', { zone }), kind: 'instant', zone },
    ],
    rows: rows.map((row) => [
      row.code,
      row.placedAt,
      text(KIND_WORDS[row.kind]),
      row.name,
      row.qty,
      row.totalIdr,
      text(`orders-short-${row.state}`),
      row.paidAt,
    ]),
  };
}
