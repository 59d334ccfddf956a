/** The brief as one message: the sums, what does not agree, and the oldest cases with a button each. */
import { action } from '../ports/actions.ts';
import { text, type Choice, type Screen, type Text } from '../ports/screen.ts';
import { KIND_WORDS } from '../report/send-report.ts';
import { depositGap } from './differences.ts';
import { isSale } from './make-brief.ts';
import type { Brief } from './model.ts';
import { ledgerWord } from './tables.ts';

const SHOWN = 5;
const HOUR_MS = 3_600_000;

const joined = ([first, ...rest]: readonly Text[]): Text[] => (first ? [first, ...rest] : []);

export function briefScreen(brief: Brief): Screen {
  const { groups, soldIdr } = brief.sales;
  const day = { date: { date: brief.date } };
  const isQuiet = groups.length === 0 && brief.differences.length === 0 && brief.cases.length === 0;
  const menu: Choice = { id: action.menu, label: text('button-menu') };
  if (isQuiet && brief.verdict?.ok !== false) return { lines: [text('brief-quiet', day)], choices: [menu] };
  const costIdr = brief.costs.reduce((sum, row) => sum + row.costIdr, 0);
  const head = text(brief.until === null ? 'brief-head' : 'brief-head-today', {
    ...day,
    ...(brief.until === null ? {} : { until: { time: brief.until, zone: brief.zone } }),
    sold: { money: soldIdr },
    cost: { money: costIdr },
    margin: { money: soldIdr - costIdr },
  });
  const lines = [head, ...joined(sales(brief)), ...gave(brief), ...money(brief), ledger(brief), ...cases(brief)];
  const shown = brief.cases.slice(0, SHOWN);
  const buttons = shown.map((row, at): Choice => ({
    id: action.case(row.id),
    label: row.orderCode
      ? text('brief-button-case', { place: at + 1, code: row.orderCode })
      : text('brief-button-case-none', { place: at + 1 }),
  }));
  const queue: Choice[] = brief.cases.length > 0 ? [{ id: action.queue, label: text('menu-button-queue') }] : [];
  return { lines, choices: [...buttons, ...queue, menu] };
}

function sales({ sales: { groups }, costs }: Brief): Text[] {
  return groups
    .filter(({ state }) => state === 'completed' || state === 'paid')
    .map(({ kind, state, orders, totalIdr }) => {
      const costIdr = costs.find((row) => row.kind === kind)?.costIdr ?? 0;
      return text(isSale(kind) ? 'brief-sale' : 'brief-topup', {
        kind: { text: text(KIND_WORDS[kind]) },
        state: { text: text(`orders-short-${state}`) },
        count: orders,
        total: { money: totalIdr },
        cost: { money: costIdr },
      });
    });
}

const gave = ({ refundedIdr, lostIdr }: Brief): Text[] =>
  refundedIdr === 0 && lostIdr === 0
    ? []
    : [text('brief-gave', { refunds: { money: refundedIdr }, lost: { money: lostIdr } })];

function money({ gateways, suppliers }: Brief): Text[] {
  const paid = gateways
    .filter(({ payments, bookedIdr }) => payments > 0 || bookedIdr > 0)
    .map((row) =>
      text(row.receivedIdr === row.bookedIdr ? 'brief-gateway' : 'brief-gateway-differs', {
        name: row.name,
        count: row.payments,
        received: { money: row.receivedIdr },
        booked: { money: row.bookedIdr },
      }),
    );
  const deposits = suppliers.map((row) => {
    const values = { name: row.name, bought: { money: row.boughtIdr } };
    if (!row.readings) return text('brief-deposit-unread', values);
    const { fromIdr, toIdr } = row.readings;
    const gap = { money: depositGap(row) ?? 0 };
    return text('brief-deposit', { ...values, from: { money: fromIdr }, to: { money: toIdr }, gap });
  });
  return [...paid, ...deposits];
}

const ledger = (brief: Brief): Text => text(ledgerWord(brief), { count: brief.verdict?.differences.length ?? 0 });

function cases({ cases: all, at }: Brief): Text[] {
  if (all.length === 0) return [text('brief-no-cases')];
  const listed = all.slice(0, SHOWN).map((row, place) =>
    text('brief-case', {
      place: place + 1,
      code: row.orderCode ?? row.detail,
      kind: { text: text(`owner-case-${row.kind}`) },
      amount: { money: row.amountIdr ?? 0 },
      hours: Math.max(0, Math.floor((at - row.openedAt) / HOUR_MS)),
    }),
  );
  const more = all.length - listed.length;
  return [text('brief-cases', { count: all.length }), ...listed, ...(more > 0 ? [text('brief-more', { more })] : [])];
}
