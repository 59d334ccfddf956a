/** "Mutasi": what moved on somebody's account, newest first, with what was there before and after. A page or a file. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { sayWithFile } from '../files/say-with-file.ts';
import { idempotent } from '../idempotent.ts';
import type { Actor } from '../people/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen } from '../ports/screen.ts';
import { SHEET_MIME, type SheetFormat, type SheetTable } from '../ports/sheets.ts';
import { answering, Refused } from '../refusal.ts';
import { addDays, DEFAULT_ZONE, instantOf, isDate } from '../stay/local-time.ts';
import { account } from './accounts.ts';
import type { JournalKind, StatementEntry } from './model.ts';

/** Days 'YYYY-MM-DD' in Jakarta, both included; left out, all there is. */
export interface StatementSpan {
  from?: string;
  to?: string;
}

export interface StatementPage extends StatementSpan {
  /** The last entry of the page before. */
  before?: Pick<StatementEntry, 'at' | 'seq'>;
  limit: number;
}

const MAX_PAGE = 50;
/** A busy reseller's month; a file with more says so. */
const MAX_ROWS = 5000;
const NAMES: Record<Actor['lang'], string> = { id: 'mutasi', en: 'statement' };

/** Message keys of what moved money; a new kind does not compile without its word. */
export const MOVE_WORDS: Record<JournalKind, string> = {
  receipt: 'statement-kind-receipt',
  capture: 'statement-kind-capture',
  supplier_cost: 'statement-kind-supplier_cost',
  refund_paid: 'statement-kind-refund_paid',
  adjustment: 'statement-kind-adjustment',
  parked: 'statement-kind-parked',
  unparked: 'statement-kind-unparked',
  refund_promised: 'statement-kind-refund_promised',
  kept_as_balance: 'statement-kind-kept_as_balance',
  written_off: 'statement-kind-written_off',
  refund_fee: 'statement-kind-refund_fee',
  taken_back: 'statement-kind-taken_back',
};

export async function myStatement(
  core: Core,
  actor: Actor,
  { limit, before, ...span }: StatementPage,
): Promise<Answer<{ entries: StatementEntry[] }>> {
  return answering(async () => {
    const filter = { ...within(actor, span), ...(before ? { before } : {}), limit: Math.min(limit, MAX_PAGE) };
    return { ok: true as const, entries: await core.uow.read.ledger.statement(filter) };
  });
}

/** The file goes to the asking chat. It is written before the transaction, which only stores it. */
export async function sendStatement(
  core: Core,
  actor: Actor,
  key: string,
  input: StatementSpan & { format: SheetFormat },
): Promise<Answer<{ rows: number }>> {
  const { format, ...span } = input;
  return answering(async () => {
    const { chatId, personId } = actor;
    if (!chatId) throw new Refused('not_allowed');
    const found = await core.uow.read.ledger.statement({ ...within(actor, span), limit: MAX_ROWS + 1 });
    const rows = found.slice(0, MAX_ROWS);
    const bytes = await core.sheets[format](tableOf(rows), actor.lang);
    const days = [span.from, span.to === span.from ? undefined : span.to].filter((day) => day !== undefined);
    const name = `${[NAMES[actor.lang], ...days].join('-')}.${format}`;
    const sent = await idempotent(core, actor, 'statement.send', key, input, async (stores) => {
      const screen = fileScreen(rows.length, found.length > MAX_ROWS);
      await sayWithFile(core, stores, { chatId, screen }, { personId, name, mime: SHEET_MIME[format], bytes });
      await audit(core, stores, actor, 'statement.sent', `chats:${chatId}`, name);
      return { rows: rows.length };
    });
    return 'ok' in sent ? sent : { ok: true as const, ...sent };
  });
}

function within({ personId, environment }: Actor, { from, to }: StatementSpan) {
  if (personId === null) throw new Refused('not_allowed');
  for (const day of [from, to]) if (day !== undefined && !isDate(day)) throw new Refused('bad_input');
  const midnight = (day: string) => instantOf(day, '00:00', DEFAULT_ZONE);
  return {
    accountId: account.customer(environment, { personId, orderId: '' }),
    ...(from === undefined ? {} : { from: midnight(from) }),
    ...(to === undefined ? {} : { until: midnight(addDays(to, 1)) }),
  };
}

function fileScreen(rows: number, isCut: boolean): Screen {
  const lines = [text('statement-file', { rows })];
  if (isCut) lines.push(text('statement-file-cut', { max: MAX_ROWS }));
  return { lines, choices: [{ id: action.menu, label: text('button-menu') }] };
}

function tableOf(rows: readonly StatementEntry[]): SheetTable {
  const zone = DEFAULT_ZONE;
  return {
    title: text('statement-sheet'),
    columns: [
      { heading: text('statement-column-at', { zone }), kind: 'instant', zone },
      { heading: text('statement-column-what'), kind: 'text' },
      { heading: text('statement-column-order'), kind: 'text' },
      { heading: text('statement-column-name'), kind: 'text' },
      { heading: text('statement-column-before'), kind: 'money' },
      { heading: text('statement-column-amount'), kind: 'money' },
      { heading: text('statement-column-after'), kind: 'money' },
    ],
    rows: rows.map((row) => [
      row.at,
      text(MOVE_WORDS[row.kind]),
      row.orderCode,
      row.goods,
      row.balanceAfterIdr - row.amountIdr,
      row.amountIdr,
      row.balanceAfterIdr,
    ]),
  };
}
