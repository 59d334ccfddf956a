/**
 * Writes down every change of state that is committed, and says which of them no machine's table has, or which leave a
 * final state other than by the named incidents. A change that was rolled back is none.
 */
import { FULFILMENT_TABLE } from '../../commerce/fulfilment/machine.ts';
import { ORDER_TABLE } from '../../commerce/order/machine.ts';
import { PAYMENT_TABLE } from '../../commerce/payment/machine.ts';
import { REFUND_TABLE } from '../../commerce/refund/machine.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { STAY_TABLE } from '../../commerce/stay/machine.ts';

type Machine = 'order' | 'payment' | 'fulfilment' | 'stay' | 'hold' | 'refund';
type AnyTable = Record<string, Partial<Record<string, { to: string }>>>;

const TABLES: Record<Machine, AnyTable> = {
  order: ORDER_TABLE,
  payment: PAYMENT_TABLE,
  fulfilment: FULFILMENT_TABLE,
  stay: STAY_TABLE,
  refund: REFUND_TABLE,
  hold: { open: { capture: { to: 'captured' }, void: { to: 'voided' } }, captured: {}, voided: {} },
};

/** Named by hand, not read from the tables: a table that lets a final state go must be noticed, too. */
const INCIDENTS: ReadonlySet<string> = new Set([
  'order completed → cancelled',
  'fulfilment succeeded → reversed',
  'fulfilment failed → late_success',
  'fulfilment late_success → late_delivered',
  'payment paid → refunded',
]);
const FINAL: Record<Machine, readonly string[]> = {
  order: ['completed', 'failed'],
  payment: ['paid', 'refunded'],
  fulfilment: ['succeeded', 'failed', 'late_success', 'late_delivered', 'reversed'],
  stay: ['cancelled'],
  refund: ['paid_out', 'kept', 'written_off'],
  hold: ['captured', 'voided'],
};

export interface Transitions {
  uow: UnitOfWork;
  /** What must not have happened, in words. */
  wrong: string[];
  /** How often each happened: "order paid → completed". */
  counts: Map<string, number>;
}

export function watchTransitions(uow: UnitOfWork): Transitions {
  const wrong: string[] = [];
  const counts = new Map<string, number>();
  const suspect = new Set<string>();
  function note(machine: Machine, id: string, from: string, to: string): void {
    if (from === to) return;
    const change = `${machine} ${from} → ${to}`;
    const count = counts.get(change);
    counts.set(change, (count ?? 0) + 1);
    // What was right the first time is right for ever; what was wrong is told each time.
    if (count !== undefined && !suspect.has(change)) return;
    const isKnown = Object.values(TABLES[machine][from] ?? {}).some((step) => step?.to === to);
    const isLeft = FINAL[machine].includes(from) && !INCIDENTS.has(change);
    if (!isKnown) wrong.push(`${change} of ${id} is in no table`);
    if (isLeft) wrong.push(`${change} of ${id} leaves a final state`);
    if (!isKnown || isLeft) suspect.add(change);
  }
  /** Of the unit that is open; units do not overlap. */
  let changes: Change[] = [];
  const noted = (change: Change) => changes.push(change);
  /** A store in memory hands out the same stores for every unit; they are wrapped once. */
  let known: { stores: Stores; wrapped: Stores } | undefined;
  const watchedOf = (stores: Stores): Stores => {
    if (known?.stores !== stores) known = { stores, wrapped: watched(stores, noted) };
    return known.wrapped;
  };
  return {
    wrong,
    counts,
    uow: {
      ...uow,
      async run(step, work) {
        let mine: Change[] = [];
        const result = await uow.run(step, (stores) => {
          changes = mine = [];
          return work(watchedOf(stores));
        });
        for (const change of mine) note(...change);
        return result;
      },
    },
  };
}

type Change = [Machine, string, string, string];
type Row = { state: string } | null;

type Via = (
  machine: Machine,
  id: string,
  to: string | undefined,
  get: () => Promise<Row>,
  update: () => Promise<boolean>,
) => Promise<boolean>;

/** A unit needs few of its stores, so each is wrapped when it is first asked for. */
function watched(stores: Stores, noted: (change: Change) => void): Stores {
  const via: Via = async (machine, id, to, get, update) => {
    const before = to === undefined ? null : await get();
    const won = await update();
    if (won && before && to !== undefined) noted([machine, id, before.state, to]);
    return won;
  };
  const bundle = Object.create(bundleOf(stores)) as Bundle;
  bundle[SOURCE] = { stores, via, made: {} };
  return bundle;
}

const SOURCE = Symbol('source');
type Made = Partial<Pick<Stores, keyof typeof WRAPS>>;
type Bundle = Stores & { [SOURCE]: { stores: Stores; via: Via; made: Made } };

let known: Stores | undefined;

/** What all bundles inherit, made once: a getter for each store. A new set of them for every unit would cost more than most stores do. */
function bundleOf(stores: Stores): Stores {
  if (known) return known;
  const names = new Set<string>();
  for (let at: object | null = stores; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    for (const name of Object.keys(Object.getOwnPropertyDescriptors(at))) names.add(name);
  const getters = Array.from(names as Set<keyof Stores>, (name) => {
    const wrap = Object.hasOwn(WRAPS, name) ? WRAPS[name as keyof typeof WRAPS] : undefined;
    const get = wrap
      ? function (this: Bundle) {
          const { stores: source, via, made } = this[SOURCE];
          const own = made as Record<string, unknown>;
          return (own[name] ??= (wrap as (store: unknown, via: Via) => unknown)(source[name], via));
        }
      : function (this: Bundle) {
          return this[SOURCE].stores[name];
        };
    return [name, { get, enumerable: true }] as const;
  });
  known = Object.create(null, Object.fromEntries(getters)) as Stores;
  return known;
}

const WRAPS = {
  orders: (orders: Stores['orders'], via: Via): Stores['orders'] => ({
    ...orders,
    update: (id, version, patch) =>
      via(
        'order',
        id,
        patch.state,
        () => orders.get(id),
        () => orders.update(id, version, patch),
      ),
  }),
  payments: (payments: Stores['payments'], via: Via): Stores['payments'] => ({
    ...payments,
    updateRefund: (id, version, patch) =>
      via(
        'refund',
        id,
        patch.state,
        () => payments.refund(id),
        () => payments.updateRefund(id, version, patch),
      ),
    update: (id, version, patch) =>
      via(
        'payment',
        id,
        patch.state,
        () => payments.get(id),
        () => payments.update(id, version, patch),
      ),
  }),
  fulfilments: (fulfilments: Stores['fulfilments'], via: Via): Stores['fulfilments'] => ({
    ...fulfilments,
    update: (id, version, patch) =>
      via(
        'fulfilment',
        id,
        patch.state,
        () => fulfilments.get(id),
        () => fulfilments.update(id, version, patch),
      ),
  }),
  stays: (stays: Stores['stays'], via: Via): Stores['stays'] => ({
    ...stays,
    updateStay: (id, version, patch) =>
      via(
        'stay',
        id,
        patch.state,
        () => stays.stay(id),
        () => stays.updateStay(id, version, patch),
      ),
  }),
  ledger: (ledger: Stores['ledger'], via: Via): Stores['ledger'] => ({
    ...ledger,
    resolveHold: (id, to, capturedIdr) =>
      via(
        'hold',
        id,
        to,
        async () => ({ state: 'open' }),
        () => ledger.resolveHold(id, to, capturedIdr),
      ),
  }),
};
