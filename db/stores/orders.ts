/** Orders with their lines. */
import type { Kysely, Selectable } from 'kysely';
import type { Order, OrderLine } from '../../commerce/order/model.ts';
import type { OrderPatch, OrderStore } from '../../commerce/ports/stores/orders.ts';
import { lockRow } from '../engine/dialect.ts';
import { fromRow, patchRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { OrderLinesTable } from '../tables/orders.ts';
import type { StoreDeps } from './deps.ts';
import { insertRow, oneBy, selectBy, updateBy } from './by-key.ts';

const PATCHED: readonly (keyof OrderPatch)[] = ['state', 'payBy', 'paidAt', 'closedAt', 'cancelRequestedAt'];

export function createOrderStore(db: Kysely<Database>, _deps: StoreDeps): OrderStore {
  return {
    lock: (orderId) => lockRow(db, 'orders', orderId),
    insert: async (order, lines) => {
      await insertRow(db, 'orders', toRow(order));
      for (const line of lines) await insertRow(db, 'order_lines', lineRow(line));
    },
    get: (id) => one(db, 'id', id),
    byCode: (code) => one(db, 'code', code),
    byTokenFingerprint: (fingerprint) => one(db, 'token_fingerprint', fingerprint),
    ...lineMethods(db),
    update: async (id, expectedVersion, patch) =>
      (await updateBy(
        db,
        'orders',
        { id, version: expectedVersion },
        { ...patchRow(patch, PATCHED), version: expectedVersion + 1 },
      )) === 1,
    ...listMethods(db),
  };
}

async function one(db: Kysely<Database>, column: 'id' | 'code' | 'token_fingerprint', value: string) {
  const row = await db.selectFrom('orders').selectAll().where(column, '=', value).executeTakeFirst();
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

function listMethods(
  db: Kysely<Database>,
): Pick<OrderStore, 'ofPerson' | 'countUnpaid' | 'spentFromBalance' | 'codeExists' | 'countByState'> {
  const countAll = db.fn.countAll<number>().as('count');
  return {
    ofPerson: async (personId, environment, limit, offset = 0) => {
      const rows = await db
        .selectFrom('orders')
        .selectAll()
        .where('person_id', '=', personId)
        .where('environment', '=', environment)
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => fromRow<Order>(row));
    },
    countUnpaid: async (personId, environment) => {
      const { count } = await db
        .selectFrom('orders')
        .select(countAll)
        .where('person_id', '=', personId)
        .where('environment', '=', environment)
        .where('state', '=', 'awaiting_payment')
        .executeTakeFirstOrThrow();
      return count;
    },
    spentFromBalance: async (personId, environment, since) => {
      const { sum } = await db
        .selectFrom('orders')
        .select((eb) => eb.fn.sum<number | string | null>('total_idr').as('sum'))
        .where('person_id', '=', personId)
        .where('environment', '=', environment)
        .where('placed_at', '>=', since)
        .where('pay_with', '=', 'balance')
        .where('state', '<>', 'failed')
        .executeTakeFirstOrThrow();
      return Number(sum ?? 0);
    },
    codeExists: async (code) =>
      (await db.selectFrom('orders').select('id').where('code', '=', code).executeTakeFirst()) !== undefined,
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

const lineRow = (line: OrderLine) => toRow({ ...line, snapshot: JSON.stringify(line.snapshot) });

function toLine(row: Selectable<OrderLinesTable>): OrderLine {
  const line = fromRow<Omit<OrderLine, 'snapshot'> & { snapshot: string }>(row);
  return { ...line, snapshot: JSON.parse(line.snapshot) as OrderLine['snapshot'] };
}
