/**
 * What a refund needs to be paid out by itself, and who decided a case. Money that waited before lay on its customer's
 * account: it moves to where it is said to wait, by journals like any other.
 */
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

/** A refund is found by its state when the ledger is checked; most of them are over. */
const OPEN_REFUND = sql<boolean>`state in ('due', 'sending', 'pending', 'unclear')`;

export async function extendRefunds(db: Kysely<any>): Promise<void> {
  await addRefundColumns(db);
  await db.schema.alterTable('review_cases').addColumn('resolved_by', 'text').execute();
  await db.schema
    .alterTable('review_cases')
    .addColumn('parked_idr', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('payments')
    .addColumn('refunded_idr', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('refunds_open').on('refunds').columns(['environment']).where(OPEN_REFUND).execute();
  await moveParked(db);
  await movePromised(db);
}

async function addRefundColumns(db: Kysely<any>): Promise<void> {
  const number = (name: string, initial: number) =>
    db.schema
      .alterTable('refunds')
      .addColumn(name, 'bigint', (c) => c.notNull().defaultTo(initial))
      .execute();
  const optional = (name: string, type: 'text' | 'bigint') =>
    db.schema.alterTable('refunds').addColumn(name, type).execute();
  await number('fee_idr', 0);
  await number('version', 1);
  await number('reminders', 0);
  await number('unanswered', 0);
  for (const name of ['reference', 'payment_id', 'way', 'destination_sealed', 'destination_masked', 'proof'])
    await optional(name, 'text');
  for (const name of ['choose_until', 'ended_at']) await optional(name, 'bigint');
  await db
    .updateTable('refunds')
    .set({ reference: sql`id` })
    .where('reference', 'is', null)
    .execute();
}

async function moveParked(db: Kysely<any>): Promise<void> {
  const rows = await db
    .selectFrom('review_cases as c')
    .innerJoin('orders as o', 'o.id', 'c.order_id')
    .select(['c.id', 'c.dedupe_key', 'c.amount_idr', 'c.environment', 'o.id as order_id', 'o.person_id', 'o.code'])
    .where('c.state', '=', 'open')
    .where('c.kind', 'in', ['underpaid', 'overpaid', 'paid_twice'])
    .where('c.amount_idr', '>', 0)
    .execute();
  for (const row of rows) {
    await db.updateTable('review_cases').set({ parked_idr: row.amount_idr }).where('id', '=', row.id).execute();
    await move(db, row, 'parked', `parked:${row.dedupe_key}`, `${row.environment}:parked`);
  }
}

async function movePromised(db: Kysely<any>): Promise<void> {
  const rows = await db
    .selectFrom('refunds as r')
    .innerJoin('orders as o', 'o.id', 'r.order_id')
    .select(['r.id', 'r.amount_idr', 'r.environment', 'o.id as order_id', 'o.person_id', 'o.code'])
    .where('r.state', '=', 'due')
    .execute();
  for (const row of rows)
    await move(db, row, 'refund_promised', `refund-promised:${row.id}`, `${row.environment}:refunds_due`);
}

interface Waiting {
  amount_idr: number;
  environment: string;
  order_id: string;
  person_id: string | null;
  code: string;
}

async function move(db: Kysely<any>, row: Waiting, kind: string, idemKey: string, to: string): Promise<void> {
  const { environment } = row;
  const from = `${environment}:customer:${row.person_id ?? `order-${row.order_id}`}`;
  await db
    .insertInto('ledger_accounts')
    .values({ id: to, environment, posted_idr: 0, held_idr: 0, min_available_idr: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
  const id = randomUUID();
  const at = Date.now();
  await db
    .insertInto('journals')
    .values({ id, environment, kind, idem_key: idemKey, order_id: row.order_id, memo: row.code, at })
    .execute();
  const amountIdr = row.amount_idr;
  const sides = [
    { account_id: from, amount_idr: -amountIdr },
    { account_id: to, amount_idr: amountIdr },
  ];
  for (const [position, side] of sides.entries()) {
    await db
      .insertInto('ledger_entries')
      .values({ journal_id: id, position, environment, ...side })
      .execute();
    await db
      .updateTable('ledger_accounts')
      .set((eb) => ({ posted_idr: eb('posted_idr', '+', side.amount_idr) }))
      .where('id', '=', side.account_id)
      .execute();
  }
}
