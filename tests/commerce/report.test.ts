/** The owner's report: right to the rupiah, for those who may, once per wish, and never half a file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayWithFile } from '../../commerce/files/say-with-file.ts';
import type { Actor, Role } from '../../commerce/people/model.ts';
import { text } from '../../commerce/ports/screen.ts';
import { addDays, localDate } from '../../commerce/stay/local-time.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import { readCsv, readXlsx } from '../support/sheet-reader.ts';

let shop: TestCore;
let guest: Actor;
beforeAll(async () => {
  shop = await openTestCore();
  guest = await shop.buyer();
});
afterAll(() => shop.close());

const as = (...roles: Role[]): Actor => ({ ...guest, roles });
const owner = (): Actor => as('owner');
const day = (): string => localDate(shop.now(), 'Asia/Jakarta');
const key = (): string => shop.core.ids.uuid();

async function voucher(qty: number) {
  const product = await shop.commerce.product(guest, 'WIFI1');
  return shop.order(await shop.buyer(), { kind: 'product', productId: product?.id ?? '', qty });
}

/** The files that were sent to the asking chat, newest last. */
async function files() {
  const { outgoing, files: store } = shop.core.uow.read;
  const rows = await outgoing.after(guest.chatId ?? '', 0, 1000);
  const shown = rows.flatMap((row) => outgoing.screen(row).file ?? []);
  return Promise.all(shown.map(async (file) => ({ file, opened: await store.open(file.id) })));
}

test('only those who look after the money may ask, in chat and for the file', async () => {
  for (const actor of [guest, as('reseller'), as('front_desk'), as('support')]) {
    expect(await shop.commerce.dailyReport(actor)).toMatchObject({ ok: false, reason: 'not_allowed' });
    const sent = await shop.commerce.sendReport(actor, key(), { format: 'csv', date: day() });
    expect(sent).toMatchObject({ ok: false, reason: 'not_allowed' });
  }
  for (const role of ['owner', 'manager', 'finance'] as const)
    expect(await shop.commerce.dailyReport(as(role))).toMatchObject({ ok: true });
  expect(await files()).toEqual([]);
});

test('sums of today and yesterday agree with the orders, and with the lines of both files', async () => {
  const yesterday = await voucher(3);
  await shop.skip(24 * 3_600_000);
  const orders = [await voucher(1), await voucher(2)];
  const answer = await shop.commerce.dailyReport(owner());
  if (!answer.ok) throw new Error(answer.reason);
  const { report } = answer;
  const total = orders.reduce((sum, order) => sum + order.totalIdr, 0);
  expect(report.day).toMatchObject({ date: day(), soldIdr: 0 });
  expect(report.day.groups).toEqual([{ kind: 'stock_code', state: 'awaiting_payment', orders: 2, totalIdr: total }]);
  expect(report.dayBefore.date).toBe(addDays(day(), -1));
  expect(report.dayBefore.groups[0]?.totalIdr).toBe(yesterday.totalIdr);

  for (const format of ['csv', 'xlsx'] as const)
    expect(await shop.commerce.sendReport(owner(), key(), { format, date: day() })).toEqual({ ok: true, rows: 3 });
  const [csv, xlsx] = await files();
  expect(csv?.file.name).toBe(`laporan-${day()}.csv`);
  const [head, ...rows] = readCsv(
    Buffer.from(csv?.opened?.bytes ?? [])
      .toString('utf8')
      .slice(1),
  );
  expect(head).toEqual(expect.arrayContaining(['Kode pesanan', 'Dipesan (Asia/Jakarta)', 'Total (Rp)']));
  expect(rows.map(([code, , kind, , qty, sum]) => [code, kind, qty, sum])).toEqual(
    [yesterday, ...orders].map((order, index) => [
      order.code,
      'voucher',
      String([3, 1, 2][index]),
      String(order.totalIdr),
    ]),
  );
  const { name, cells } = readXlsx(xlsx?.opened?.bytes ?? new Uint8Array());
  expect(name).toBe(`Pesanan ${formatted(day())}`);
  const totals = cells.filter(({ at }) => /^F[2-4]$/.test(at)).map(({ value }) => value);
  expect(totals).toEqual([yesterday, ...orders].map(({ totalIdr }) => totalIdr));
});

test('another environment sees nothing of it', async () => {
  const live = { ...owner(), environment: 'live' as const };
  expect(await shop.commerce.dailyReport(live)).toMatchObject({
    ok: true,
    report: { day: { groups: [], soldIdr: 0 } },
  });
});

test('the same wish is fulfilled once, another under its key is refused, no day that has not come is taken', async () => {
  const before = (await files()).length;
  const [one, input] = [key(), { format: 'csv' as const, date: day() }];
  const both = [
    await shop.commerce.sendReport(owner(), one, input),
    await shop.commerce.sendReport(owner(), one, input),
  ];
  expect(both[1]).toEqual(both[0]);
  expect(await shop.commerce.sendReport(owner(), one, { ...input, format: 'xlsx' })).toMatchObject({
    reason: 'conflict',
  });
  for (const date of [addDays(day(), 1), '2026-02-30', 'x'])
    expect(await shop.commerce.sendReport(owner(), key(), { ...input, date })).toMatchObject({ reason: 'bad_input' });
  expect(await files()).toHaveLength(before + 1);
});

test('a file larger than a chat may carry is refused before anything is stored', async () => {
  const core = { ...shop.core, settings: { ...shop.core.settings, maxFileBytes: 3_000_000 } };
  const message = { chatId: guest.chatId ?? '', screen: { lines: [text('report-file')] }, dedupeKey: 'once' };
  const file = { personId: null, name: 'a.csv', mime: 'text/csv' };
  const before = await files();
  const large = core.uow.run('test', (stores) =>
    sayWithFile(core, stores, message, { ...file, bytes: new Uint8Array(3_000_001) }),
  );
  await expect(large).rejects.toMatchObject({ refusal: { reason: 'too_large', detail: { max: 3 } } });
  const say = () =>
    core.uow.run('test', (stores) => sayWithFile(core, stores, message, { ...file, bytes: Buffer.from('x') }));
  expect([await say(), await say()]).toEqual([true, false]);
  expect(await files()).toHaveLength(before.length + 1);
  const { count } = await shop.db.engine.writer
    .selectFrom('files')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(before.length + 1);
});

/** "Sab, 28 Nov 2026" as a sheet may be named. */
const formatted = (date: string): string => {
  const parts = new Intl.DateTimeFormat('id-ID', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return parts.format(new Date(`${date}T00:00:00Z`));
};
