/**
 * Codes sold from stock. Each state change is one guarded statement, so two buyers never get one code. The loops are
 * for engines with many writers: what others are just taking is passed over first, then waited for, and it ends as soon
 * as the shelf itself is too empty.
 */
import type { Kysely } from 'kysely';
import type { StockCode } from '../../commerce/catalogue/model.ts';
import type { StockStore } from '../../commerce/ports/stores/catalogue.ts';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { fromRow, toRow } from '../rows.ts';
import { skipLocked } from '../engine/dialect.ts';
import { prepared } from '../engine/prepared.ts';
import type { Database } from '../tables/index.ts';
import { ON_SHELF } from '../tables/leaner-indexes.ts';
import type { StoreDeps } from './deps.ts';
import { batches, positive } from './values.ts';
import { oneBy, updateBy } from './by-key.ts';

/** Picks again after losing a race at most this often; then the caller's transaction fails and is run again. */
const ROUNDS_MAX = 50;

export function createStockStore(db: Kysely<Database>, _deps: StoreDeps): StockStore {
  return {
    async add(codes) {
      let added = 0n;
      for (const batch of batches(codes)) {
        const result = await db
          .insertInto('stock_codes')
          .values(batch.map(toRow))
          .onConflict((c) => c.columns(['product_id', 'fingerprint']).doNothing())
          .executeTakeFirst();
        added += result.numInsertedOrUpdatedRows ?? 0n;
      }
      return Number(added);
    },
    async reserve(productId, orderId, qty) {
      positive(qty, 'qty');
      const picked: string[] = [];
      for (let round = 0; round < ROUNDS_MAX; round++) {
        picked.push(...(await reserveOldest(db, productId, orderId, qty - picked.length, round > 0)));
        if (picked.length === qty) return true;
        if ((await countAvailable(db, productId)) < qty - picked.length) {
          await giveBack(db, picked);
          return false;
        }
      }
      throw new StaleWrite(`stock of product ${productId} changes too fast to reserve`);
    },
    async release(orderId) {
      const reserved = { order_id: orderId, state: 'reserved' } as const;
      return updateBy(db, 'stock_codes', reserved, { state: 'available', order_id: null });
    },
    async draw(orderId, productId, fulfilmentId) {
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const row = (await drawn(db, fulfilmentId)) ?? (await drawOldest.first(db, fulfilmentId, orderId, productId));
        if (row) return fromRow<StockCode>(row);
        if (!(await hasReserved(db, orderId, productId))) {
          // The last one may have gone to this very fulfilment, after we looked.
          const own = await drawn(db, fulfilmentId);
          return own ? fromRow<StockCode>(own) : null;
        }
      }
      throw new StaleWrite(`codes reserved by order ${orderId} change too fast to draw`);
    },
    available: (productId) => countAvailable(db, productId),
  };
}

/** Passes over codes others are just taking, or waits to see what they leave. */
async function reserveOldest(
  db: Kysely<Database>,
  productId: string,
  orderId: string,
  qty: number,
  waits: boolean,
): Promise<string[]> {
  const rows = await (waits ? reserveWaiting : reserveFree).all(db, orderId, productId, qty);
  return rows.map((row) => row.id);
}

const reserving = (waits: boolean) =>
  prepared((db, orderId: string, productId: string, qty: number) => {
    const oldest = db
      .selectFrom('stock_codes')
      .select('id')
      .where('product_id', '=', productId)
      .where(ON_SHELF)
      .orderBy('added_at')
      .orderBy('id')
      .limit(qty);
    return db
      .updateTable('stock_codes')
      .set({ state: 'reserved', order_id: orderId })
      .where('id', 'in', waits ? oldest : skipLocked(db, oldest))
      .where('state', '=', 'available')
      .returning('id');
  });
const reserveFree = reserving(false);
const reserveWaiting = reserving(true);

async function giveBack(db: Kysely<Database>, ids: string[]): Promise<void> {
  for (const batch of batches(ids)) {
    await db.updateTable('stock_codes').set({ state: 'available', order_id: null }).where('id', 'in', batch).execute();
  }
}

const onShelf = prepared((db, productId: string) =>
  db
    .selectFrom('stock_codes')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('product_id', '=', productId)
    .where(ON_SHELF),
);

const countAvailable = async (db: Kysely<Database>, productId: string): Promise<number> =>
  Number((await onShelf.first(db, productId))?.count ?? 0);

const drawn = (db: Kysely<Database>, fulfilmentId: string) => oneBy(db, 'stock_codes', { fulfilment_id: fulfilmentId });

const drawOldest = prepared((db, fulfilmentId: string, orderId: string, productId: string) => {
  const oldest = db
    .selectFrom('stock_codes')
    .select('id')
    .where('order_id', '=', orderId)
    .where('product_id', '=', productId)
    .where('state', '=', 'reserved')
    .orderBy('added_at')
    .orderBy('id')
    .limit(1);
  return db
    .updateTable('stock_codes')
    .set({ state: 'sold', fulfilment_id: fulfilmentId })
    .where('id', 'in', skipLocked(db, oldest))
    .returningAll();
});

async function hasReserved(db: Kysely<Database>, orderId: string, productId: string): Promise<boolean> {
  const row = await db
    .selectFrom('stock_codes')
    .select('id')
    .where('order_id', '=', orderId)
    .where('product_id', '=', productId)
    .where('state', '=', 'reserved')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
