/** Puts a day's figures together. Reads only; each question is about one day or about what is open, and is bounded. */
import { systemActor } from '../audit.ts';
import type { Core } from '../core.ts';
import { queuedCase } from '../cases/open-cases.ts';
import type { Environment } from '../environment.ts';
import { account } from '../ledger/accounts.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { LineKind, OrderState } from '../order/model.ts';
import type { Span } from '../ports/stores/reports.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Provider } from '../provider/model.ts';
import { addDays } from '../stay/local-time.ts';
import { moneyDifferences } from './differences.ts';
import { ODDITY_KINDS, type Brief, type Difference, type GatewayRow, type SupplierRow } from './model.ts';

export const MAX_ROWS = 5000;
/** Working the books out anew reads every entry; beyond this many journals it is a night's work of its own. */
const MAX_VERIFIED_JOURNALS = 100_000;
const SOLD: readonly OrderState[] = ['completed', 'paid'];
/** Money we keep for somebody, not a sale. */
export const isSale = (kind: LineKind): boolean => kind !== 'topup';

export interface Day {
  date: string;
  zone: string;
  span: Span;
  isOver: boolean;
}

export async function makeBrief(core: Core, environment: Environment, day: Day): Promise<Brief> {
  const stores = core.uow.read;
  const { date, zone, span } = day;
  const now = core.clock.now();
  const groups = await stores.reports.sales(environment, span);
  const soldIdr = groups
    .filter(({ state, kind }) => SOLD.includes(state) && isSale(kind))
    .reduce((sum, group) => sum + group.totalIdr, 0);
  const gateways = await gatewayRows(stores, environment, span);
  const suppliers = await supplierRows(stores, environment, day);
  const isSmall = (await stores.ledger.countJournals()) <= MAX_VERIFIED_JOURNALS;
  const found = day.isOver ? moneyDifferences(gateways, suppliers, core.settings.depositToleranceIdr, span.to) : [];
  return {
    date,
    zone,
    at: now,
    until: day.isOver ? null : now,
    sales: { date, groups, soldIdr },
    costs: await stores.briefs.costs(environment, span),
    rows: await stores.reports.salesRows(environment, span, MAX_ROWS + 1),
    refundedIdr: (await stores.briefs.moved(account.refundsDue(environment), span)).addedIdr,
    lostIdr: await lostIn(stores, environment, span),
    gateways,
    suppliers,
    differences: [...(await oddities(core, environment, now)), ...found],
    cases: await casesOf(stores, environment),
    verdict: isSmall ? await verifyLedger(stores.ledger) : null,
  };
}

/** Losses are booked against our own accounts with the sign of a cost. */
async function lostIn(stores: Stores, environment: Environment, span: Span): Promise<number> {
  let lostIdr = 0;
  for (const accountId of [account.lossLateDelivery(environment), account.takenBack(environment)]) {
    const { addedIdr, takenIdr } = await stores.briefs.moved(accountId, span);
    lostIdr += takenIdr - addedIdr;
  }
  return lostIdr;
}

async function gatewayRows(stores: Stores, environment: Environment, span: Span): Promise<GatewayRow[]> {
  const rows: GatewayRow[] = [];
  for (const { id, name } of await stores.providers.list({ integrationType: 'payment', environment })) {
    const { payments, amountIdr } = await stores.briefs.received(id, span);
    // Money that comes is booked as negative; what goes back through the gateway is not asked here.
    const { takenIdr } = await stores.briefs.moved(account.gateway(environment, id), span);
    rows.push({ providerId: id, name, payments, receivedIdr: amountIdr, bookedIdr: takenIdr });
  }
  return rows;
}

async function supplierRows(stores: Stores, environment: Environment, day: Day): Promise<SupplierRow[]> {
  const rows: SupplierRow[] = [];
  for (const provider of await stores.providers.list({ integrationType: 'supplier', environment })) {
    rows.push(await supplierRow(stores, environment, day, provider));
  }
  return rows;
}

/** From the last reading of the day before, where there is one: a day's first is only from when it was first asked. */
async function supplierRow(
  stores: Stores,
  environment: Environment,
  { date, span }: Day,
  { id, name }: Provider,
): Promise<SupplierRow> {
  const before = await stores.briefs.deposit(id, addDays(date, -1));
  const on = await stores.briefs.deposit(id, date);
  const readings = on && {
    fromIdr: before?.lastIdr ?? on.firstIdr,
    fromAt: before?.lastAt ?? on.firstAt,
    toIdr: on.lastIdr,
    toAt: on.lastAt,
  };
  const between = readings ? { from: readings.fromAt, to: readings.toAt } : span;
  const { addedIdr, takenIdr } = await stores.briefs.moved(account.supplier(environment, id), between);
  return { providerId: id, name, readings, boughtIdr: addedIdr - takenIdr };
}

async function oddities({ uow, settings }: Core, environment: Environment, now: number): Promise<Difference[]> {
  const all: Difference[] = [];
  for (const what of ODDITY_KINDS) {
    const found = await uow.read.briefs.oddities(environment, what, now - settings.briefStuckMs, MAX_ROWS);
    for (const one of found) all.push({ what, ...one });
  }
  return all.toSorted((a, b) => a.since - b.since);
}

/** Every open case, oldest first, as far as a sheet goes. */
export async function casesOf(stores: Stores, environment: Environment): Promise<Brief['cases']> {
  const cases: Brief['cases'] = [];
  for (const row of (await stores.reviews.listOpen(environment)).slice(0, MAX_ROWS + 1)) {
    cases.push(
      queuedCase(systemActor(environment), { row, order: row.orderId ? await stores.orders.get(row.orderId) : null }),
    );
  }
  return cases;
}
