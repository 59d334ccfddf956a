/** Files of chats and the sums of reports, on any engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatFile } from '../../../commerce/files/model.ts';
import type { OrderState } from '../../../commerce/order/model.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import { newLine, newOrder, type Open, type Opened } from './fixtures.ts';

const newFile = (db: Opened, over: Partial<ChatFile> = {}): ChatFile => ({
  id: db.ids.uuid(),
  chatId: 'chat-1',
  personId: null,
  name: 'laporan-2026-11-20.xlsx',
  mime: 'text/csv; charset=utf-8',
  sizeBytes: 3,
  createdAt: 1_000,
  expiresAt: 2_000,
  ...over,
});
const everyByte = Uint8Array.from({ length: 256 }, (_, n) => n);

export function filesContract(engine: string, open: Open): void {
  describe(`file and report stores on ${engine}`, () => {
    let db: Opened;
    beforeEach(async () => void (db = await open()));
    afterEach(() => db.close());
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);

    test('a file comes back to the byte, empty and large ones too', async () => {
      for (const bytes of [everyByte, new Uint8Array(), new Uint8Array(5_000_000).fill(7)]) {
        const file = newFile(db, { sizeBytes: bytes.byteLength, personId: 'person-1' });
        await run((s) => s.files.insert(file, bytes));
        const opened = await db.uow.read.files.open(file.id);
        expect(opened?.file).toEqual(file);
        expect(Buffer.compare(opened?.bytes ?? Buffer.from('x'), bytes)).toBe(0);
      }
      expect(await db.uow.read.files.open('x')).toBeNull();
    });

    test('a file goes with the transaction it was stored in, and an id is used once', async () => {
      const file = newFile(db, { expiresAt: null });
      const broken = run(async (s) => {
        await s.files.insert(file, everyByte);
        throw new Error('no');
      });
      await expect(broken).rejects.toThrow('no');
      expect(await db.uow.read.files.open(file.id)).toBeNull();
      await run((s) => s.files.insert(file, everyByte));
      await expect(run((s) => s.files.insert(file, new Uint8Array()))).rejects.toThrow();
      expect((await db.uow.read.files.open(file.id))?.file.expiresAt).toBeNull();
    });

    test('old files are cleared away a bounded number at a time, younger ones stay', async () => {
      const keep = newFile(db, { createdAt: 5_000 });
      await run(async (s) => {
        await s.files.insert(keep, everyByte);
        for (let n = 0; n < 250; n += 1) await s.files.insert(newFile(db, { createdAt: 4_999 }), everyByte);
      });
      const clear = () => run((s) => s.admin.retention.clear('files', 5_000, '', { since: {}, sinceAll: 0 }));
      expect(await clear()).toMatchObject({ deleted: 200, next: expect.any(String) as string });
      expect(await clear()).toEqual({ deleted: 50, next: null });
      expect(await clear()).toEqual({ deleted: 0, next: null });
      expect(await db.uow.read.files.open(keep.id)).not.toBeNull();
    });

    test('sales are summed by kind and state, of one environment, from an instant up to another', async () => {
      const place = async (placedAt: number, state: OrderState, totals: number[], environment = 'live' as const) => {
        const order = newOrder(db.ids, { placedAt, state, environment });
        const lines = totals.map((totalIdr) => newLine(db.ids, order, { totalIdr }));
        await run((s) => s.orders.insert(order, lines));
        return { order, lines };
      };
      const first = await place(100, 'completed', [9_000_000_000_000, 1]);
      await place(199, 'completed', [7]);
      await place(150, 'expired', [5]);
      for (const outside of [99, 200]) await place(outside, 'completed', [3]);
      await run(async (s) => {
        const order = newOrder(db.ids, { placedAt: 150, state: 'completed', environment: 'sandbox' });
        await s.orders.insert(order, [newLine(db.ids, order)]);
      });
      const { reports } = db.uow.read;
      const kind = first.lines[0]?.kind;
      expect(await reports.sales('live', { from: 100, to: 200 })).toEqual([
        { kind, state: 'completed', orders: 2, totalIdr: 9_000_000_000_008 },
        { kind, state: 'expired', orders: 1, totalIdr: 5 },
      ]);
      expect(await reports.sales('practice', { from: 100, to: 200 })).toEqual([]);
      const rows = await reports.salesRows('live', { from: 100, to: 200 }, 3);
      expect(rows.map(({ placedAt, totalIdr }) => [placedAt, totalIdr])).toEqual([
        [100, 9_000_000_000_000],
        [100, 1],
        [150, 5],
      ]);
      const { code, paidAt } = first.order;
      const { qty, snapshot } = first.lines[0]!;
      expect(rows[0]).toEqual({
        code,
        paidAt,
        placedAt: 100,
        state: 'completed',
        kind,
        name: snapshot.name,
        qty,
        totalIdr: 9_000_000_000_000,
      });
    });
  });
}
