/**
 * What must hold once all is quiet, read from the rows, the ledger and the vendors' own memory. Each rule answers what is
 * wrong in words; none looks at how it came about.
 */
import type { OrderLine } from '../../commerce/order/model.ts';
import { verifyLedger } from '../../commerce/ledger/verify.ts';
import { nightsBetween } from '../../commerce/stay/local-time.ts';
import { expectedMoney, grouped, type OrderRows } from './money.ts';
import type { Look } from './store.ts';
import type { World } from './world.ts';

export async function brokenRules(world: World): Promise<string[]> {
  const look = await world.store.look();
  const orders = await rowsByOrder(world, look);
  return [
    ...world.surprises,
    ...world.transitions.wrong,
    ...(await verifyLedger(world.store.uow.read.ledger)).differences,
    ...orders.flatMap((rows) => [
      ...expectedMoney(rows, takenIdr(world, rows)),
      ...deliveries(rows),
      ...supplies(world, rows),
      ...setUps(world, rows),
      ...notStuck(rows),
    ]),
    ...strangers(world, look),
    ...shelves(look, orders),
    ...rooms(look),
    ...keys(world, look),
    ...jobs(world, look),
  ];
}

async function rowsByOrder(world: World, look: Look): Promise<OrderRows[]> {
  const of = {
    payments: grouped(look.payments, (row) => row.orderId),
    receipts: grouped(look.receipts, (row) => row.orderId),
    refunds: grouped(look.refunds, (row) => row.orderId),
    cases: grouped(look.cases, (row) => row.orderId ?? ''),
    fulfilments: grouped(look.fulfilments, (row) => row.orderId),
    journals: grouped(look.journals, (row) => row.orderId ?? ''),
    holds: grouped(look.holds, (row) => row.orderId),
    codes: grouped(look.codes, (row) => row.orderId ?? ''),
    attempts: grouped(look.attempts, (row) => row.fulfilmentId),
  };
  const all: OrderRows[] = [];
  for (const order of look.orders) {
    const lines: OrderLine[] = await world.store.uow.read.orders.lines(order.id);
    const fulfilments = of.fulfilments(order.id);
    all.push({
      order,
      lines,
      payments: of.payments(order.id),
      receipts: of.receipts(order.id),
      refunds: of.refunds(order.id),
      cases: of.cases(order.id),
      journals: of.journals(order.id),
      holds: of.holds(order.id),
      codes: of.codes(order.id),
      fulfilments,
      attempts: fulfilments.flatMap((row) => of.attempts(row.id)),
    });
  }
  return all;
}

/** What the gateway took for an order, by its own memory. */
function takenIdr({ vendors }: World, { payments }: OrderRows): number {
  const references = new Set(payments.map((row) => row.reference));
  let sumIdr = 0;
  for (const project of vendors.world.projects.keys())
    for (const reference of references)
      for (const receipt of vendors.world.payments.get(`${project} ${reference}`)?.receipts ?? [])
        sumIdr += receipt.amountIdr;
  return sumIdr;
}

/** In time; what came after its money had gone back is `late_delivered` and counts for no order. */
const isDelivered = (state: string): boolean => state === 'succeeded' || state === 'reversed';

function deliveries({ order, lines, fulfilments, codes, cases }: OrderRows): string[] {
  const wrong: string[] = [];
  const units = lines.reduce((sum, line) => sum + unitsOf(line), 0);
  const delivered = fulfilments.filter((row) => isDelivered(row.state)).length;
  if (order.state === 'completed' && delivered !== units)
    wrong.push(`${order.code} is completed with ${delivered} of ${units} delivered`);
  if (order.state === 'failed' && delivered === units) wrong.push(`${order.code} failed and all of it was delivered`);
  if (fulfilments.length > units) wrong.push(`${order.code} has ${fulfilments.length} deliveries for ${units} units`);
  const sold = codes.filter((code) => code.state === 'sold');
  const given = fulfilments.filter((row) => row.kind === 'stock_code' && isDelivered(row.state));
  if (sold.length !== given.length || new Set(sold.map((code) => code.fulfilmentId)).size !== sold.length)
    wrong.push(`${order.code} drew ${sold.length} codes for ${given.length} deliveries`);
  const late = fulfilments.filter((row) => ['late_success', 'late_delivered', 'reversed'].includes(row.state));
  for (const row of late)
    if (!cases.some((each) => each.fulfilmentId === row.id)) wrong.push(`${order.code}: ${row.state} without a case`);
  return wrong;
}

/** A top-up has nothing to deliver. */
function unitsOf({ kind, qty }: OrderLine): number {
  if (kind === 'topup') return 0;
  return kind === 'room_night' ? 1 : qty;
}

/** No goods under two references, and what the supplier says now is what we say, or somebody was told. */
function supplies({ vendors }: World, { order, fulfilments, attempts, cases }: OrderRows): string[] {
  const wrong: string[] = [];
  const [username = ''] = vendors.world.accounts.keys();
  for (const row of fulfilments.filter(({ kind }) => kind === 'h2h' || kind === 'bill')) {
    const bought = attempts
      .filter((attempt) => attempt.fulfilmentId === row.id)
      .filter(({ refId }) => vendors.world.purchases.get(`${username} ${refId}`)?.status === 'Sukses');
    const isTold = cases.some((each) => each.fulfilmentId === row.id);
    if (bought.length > 1 && !isTold)
      wrong.push(`${order.code} was bought under ${bought.map((each) => each.refId).join()}`);
    const isOwnersWord = cases.some(
      (each) => each.fulfilmentId === row.id && each.resolution?.startsWith('accept:') === true,
    );
    if (row.state === 'succeeded' && bought.length === 0 && !isOwnersWord)
      wrong.push(`${order.code} succeeded and was never bought`);
    if (row.state === 'failed' && bought.length > 0 && !isTold) wrong.push(`${order.code} failed and was bought`);
  }
  return wrong;
}

/** An endpoint set up each unit under one name at most, and what it set up reached the buyer, or somebody was told. */
function setUps({ vendors }: World, { order, fulfilments, attempts, cases }: OrderRows): string[] {
  const wrong: string[] = [];
  for (const row of fulfilments.filter(({ kind }) => kind === 'deployment')) {
    const names = attempts.filter(({ fulfilmentId }) => fulfilmentId === row.id).map(({ refId }) => refId);
    const made = names.filter((name) => vendors.world.deployments.has(name));
    const done = made.filter((name) => vendors.world.deployments.get(name)?.status === 'done');
    const isTold = cases.some((each) => each.fulfilmentId === row.id);
    if (made.length > 1) wrong.push(`${order.code} was set up under ${made.join()}`);
    if (row.state === 'succeeded' && done.length === 0 && !isTold) wrong.push(`${order.code} was never set up`);
    if (row.state === 'failed' && done.length > 0 && !isTold) wrong.push(`${order.code} failed and was set up`);
  }
  return wrong;
}

/** Whatever is not at its end waits for a person who was asked. */
function notStuck({ order, payments, fulfilments, cases, holds }: OrderRows): string[] {
  const wrong: string[] = [];
  const isAsked = cases.some((row) => row.state === 'open');
  if (order.state === 'awaiting_payment') wrong.push(`${order.code} still waits for its payment`);
  if (order.state === 'paid' && !isAsked) {
    const states = fulfilments.map((row) => row.state).join();
    wrong.push(`${order.code} is paid and stuck at ${states}, and nobody was asked`);
  }
  const open = payments.filter((row) => row.state === 'creating' || row.state === 'pending');
  if (open.length > 0) wrong.push(`${order.code} has a payment that is still ${open[0]?.state}`);
  const held = holds.filter((row) => row.state === 'open').length;
  if (held !== (order.state === 'paid' ? 1 : 0)) wrong.push(`${order.code} is ${order.state} with ${held} open holds`);
  return wrong;
}

/** Vendors know nothing that is not ours. */
function strangers({ vendors }: World, look: Look): string[] {
  const references = new Set(look.payments.map((row) => row.reference));
  const refIds = new Set(look.attempts.map((row) => row.refId));
  return [
    ...[...vendors.world.payments.values()].flatMap(({ orderId }) =>
      references.has(orderId) ? [] : [`the gateway has a payment ${orderId} that is not ours`],
    ),
    ...[...vendors.world.deployments.keys()].flatMap((id) =>
      refIds.has(id) ? [] : [`the endpoint has a deployment ${id} that is not ours`],
    ),
    ...[...vendors.world.purchases.values()].flatMap(({ refId }) =>
      refIds.has(refId) ? [] : [`the supplier has a purchase ${refId} that is not ours`],
    ),
  ];
}

function shelves(look: Look, orders: OrderRows[]): string[] {
  const states = new Map(orders.map(({ order }) => [order.id, order.state]));
  return look.codes.flatMap((code) => {
    const state = states.get(code.orderId ?? '');
    if (code.state === 'reserved' && state !== 'awaiting_payment' && state !== 'paid')
      return [`a code is reserved for an order that is ${state}`];
    return code.state === 'available' && code.orderId !== null ? [`an available code names an order`] : [];
  });
}

function rooms({ stays, nights }: Look): string[] {
  const counted = new Map<string, { held: number; sold: number }>();
  for (const stay of stays) {
    if (stay.state !== 'held' && stay.state !== 'confirmed') continue;
    for (const night of nightsBetween(stay.checkIn, stay.checkOut, 100)) {
      const key = `${stay.roomTypeId} ${night}`;
      const count = counted.get(key) ?? { held: 0, sold: 0 };
      count[stay.state === 'held' ? 'held' : 'sold'] += stay.rooms;
      counted.set(key, count);
    }
  }
  return nights.flatMap(({ roomTypeId, night, physical, held, sold }) => {
    const count = counted.get(`${roomTypeId} ${night}`) ?? { held: 0, sold: 0 };
    const words = `${night}: ${held} held and ${sold} sold of ${physical}, stays say ${count.held} and ${count.sold}`;
    return held === count.held && sold === count.sold && held + sold <= physical ? [] : [words];
  });
}

/** A lock opens for nobody we do not know of. */
function keys({ vendors }: World, look: Look): string[] {
  const known = new Set(look.keys.filter((row) => row.state !== 'revoked').map((row) => row.vendorKeyId));
  const left = [...vendors.world.lockKeys.values()].filter((key) => !known.has(String(key.keyboardPwdId)));
  return left.map((key) => `lock ${key.lockId} has a key ${key.keyboardPwdId} that no stay has`);
}

function jobs({ clock }: World, look: Look): string[] {
  return look.jobs.flatMap((job) => {
    if (job.state === 'dead') return [`job ${job.name} gave up: ${job.lastError}`];
    if (job.state === 'running') return [`job ${job.name} never ended`];
    return job.state === 'ready' && job.runAt <= clock.now() ? [`job ${job.name} was due and did not run`] : [];
  });
}
