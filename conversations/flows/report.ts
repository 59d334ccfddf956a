/** "Laporan": a day and the one before in a few lines, and the same as a file. Says and ends; the files are buttons. */
import type { Commerce } from '../../commerce/app.ts';
import { action } from '../../commerce/ports/actions.ts';
import { text, type Choice, type Text } from '../../commerce/ports/screen.ts';
import type { SheetFormat } from '../../commerce/ports/sheets.ts';
import type { DailyReport, DaySales } from '../../commerce/report/model.ts';
import { KIND_WORDS } from '../../commerce/report/send-report.ts';
import type { FlowEnd, TalkChat } from '../port.ts';
import { refusalText } from './refusals.ts';
import { screen, stack, toMenu } from './say.ts';

/** `file` as a button carries it: format and day, "xlsx.2026-11-20". */
export async function report(chat: TalkChat, app: Commerce, args: { file?: string } | null): Promise<FlowEnd> {
  const file = readFile(args?.file);
  if (file) {
    const sent = await chat.once('send', (key) => app.sendReport(chat.actor, key, file));
    if (!sent.ok) await chat.say(screen([refusalText(sent, 'owner')], [toMenu]));
    return;
  }
  const answer = await app.dailyReport(chat.actor);
  if (!answer.ok) return chat.say(screen([refusalText(answer, 'owner')], [toMenu]));
  await chat.say(reportScreen(answer.report));
}

function readFile(carried: string | undefined): { format: SheetFormat; date: string } | null {
  const match = /^(csv|xlsx)\.(\d{4}-\d{2}-\d{2})$/.exec(carried ?? '');
  return match ? { format: match[1] === 'csv' ? 'csv' : 'xlsx', date: match[2] ?? '' } : null;
}

function reportScreen({ day, dayBefore, at, zone }: DailyReport) {
  const lines = [dayLines('today', day, { time: at, zone }), dayLines('yesterday', dayBefore)];
  const isEmpty = day.groups.length + dayBefore.groups.length === 0;
  if (isEmpty) return screen(lines, [toMenu]);
  const files = (['xlsx', 'csv'] as const).map((format): Choice => ({
    id: action.reportFile(format, day.date),
    label: text(`report-button-${format}`),
  }));
  return screen([...lines, text('report-ask-file')], [...files, toMenu]);
}

function dayLines(which: 'today' | 'yesterday', day: DaySales, until?: { time: number; zone: string }): Text {
  const values = { date: { date: day.date }, sold: { money: day.soldIdr }, ...(until ? { until } : {}) };
  if (day.groups.length === 0) return text(`report-${which}-none`, values);
  const groups = day.groups.map(({ kind, state, orders, totalIdr }) =>
    text('report-line', {
      kind: { text: text(KIND_WORDS[kind]) },
      state: { text: text(`orders-short-${state}`) },
      count: orders,
      total: { money: totalIdr },
    }),
  );
  return stack([text(`report-${which}`, values), ...groups]);
}
