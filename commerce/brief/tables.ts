/** The brief as the sheets of one file. Each holds so many rows at the most, and its last row says when there were more. */
import { KIND_WORDS } from '../report/send-report.ts';
import { text, type Text } from '../ports/screen.ts';
import type { SheetCell, SheetColumn, SheetTable } from '../ports/sheets.ts';
import { depositGap } from './differences.ts';
import { MAX_ROWS } from './make-brief.ts';
import type { Brief } from './model.ts';

type Kind = 'text' | 'money' | 'integer' | 'instant';

export function briefTables(brief: Brief): SheetTable[] {
  const { zone } = brief;
  const sheet = (name: string, columns: readonly (readonly [string, Kind])[], rows: SheetCell[][]): SheetTable => {
    const cut: SheetCell[][] =
      rows.length > MAX_ROWS
        ? [columns.map((_, at) => (at === 0 ? text('brief-sheet-cut', { max: MAX_ROWS }) : null))]
        : [];
    return {
      title: text(`brief-sheet-${name}`),
      columns: columns.map(([column, kind]): SheetColumn => {
        const heading = text(`brief-column-${column}`);
        return kind === 'instant' ? { heading, kind, zone } : { heading, kind };
      }),
      rows: [...rows.slice(0, MAX_ROWS), ...cut],
    };
  };
  return [
    sheet(
      'summary',
      [
        ['what', 'text'],
        ['amount', 'money'],
      ],
      summary(brief),
    ),
    sheet(
      'sales',
      [
        ['code', 'text'],
        ['kind', 'text'],
        ['name', 'text'],
        ['count', 'integer'],
        ['amount', 'money'],
        ['state', 'text'],
        ['since', 'instant'],
      ],
      brief.rows.map((row) => [
        row.code,
        text(KIND_WORDS[row.kind]),
        row.name,
        row.qty,
        row.totalIdr,
        text(`orders-short-${row.state}`),
        row.placedAt,
      ]),
    ),
    sheet(
      'payments',
      [
        ['name', 'text'],
        ['count', 'integer'],
        ['confirmed', 'money'],
        ['booked', 'money'],
        ['difference', 'money'],
      ],
      brief.gateways.map((row) => [
        row.name,
        row.payments,
        row.receivedIdr,
        row.bookedIdr,
        row.receivedIdr - row.bookedIdr,
      ]),
    ),
    sheet(
      'deposits',
      [
        ['name', 'text'],
        ['from', 'money'],
        ['to', 'money'],
        ['bought', 'money'],
        ['difference', 'money'],
      ],
      brief.suppliers.map((row) => [
        row.name,
        row.readings?.fromIdr ?? null,
        row.readings?.toIdr ?? null,
        row.boughtIdr,
        depositGap(row),
      ]),
    ),
    sheet(
      'differences',
      [
        ['what', 'text'],
        ['code', 'text'],
        ['amount', 'money'],
        ['since', 'instant'],
      ],
      brief.differences.map((one) => [
        text(`brief-what-${one.what}`),
        'orderId' in one ? one.code : one.name,
        one.amountIdr,
        one.since,
      ]),
    ),
    sheet(
      'cases',
      [
        ['what', 'text'],
        ['code', 'text'],
        ['amount', 'money'],
        ['since', 'instant'],
        ['detail', 'text'],
      ],
      brief.cases.map((row) => [
        text(`owner-case-${row.kind}`),
        row.orderCode,
        row.amountIdr,
        row.openedAt,
        row.detail,
      ]),
    ),
  ];
}

function summary(brief: Brief): SheetCell[][] {
  const costIdr = brief.costs.reduce((sum, row) => sum + row.costIdr, 0);
  const row = (key: string, amountIdr: number | null, values?: Text['values']): SheetCell[] => [
    text(key, values),
    amountIdr,
  ];
  return [
    row('brief-sum-day', null, { date: { date: brief.date } }),
    row('brief-sum-sold', brief.sales.soldIdr),
    row('brief-sum-cost', costIdr),
    row('brief-sum-margin', brief.sales.soldIdr - costIdr),
    row('brief-sum-refunds', brief.refundedIdr),
    row('brief-sum-lost', brief.lostIdr),
    row(ledgerWord(brief), null, { count: brief.verdict?.differences.length ?? 0 }),
  ];
}

export const ledgerWord = ({ verdict }: Brief): string =>
  verdict === null ? 'brief-ledger-large' : verdict.ok ? 'brief-ledger-ok' : 'brief-ledger-wrong';
