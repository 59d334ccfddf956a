/** Looking back over what one person ordered. Every question is answered by an index of theirs or of the destination. */
import type { Kysely } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { Order } from '../../commerce/order/model.ts';
import type { OrderStore } from '../../commerce/ports/stores/orders.ts';
import { prepared } from '../engine/prepared.ts';
import { fromRow } from '../rows.ts';
import type { Database } from '../tables/index.ts';

type OfPerson = Pick<
  OrderStore,
  'ofPerson' | 'countUnpaid' | 'spentFromBalance' | 'totalsOfPerson' | 'ofPersonBetween' | 'toDestination'
>;

const unpaidOf = prepared((db, personId: string, environment: Environment) =>
  db
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('environment', '=', environment)
    .where('state', '=', 'awaiting_payment'),
);

export function ofPersonMethods(db: Kysely<Database>): OfPerson {
  const countAll = db.fn.countAll<number>().as('count');
  const of = (personId: string, environment: Environment) =>
    db.selectFrom('orders').where('person_id', '=', personId).where('environment', '=', environment);
  /** Without top-ups: nothing was bought by them. */
  const bought = (personId: string, environment: Environment) =>
    of(personId, environment).where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('order_lines')
            .select('order_lines.id')
            .whereRef('order_lines.order_id', '=', 'orders.id')
            .where('order_lines.kind', '=', 'topup'),
        ),
      ),
    );
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
    countUnpaid: async (personId, environment) => (await unpaidOf.first(db, personId, environment))?.count ?? 0,
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
    totalsOfPerson: async (personId, environment, from, to) => {
      const rows = await bought(personId, environment)
        .select(['state', countAll, (eb) => eb.fn.sum<number | string>('total_idr').as('sum')])
        .where('placed_at', '>=', from)
        .where('placed_at', '<', to)
        .groupBy('state')
        .orderBy('state')
        .execute();
      return rows.map(({ state, count, sum }) => ({ state, count, totalIdr: Number(sum) }));
    },
    ofPersonBetween: async (personId, environment, from, to, { states, limit, offset }) => {
      let query = bought(personId, environment).selectAll().where('placed_at', '>=', from).where('placed_at', '<', to);
      if (states) query = query.where('state', 'in', [...states]);
      const rows = await query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute();
      return rows.map((row) => fromRow<Order>(row));
    },
    toDestination: async (personId, environment, destination, { productId, states, since, limit }) => {
      let query = db
        .selectFrom('order_lines')
        .innerJoin('orders', 'orders.id', 'order_lines.order_id')
        .selectAll('orders')
        .distinct()
        .where('order_lines.destination', '=', destination)
        .where('orders.person_id', '=', personId)
        .where('orders.environment', '=', environment);
      if (productId !== undefined) query = query.where('order_lines.product_id', '=', productId);
      if (states) query = query.where('orders.state', 'in', [...states]);
      if (since !== undefined) query = query.where('orders.placed_at', '>=', since);
      const rows = await query.orderBy('orders.placed_at', 'desc').orderBy('orders.id', 'desc').limit(limit).execute();
      return rows.map((row) => fromRow<Order>(row));
    },
  };
}
