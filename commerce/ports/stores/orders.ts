/** Orders with their lines, and the memory that makes use cases repeatable. */
import type { Environment } from '../../environment.ts';
import type { Order, OrderLine, OrderState } from '../../order/model.ts';

export type OrderPatch = Partial<Pick<Order, 'state' | 'payBy' | 'paidAt' | 'closedAt' | 'cancelRequestedAt'>>;

export interface OrderStore {
  /**
   * Whoever decides about an order calls this first and reads afterwards: until the transaction ends nobody else
   * decides about it. Where writers queue anyway it does nothing. An order that is not there locks nothing.
   */
  lock(orderId: string): Promise<void>;
  insert(order: Order, lines: OrderLine[]): Promise<void>;
  get(id: string): Promise<Order | null>;
  byCode(code: string): Promise<Order | null>;
  byTokenFingerprint(fingerprint: string): Promise<Order | null>;
  lines(orderId: string): Promise<OrderLine[]>;
  line(lineId: string): Promise<OrderLine | null>;
  /** Compare and set on version; false when another writer was first. */
  update(id: string, expectedVersion: number, patch: OrderPatch): Promise<boolean>;
  /**
   * The order costs something else now, because one line does. Compare and set on version; only for what is not paid:
   * nothing reads the live catalogue for an order.
   */
  reprice(
    id: string,
    expectedVersion: number,
    order: Pick<Order, 'totalIdr' | 'payBy'>,
    line: Pick<OrderLine, 'id' | 'unitPriceIdr' | 'totalIdr' | 'snapshot'>,
  ): Promise<boolean>;
  ofPerson(personId: string, environment: Environment, limit: number, offset?: number): Promise<Order[]>;
  /** Orders of a person in `awaiting_payment`, for the limit on open orders. */
  countUnpaid(personId: string, environment: Environment): Promise<number>;
  /** Orders placed in [from, to), top-ups left out: how many of each state and what they cost. */
  totalsOfPerson(
    personId: string,
    environment: Environment,
    from: number,
    to: number,
  ): Promise<{ state: OrderState; count: number; totalIdr: number }[]>;
  /** The same orders, newest first. */
  ofPersonBetween(
    personId: string,
    environment: Environment,
    from: number,
    to: number,
    page: { states?: readonly OrderState[] | undefined; limit: number; offset: number },
  ): Promise<Order[]>;
  /** A person's orders with a line sent to this very destination, newest first. */
  toDestination(
    personId: string,
    environment: Environment,
    destination: string,
    filter: { productId?: string; states?: readonly OrderState[]; since?: number; limit: number },
  ): Promise<Order[]>;
  /** Total of orders paid from the balance and placed since an instant, but for those that failed. */
  spentFromBalance(personId: string, environment: Environment, since: number): Promise<number>;
  codeExists(code: string): Promise<boolean>;
  countByState(environment: Environment): Promise<Record<string, number>>;
}

/** Same key + same input = the old answer; same key + other input = conflict. */
export interface IdempotencyStore {
  find(key: string): Promise<{ inputHash: string; result: string } | null>;
  /** False when the key exists already (another writer was first): roll back and read it. */
  save(row: { key: string; inputHash: string; result: string; at: number }): Promise<boolean>;
}
