/** "Mutasi": the account's entries page by page, by day, week or month, and the same as a file. */
import type { Commerce } from '../../commerce/app.ts';
import { MOVE_WORDS, type StatementSpan } from '../../commerce/ledger/my-statement.ts';
import type { StatementEntry } from '../../commerce/ledger/model.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import { addDays, DEFAULT_ZONE } from '../../commerce/stay/local-time.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { toBalance } from './balance.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

const PAGE = 8;
const MAX_TURNS = 20;
const PERIODS = ['all', 'today', 'week', 'month'] as const;
type Period = (typeof PERIODS)[number];

interface View {
  period: Period;
  before: Pick<StatementEntry, 'at' | 'seq'> | null;
}

export async function statement(chat: TalkChat, app: Commerce): Promise<FlowEnd> {
  const { date } = await chat.read('today', () => app.today(chat.actor));
  let view: View = { period: 'all', before: null };
  for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
    const { period, before } = view;
    const span = spanOf(period, date);
    const page = await chat.read(`page:${turn}`, () =>
      app.statement(chat.actor, { ...span, ...(before ? { before } : {}), limit: PAGE + 1 }),
    );
    if (!page.ok) return chat.say(screen([refusalText(page, 'help')], [toMenu]));
    const shown = page.entries.slice(0, PAGE);
    const hasMore = page.entries.length > PAGE;
    const chosen = await chat.choose(`turn:${turn}`, screen(linesOf(view, shown)), choicesOf(view, hasMore), () => ({
      ok: false,
      say: text('statement-unclear'),
    }));
    if (chosen === 'close') return chat.say(screen([text('statement-closed')], [toBalance, toMenu]));
    if (chosen === 'xlsx' || chosen === 'csv') {
      const sent = await chat.once(`send:${turn}`, (key) =>
        app.sendStatement(chat.actor, key, { ...span, format: chosen }),
      );
      if (!sent.ok) await chat.say(screen([refusalText(sent, 'help')], [toMenu]));
      return;
    }
    const last = shown.at(-1);
    if (chosen === 'older' && last) view = { period, before: { at: last.at, seq: last.seq } };
    else view = { period: PERIODS.find((one) => one === chosen) ?? 'all', before: null };
  }
  return { next: 'statement' };
}

function spanOf(period: Period, date: string): StatementSpan {
  if (period === 'today') return { from: date, to: date };
  if (period === 'week') return { from: addDays(date, -6), to: date };
  return period === 'month' ? { from: `${date.slice(0, 8)}01`, to: date } : {};
}

function linesOf({ period, before }: View, entries: readonly StatementEntry[]): Text[] {
  const title = text(`statement-title-${period}`);
  if (entries.length === 0) return [text(before ? 'statement-end' : 'statement-none'), text('statement-ask')];
  return [title, stack(entries.map(lineOf)), text('statement-ask')];
}

function lineOf(entry: StatementEntry): Text {
  const kind = { text: text(MOVE_WORDS[entry.kind]) };
  const what = entry.orderCode
    ? text('statement-what-order', { kind, code: entry.orderCode })
    : text(MOVE_WORDS[entry.kind]);
  return text(entry.amountIdr < 0 ? 'statement-line' : 'statement-line-in', {
    at: { dateTime: entry.at, zone: DEFAULT_ZONE },
    what: { text: what },
    amount: { money: entry.amountIdr },
    before: { money: entry.balanceAfterIdr - entry.amountIdr },
    after: { money: entry.balanceAfterIdr },
  });
}

function choicesOf({ period }: View, hasMore: boolean): Choice[] {
  const others = PERIODS.filter((one) => one !== period);
  return [
    ...(hasMore ? [{ id: 'older', label: text('statement-button-older') }] : []),
    ...others.map((one): Choice => ({ id: one, label: text(`statement-button-${one}`) })),
    { id: 'xlsx', label: text('report-button-xlsx') },
    { id: 'csv', label: text('report-button-csv') },
    { id: 'close', label: text('statement-button-close') },
  ];
}
