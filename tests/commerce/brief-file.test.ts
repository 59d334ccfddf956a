/** The file of a brief: a sheet for each of its parts, and no more rows than it says. */
import { expect, test } from 'vitest';
import { createSheets } from '../../adapters/sheets/sheets.ts';
import type { Brief } from '../../commerce/brief/model.ts';
import { briefTables } from '../../commerce/brief/tables.ts';
import { createMessages } from '../../conversations/messages/render.ts';
import { sheetsOf } from '../support/sheet-reader.ts';

const row: Brief['rows'][number] = {
  code: 'AAAAAA',
  placedAt: 1,
  paidAt: null,
  state: 'paid',
  kind: 'h2h',
  name: 'Pulsa',
  qty: 1,
  totalIdr: 5,
};

test('six sheets, and one that has too many rows says so in one row more', async () => {
  const brief: Brief = {
    date: '2026-11-20',
    until: null,
    zone: 'Asia/Jakarta',
    at: 1,
    sales: { date: '2026-11-20', groups: [], soldIdr: 5 },
    costs: [],
    rows: Array.from({ length: 5001 }, () => row),
    refundedIdr: 0,
    lostIdr: 0,
    gateways: [{ providerId: 'g', name: 'G', payments: 1, receivedIdr: 4, bookedIdr: 5 }],
    suppliers: [{ providerId: 's', name: 'S', readings: null, boughtIdr: 0 }],
    differences: [{ what: 'gateway', providerId: 'g', name: 'G', amountIdr: -1, since: 1 }],
    cases: [],
    verdict: null,
  };
  const bytes = await createSheets(createMessages().text).book(briefTables(brief), 'en');
  expect(sheetsOf(bytes)).toEqual([
    ['Summary', 8],
    ['Sales', 5002],
    ['Payments', 2],
    ['Deposits', 2],
    ['Differences', 2],
    ['Cases', 1],
  ]);
});
