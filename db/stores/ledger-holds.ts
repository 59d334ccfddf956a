/**
 * Money set aside. The account row is the gate: one guarded statement adds to `held`, so parallel holds can never take
 * more than there is. Releasing comes before a capture is posted; the other way round the account would for a moment
 * fall below its minimum and the engine refuses.
 */
import type { Kysely } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { MoneyHold } from '../../commerce/ledger/model.ts';
import type { LedgerStore } from '../../commerce/ports/stores/ledger.ts';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow, toRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import { positive } from './values.ts';
import { insertRow, oneBy, selectBy } from './by-key.ts';

type HoldMethods = Pick<LedgerStore, 'hold' | 'resolveHold' | 'holdOf' | 'holdsOf'>;

export function holdMethods(db: Kysely<Database>): HoldMethods {
  return {
    hold: (hold) => takeHold(db, hold),
    resolveHold: (holdId, to, capturedIdr) => resolveHold(db, holdId, to, capturedIdr),
    holdOf: (orderId, attempt) => holdOf(db, orderId, attempt),
    holdsOf: async (orderId) => {
      const rows = await selectBy(db, 'money_holds', { order_id: orderId }, 'attempt');
      return rows.map((row) => fromRow<MoneyHold>(row));
    },
  };
}

async function holdOf(db: Kysely<Database>, orderId: string, attempt: number): Promise<MoneyHold | null> {
  const row = await oneBy(db, 'money_holds', { order_id: orderId, attempt });
  return row ? fromRow<MoneyHold>(row) : null;
}

const addHeld = prepared((db, amountIdr: number, accountId: string, environment: Environment, needed: number) =>
  db
    .updateTable('ledger_accounts')
    .set((eb) => ({ held_idr: eb('held_idr', '+', amountIdr) }))
    .where('id', '=', accountId)
    .where('environment', '=', environment)
    .where((eb) =>
      eb.or([
        eb('min_available_idr', 'is', null),
        eb(eb('posted_idr', '-', eb.ref('held_idr')), '>=', eb('min_available_idr', '+', needed)),
      ]),
    ),
);

const endHold = prepared((db, to: 'captured' | 'voided', capturedIdr: number, holdId: string) =>
  db
    .updateTable('money_holds')
    .set({ state: to, captured_idr: capturedIdr })
    .where('id', '=', holdId)
    .where('state', '=', 'open')
    .returning(['account_id', 'amount_idr']),
);

const takeHeld = prepared((db, amountIdr: number, accountId: string) =>
  db
    .updateTable('ledger_accounts')
    .set((eb) => ({ held_idr: eb('held_idr', '-', amountIdr) }))
    .where('id', '=', accountId),
);

async function takeHold(db: Kysely<Database>, hold: MoneyHold): Promise<'held' | 'insufficient' | 'duplicate'> {
  positive(hold.amountIdr, 'a held amount');
  if (await holdOf(db, hold.orderId, hold.attempt)) return 'duplicate';
  const { accountId, environment, amountIdr } = hold;
  if ((await addHeld.run(db, amountIdr, accountId, environment, amountIdr)) !== 1) return 'insufficient';
  // A twin committed between our look and our insert: roll back what we added to `held` and look again.
  if (!(await insertRow(db, 'money_holds', toRow(hold), ['order_id', 'attempt'])))
    throw new StaleWrite(`hold ${hold.attempt} of order ${hold.orderId} was taken meanwhile`);
  return 'held';
}

async function resolveHold(
  db: Kysely<Database>,
  holdId: string,
  to: 'captured' | 'voided',
  capturedIdr: number,
): Promise<boolean> {
  if (to === 'voided' && capturedIdr !== 0) throw new RangeError('a voided hold captures nothing');
  const hold = await endHold.first(db, to, capturedIdr, holdId);
  if (!hold) return false;
  if ((await takeHeld.run(db, hold.amount_idr, hold.account_id)) !== 1)
    throw new Error(`hold ${holdId} names an account that is not there`);
  return true;
}
