/** Sums over orders for the people who run the shop. */
import type { Environment } from '../../../commerce/environment.ts';
import type { Order, OrderLine } from '../../../commerce/order/model.ts';
import type { ReportStore, Span } from '../../../commerce/ports/stores/reports.ts';
import type { SalesGroup } from '../../../commerce/report/model.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, type MakeStore } from './support.ts';

export const createReportStore: MakeStore<ReportStore> = (rows) => ({
  async sales(environment, span) {
    const groups = Map.groupBy(placed(rows, environment, span), ({ order, line }) => joined(line.kind, order.state));
    const sums = [...groups.values()].flatMap((members): SalesGroup[] => {
      const [first] = members;
      if (!first) return [];
      const orders = new Set(members.map(({ order }) => order.id)).size;
      const totalIdr = members.reduce((sum, { line }) => sum + line.totalIdr, 0);
      return [{ kind: first.line.kind, state: first.order.state, orders, totalIdr }];
    });
    return sums.sort(
      by(
        (group) => group.kind,
        (group) => group.state,
      ),
    );
  },
  async salesRows(environment, span, limit) {
    const sold = placed(rows, environment, span).sort(
      by(
        ({ order }) => order.placedAt,
        ({ line }) => line.id,
      ),
    );
    return sold.slice(0, limit).map(({ order: { code, placedAt, paidAt, state }, line }) => {
      const { kind, qty, totalIdr, snapshot } = line;
      return { code, placedAt, paidAt, state, kind, name: snapshot.name, qty, totalIdr };
    });
  },
});

function placed(
  { orders, orderLines }: AllRows,
  environment: Environment,
  { from, to }: Span,
): { order: Order; line: OrderLine }[] {
  return orders
    .all()
    .filter((order) => order.environment === environment && order.placedAt >= from && order.placedAt < to)
    .flatMap((order) => orderLines.group('order', order.id).map((line) => ({ order, line })));
}
