/** Looking back over what one person ordered. */
import type { Environment } from '../../../commerce/environment.ts';
import type { Order } from '../../../commerce/order/model.ts';
import type { OrderStore } from '../../../commerce/ports/stores/orders.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, newestFirst } from './support.ts';

type OfPerson = Pick<
  OrderStore,
  'ofPerson' | 'countUnpaid' | 'spentFromBalance' | 'totalsOfPerson' | 'ofPersonBetween' | 'toDestination'
>;

export function ofPersonMethods({ orders, orderLines }: AllRows): OfPerson {
  const of = (personId: string, environment: Environment): Order[] =>
    orders.group('person', joined(personId, environment)).sort(newestFirst((order) => order.placedAt));
  const lines = (order: Order) => orderLines.group('order', order.id);
  /** Without top-ups: nothing was bought by them. */
  const bought = (personId: string, environment: Environment, from: number, to: number): Order[] =>
    of(personId, environment)
      .filter((order) => order.placedAt >= from && order.placedAt < to)
      .filter((order) => lines(order).every((line) => line.kind !== 'topup'));
  return {
    ofPerson: async (personId, environment, limit, offset = 0) =>
      of(personId, environment).slice(offset, offset + limit),
    countUnpaid: async (personId, environment) => orders.count('unpaid', joined(personId, environment)),
    spentFromBalance: async (personId, environment, since) =>
      of(personId, environment)
        .filter((order) => order.placedAt >= since && order.payWith === 'balance' && order.state !== 'failed')
        .reduce((sum, order) => sum + order.totalIdr, 0),
    async totalsOfPerson(personId, environment, from, to) {
      const states = Map.groupBy(bought(personId, environment, from, to), (order) => order.state);
      const totals = [...states].map(([state, members]) => ({
        state,
        count: members.length,
        totalIdr: members.reduce((sum, order) => sum + order.totalIdr, 0),
      }));
      return totals.sort(by((total) => total.state));
    },
    async ofPersonBetween(personId, environment, from, to, { states, limit, offset }) {
      const found = bought(personId, environment, from, to).filter((order) => !states || states.includes(order.state));
      return found.slice(offset, offset + limit);
    },
    async toDestination(personId, environment, destination, { productId, states, since, limit }) {
      const found = of(personId, environment).filter(
        (order) =>
          (!states || states.includes(order.state)) &&
          (since === undefined || order.placedAt >= since) &&
          lines(order).some(
            (line) =>
              line.snapshot.destination?.value === destination &&
              (productId === undefined || line.productId === productId),
          ),
      );
      return found.slice(0, limit);
    },
  };
}
