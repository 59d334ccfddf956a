/** What the morning brief compares. Sums over a day of one account, and rows that are open for too long. */
import { sql, type Kysely } from 'kysely';
import type { Deposit, KindCost, Oddity, OddityKind } from '../../commerce/brief/model.ts';
import type { Environment } from '../../commerce/environment.ts';
import type { BriefStore } from '../../commerce/ports/stores/briefs.ts';
import { fromRow } from '../rows.ts';
import { IS_UNDER_WAY } from '../tables/brief.ts';
import type { Database } from '../tables/index.ts';
import { oneBy } from './by-key.ts';

export function createBriefStore(db: Kysely<Database>): BriefStore {
  return {
    async moved(accountId, { from, to }) {
      const row = await db
        .selectFrom('ledger_entries as e')
        .innerJoin('journals as j', 'j.id', 'e.journal_id')
        .select([
          sql<number | string>`coalesce(sum(case when e.amount_idr > 0 then e.amount_idr else 0 end), 0)`.as('added'),
          sql<number | string>`coalesce(sum(case when e.amount_idr < 0 then -e.amount_idr else 0 end), 0)`.as('taken'),
        ])
        .where('e.account_id', '=', accountId)
        .where('e.at', '>=', from)
        .where('e.at', '<', to)
        .where('j.kind', '!=', 'written_off')
        .executeTakeFirstOrThrow();
      return { addedIdr: Number(row.added), takenIdr: Number(row.taken) };
    },
    async received(providerId, { from, to }) {
      const row = await db
        .selectFrom('receipts')
        .select(({ fn }) => [
          fn.countAll<number | string>().as('payments'),
          fn.sum<number | string>('amount_idr').as('sum'),
        ])
        .where('provider_id', '=', providerId)
        .where('booked_at', '>=', from)
        .where('booked_at', '<', to)
        .executeTakeFirstOrThrow();
      return { payments: Number(row.payments), amountIdr: Number(row.sum ?? 0) };
    },
    async costs(environment, { from, to }) {
      const rows = await db
        .selectFrom('orders as o')
        .innerJoin('fulfilments as f', 'f.order_id', 'o.id')
        .innerJoin('fulfilment_attempts as a', 'a.fulfilment_id', 'f.id')
        .select(({ fn }) => ['f.kind', fn.sum<number | string>('a.price_idr').as('cost')])
        .where('o.environment', '=', environment)
        .where('o.placed_at', '>=', from)
        .where('o.placed_at', '<', to)
        .where('f.state', '=', 'succeeded')
        .where('a.outcome', '=', 'success')
        .groupBy('f.kind')
        .orderBy('f.kind')
        .execute();
      return rows.map(({ kind, cost }): KindCost => ({ kind, costIdr: Number(cost ?? 0) }));
    },
    async noteDeposit(providerId, day, at, balanceIdr) {
      const last = { last_idr: balanceIdr, last_at: at };
      await db
        .insertInto('deposit_days')
        .values({ provider_id: providerId, day, first_idr: balanceIdr, first_at: at, ...last })
        .onConflict((c) => c.columns(['provider_id', 'day']).doUpdateSet(last))
        .execute();
    },
    async deposit(providerId, day) {
      const row = await oneBy(db, 'deposit_days', { provider_id: providerId, day });
      if (!row) return null;
      const { firstIdr, firstAt, lastIdr, lastAt } = fromRow<Deposit>(row);
      return { firstIdr, firstAt, lastIdr, lastAt };
    },
    oddities: async (environment, kind, before, limit) =>
      (kind === 'hold_left' ? holdsLeft(db, environment) : ordersUnderWay(db, environment, kind, before))
        .orderBy('since')
        .orderBy('o.id')
        .limit(limit)
        .execute()
        .then((rows) => rows.filter(({ since }) => since < before).map((row): Oddity => ({ ...row }))),
  };
}

const holdsLeft = (db: Kysely<Database>, environment: Environment) =>
  db
    .selectFrom('money_holds as h')
    .innerJoin('orders as o', 'o.id', 'h.order_id')
    .select(['o.id as orderId', 'o.code', 'h.amount_idr as amountIdr', 'h.created_at as since'])
    // In literals, as the index of open holds is.
    .where(sql<boolean>`h.state = 'open'`)
    .where('h.environment', '=', environment)
    .where('o.state', 'in', ['completed', 'failed', 'cancelled', 'expired']);

type UnderWay = Exclude<OddityKind, 'hold_left'>;

/** Since when an order is odd, as a column. */
const SINCE: Record<UnderWay, 'o.paid_at' | 'o.pay_by' | 'o.placed_at'> = {
  paid_not_settled: 'o.placed_at',
  waits_too_long: 'o.pay_by',
  paid_without_money: 'o.paid_at',
  hold_missing: 'o.paid_at',
  undelivered: 'o.paid_at',
};

function ordersUnderWay(db: Kysely<Database>, environment: Environment, kind: UnderWay, before: number) {
  const isPaid = kind !== 'paid_not_settled' && kind !== 'waits_too_long';
  return db
    .selectFrom(
      db
        .selectFrom('orders')
        .selectAll()
        .where(IS_UNDER_WAY)
        .where('environment', '=', environment)
        .where('state', '=', isPaid ? 'paid' : 'awaiting_payment')
        .as('o'),
    )
    .select(['o.id as orderId', 'o.code', 'o.total_idr as amountIdr', sql<number>`${sql.ref(SINCE[kind])}`.as('since')])
    .where(SINCE[kind], '<', before)
    .where(({ exists, not, and, selectFrom }) => {
      const paid = exists(
        selectFrom('payments')
          .select('payments.id')
          .whereRef('payments.order_id', '=', 'o.id')
          .where('state', '=', 'paid'),
      );
      const receipt = exists(selectFrom('receipts').select('receipts.id').whereRef('receipts.order_id', '=', 'o.id'));
      const hold = exists(
        selectFrom('money_holds')
          .select('money_holds.id')
          .whereRef('money_holds.order_id', '=', 'o.id')
          .where('state', '!=', 'voided'),
      );
      if (kind === 'paid_not_settled') return paid;
      if (kind === 'waits_too_long') return not(paid);
      if (kind === 'paid_without_money') return and([not(receipt), not(hold)]);
      if (kind === 'hold_missing') return and([receipt, not(hold)]);
      return hold;
    });
}
