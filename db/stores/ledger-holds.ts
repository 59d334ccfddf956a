/**
 * Money set aside. The account row is the gate: one guarded statement adds to `held`, so parallel holds can never take
 * more than there is. Releasing comes before a capture is posted; the other way round the account would for a moment
 * fall below its minimum and the engine refuses.
 */
import type { Kysely } from 'kysely';
import type { MoneyHold } from '../../commerce/ledger/model.ts';
import type { LedgerStore } from '../../commerce/ports/stores/ledger.ts';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { changedOne, insertedOne, positive } from './values.ts';

type HoldMethods = Pick<LedgerStore, 'hold' | 'resolveHold' | 'holdOf' | 'holdsOf'>;

export function holdMethods(db: Kysely<Database>): HoldMethods {
  return {
    hold: (hold) => takeHold(db, hold),
    resolveHold: (holdId, to, capturedIdr) => resolveHold(db, holdId, to, capturedIdr),
    holdOf: (orderId, attempt) => holdOf(db, orderId, attempt),
    holdsOf: async (orderId) => {
      const rows = await db
        .selectFrom('money_holds')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('attempt')
        .execute();
      return rows.map((row) => fromRow<MoneyHold>(row));
    },
  };
}

async function holdOf(db: Kysely<Database>, orderId: string, attempt: number): Promise<MoneyHold | null> {
  const row = await db
    .selectFrom('money_holds')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('attempt', '=', attempt)
    .executeTakeFirst();
  return row ? fromRow<MoneyHold>(row) : null;
}

async function takeHold(db: Kysely<Database>, hold: MoneyHold): Promise<'held' | 'insufficient' | 'duplicate'> {
  positive(hold.amountIdr, 'a held amount');
  if (await holdOf(db, hold.orderId, hold.attempt)) return 'duplicate';
  const { numUpdatedRows } = await db
    .updateTable('ledger_accounts')
    .set((eb) => ({ held_idr: eb('held_idr', '+', hold.amountIdr) }))
    .where('id', '=', hold.accountId)
    .where('environment', '=', hold.environment)
    .where((eb) =>
      eb.or([
        eb('min_available_idr', 'is', null),
        eb(eb('posted_idr', '-', eb.ref('held_idr')), '>=', eb('min_available_idr', '+', hold.amountIdr)),
      ]),
    )
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return 'insufficient';
  const inserted = await db
    .insertInto('money_holds')
    .values(toRow(hold))
    .onConflict((c) => c.columns(['order_id', 'attempt']).doNothing())
    .executeTakeFirst();
  // A twin committed between our look and our insert: roll back what we added to `held` and look again.
  if (!insertedOne(inserted)) throw new StaleWrite(`hold ${hold.attempt} of order ${hold.orderId} was taken meanwhile`);
  return 'held';
}

async function resolveHold(
  db: Kysely<Database>,
  holdId: string,
  to: 'captured' | 'voided',
  capturedIdr: number,
): Promise<boolean> {
  if (to === 'voided' && capturedIdr !== 0) throw new RangeError('a voided hold captures nothing');
  const hold = await db
    .updateTable('money_holds')
    .set({ state: to, captured_idr: capturedIdr })
    .where('id', '=', holdId)
    .where('state', '=', 'open')
    .returning(['account_id', 'amount_idr'])
    .executeTakeFirst();
  if (!hold) return false;
  const released = await db
    .updateTable('ledger_accounts')
    .set((eb) => ({ held_idr: eb('held_idr', '-', hold.amount_idr) }))
    .where('id', '=', hold.account_id)
    .executeTakeFirstOrThrow();
  if (!changedOne(released)) throw new Error(`hold ${holdId} names an account that is not there`);
  return true;
}
