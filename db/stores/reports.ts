/** Sums over orders, found by the index on when they were placed. */
import type { Kysely } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { LineSnapshot } from '../../commerce/order/model.ts';
import type { ReportStore, Span } from '../../commerce/ports/stores/reports.ts';
import type { Database } from '../tables/index.ts';

export function createReportStore(db: Kysely<Database>): ReportStore {
  return {
    async sales(environment, span) {
      const rows = await placed(db, environment, span)
        .select((eb) => [
          'order_lines.kind',
          'orders.state',
          eb.fn.count<number>('orders.id').distinct().as('orders'),
          eb.fn.sum<number | string>('order_lines.total_idr').as('total'),
        ])
        .groupBy(['order_lines.kind', 'orders.state'])
        .orderBy('order_lines.kind')
        .orderBy('orders.state')
        .execute();
      return rows.map(({ total, ...group }) => ({ ...group, totalIdr: Number(total) }));
    },
    async salesRows(environment, span, limit) {
      const rows = await placed(db, environment, span)
        .select([
          'orders.code',
          'orders.placed_at as placedAt',
          'orders.paid_at as paidAt',
          'orders.state',
          'order_lines.kind',
          'order_lines.snapshot',
          'order_lines.qty',
          'order_lines.total_idr as totalIdr',
        ])
        .orderBy('orders.placed_at')
        .orderBy('order_lines.id')
        .limit(limit)
        .execute();
      return rows.map(({ snapshot, ...row }) => ({ ...row, name: (JSON.parse(snapshot) as LineSnapshot).name }));
    },
  };
}

const placed = (db: Kysely<Database>, environment: Environment, { from, to }: Span) =>
  db
    .selectFrom('orders')
    .innerJoin('order_lines', 'order_lines.order_id', 'orders.id')
    .where('orders.environment', '=', environment)
    .where('orders.placed_at', '>=', from)
    .where('orders.placed_at', '<', to);
