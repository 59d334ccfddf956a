/** Orders with their lines; looking back over a person's is in orders-of-person.ts. */
import type { Kysely, Selectable } from 'kysely';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { OrderPatch, OrderStore } from '../../commerce/ports/stores/orders.ts';
import { lockRow } from '../engine/dialect.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { OrderLinesTable } from '../tables/orders.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';
import { ofPersonMethods } from './orders-of-person.ts';
import { without } from './values.ts';

const PATCHED: readonly (keyof OrderPatch)[] = ['state', 'payBy', 'paidAt', 'closedAt', 'cancelRequestedAt'];

export function createOrderStore(db: Kysely<Database>, _deps: StoreDeps): OrderStore {
  return {
    lock: (orderId) => lockRow(db, 'orders', orderId),
    insert: async (order, lines) => {
      await insertRow(db, 'orders', toRow(order));
      for (const line of lines) await insertRow(db, 'order_lines', lineRow(line));
    },
    get: (id) => one(db, { id }),
    byCode: (code) => one(db, { code }),
    byTokenFingerprint: (fingerprint) => one(db, { token_fingerprint: fingerprint }),
    ...lineMethods(db),
    update: async (id, expectedVersion, patch) =>
      (await updateBy(
        db,
        'orders',
        { id, version: expectedVersion },
        { ...patchRow(patch, PATCHED), version: expectedVersion + 1 },
      )) === 1,
    reprice: async (id, expectedVersion, order, line) => {
      const { totalIdr, payBy } = order;
      const change = { total_idr: totalIdr, pay_by: payBy, version: expectedVersion + 1 };
      if ((await updateBy(db, 'orders', { id, version: expectedVersion }, change)) !== 1) return false;
      const snapshot = JSON.stringify(line.snapshot);
      const repriced = { unit_price_idr: line.unitPriceIdr, total_idr: line.totalIdr, snapshot };
      return (await updateBy(db, 'order_lines', { id: line.id, order_id: id }, repriced)) === 1;
    },
    ...listMethods(db),
    ...ofPersonMethods(db),
  };
}

async function one(db: Kysely<Database>, where: { id: string } | { code: string } | { token_fingerprint: string }) {
  const row = await oneBy(db, 'orders', where);
  return row ? fromRow<Order>(row) : null;
}

function lineMethods(db: Kysely<Database>): Pick<OrderStore, 'lines' | 'line'> {
  return {
    lines: async (orderId) => {
      const rows = await selectBy(db, 'order_lines', { order_id: orderId }, 'id');
      return rows.map(toLine);
    },
    line: async (lineId) => {
      const row = await oneBy(db, 'order_lines', { id: lineId });
      return row ? toLine(row) : null;
    },
  };
}

function listMethods(db: Kysely<Database>): Pick<OrderStore, 'codeExists' | 'countByState'> {
  const countAll = db.fn.countAll<number>().as('count');
  return {
    codeExists: async (code) => (await oneBy(db, 'orders', { code })) !== undefined,
    countByState: async (environment) => {
      const rows = await db
        .selectFrom('orders')
        .select(['state', countAll])
        .where('environment', '=', environment)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
  };
}

const lineRow = (line: OrderLine) =>
  toRow({
    ...line,
    snapshot: JSON.stringify(line.snapshot),
    destination: line.snapshot.destination?.value ?? null,
  });

function toLine(row: Selectable<OrderLinesTable>): OrderLine {
  const line = fromRow<Omit<OrderLine, 'snapshot'> & { snapshot: string }>(without(row, 'destination'));
  return { ...line, snapshot: JSON.parse(line.snapshot) as OrderLine['snapshot'] };
}
