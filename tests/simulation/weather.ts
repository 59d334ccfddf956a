/** What happens to a shop beside its buyers: the owner decides, vendors have bad hours, suppliers take back what they said. */
import type { ReviewCase } from '../../commerce/payment/model.ts';
import { announce } from '../../sandbox/supplier/events.ts';
import { del, put, type Purchase } from '../../sandbox/world/model.ts';
import type { Chance } from './chance.ts';
import { freshCodes } from './shop.ts';
import { DEPOSIT_IDR, type World } from './world.ts';

const MINUTE = 60_000;

/** Plans one occasion of each, and each plans its next. */
export function startWeather(world: World): void {
  every(world, MINUTE, 3 * MINUTE, () => decideCases(world));
  every(world, MINUTE / 3, 3 * MINUTE, () => changeMind(world));
  every(world, 2 * MINUTE, 15 * MINUTE, () => badHour(world));
  every(world, MINUTE / 2, 8 * MINUTE, () => reverse(world));
  every(world, MINUTE, 2 * MINUTE, () => restock(world));
}

function every(world: World, leastMs: number, mostMs: number, what: () => Promise<void> | void): void {
  world.agenda.at(world.clock.now() + world.chance.between(leastMs, mostMs), async () => {
    every(world, leastMs, mostMs, what);
    await what();
  });
}

async function decideCases(world: World): Promise<void> {
  const { owner } = world.shelf;
  const queue = await world.ask('queue', ({ commerce }) => commerce.queue(owner));
  for (const row of queue?.ok ? queue.cases : []) {
    if (!world.chance.hits(0.4)) continue;
    if (row.kind === 'cancel_request' && world.chance.hits(0.7)) await cancelStay(world, row);
    const decision = row.decisions.length === 0 ? undefined : world.chance.pick(row.decisions).name;
    if (!decision) continue;
    const input = { caseId: row.id, decision, reason: 'simulated', serial: 'TYPED-BY-THE-OWNER' };
    const key = `decide:${row.id}:${decision}:${world.clock.now()}`;
    const answer = await world.ask('decide', ({ commerce }) => commerce.resolveCase(owner, key, input));
    const said = answer?.ok ? 'done' : (answer?.reason ?? 'no answer');
    world.say(() => `the owner decides ${row.kind} of ${row.orderCode}: ${decision}, ${said}`);
  }
}

async function cancelStay(world: World, row: ReviewCase): Promise<void> {
  const order = row.orderId && (await world.ask('order', ({ core }) => core.uow.read.orders.get(row.orderId ?? '')));
  if (!order) return;
  const stay = await world.ask('stay', ({ core }) => core.uow.read.orders.lines(order.id));
  const priceIdr = stay?.find((line) => line.stayId)?.totalIdr ?? 0;
  const refundIdr = world.chance.pick([0, Math.floor(priceIdr / 2), priceIdr]);
  const input = { code: order.code, reason: 'simulated', refundIdr };
  const answer = await world.ask('cancel stay', ({ commerce }) =>
    commerce.cancelStay(world.shelf.owner, `stay:${row.id}`, input),
  );
  world.say(() => `the owner cancels the stay ${order.code}: ${JSON.stringify(answer)}`);
}

/** One of the rows that are meant, each as likely. There are many, so none is copied. */
function pickWhere<R>(rows: ReadonlyMap<string, R>, chance: Chance, isMeant: (row: R) => boolean): [string, R] | null {
  let count = 0;
  for (const row of rows.values()) if (isMeant(row)) count += 1;
  if (count === 0) return null;
  let left = Math.floor(chance.next() * count);
  for (const entry of rows) if (isMeant(entry[1]) && (left -= 1) < 0) return entry;
  return null;
}

/** A supplier says "failed" of what it had delivered, or "delivered" of what had failed. */
function changeMind({ vendors, chance, lies, say }: World): void {
  const final = pickWhere(vendors.world.purchases, chance, (each) => each.status !== 'Pending');
  if (!final) return;
  const [key, row] = final;
  const isSuccess = row.status === 'Sukses';
  const changed: Purchase = isSuccess
    ? { ...row, status: 'Gagal', rc: '02', message: 'Transaksi Gagal' }
    : { ...row, status: 'Sukses', rc: '00', message: 'Transaksi Sukses', sn: `LATE-${row.refId}` };
  say(() => `the supplier says ${changed.status} of ${row.refId} after ${row.status}`);
  lies.tookBack.add(key);
  vendors.commit([put('purchases', key, changed), ...announce(vendors.world, vendors.context(), changed, 'update')]);
}

const UNKNOWN_WORD = 'ditahan';

/** The gateway takes back what it had settled, or says a word nobody knows. */
function reverse({ vendors, chance, lies, say, agenda, clock }: World): void {
  const paid = pickWhere(vendors.world.payments, chance, ({ receipts }) => receipts.length > 0);
  if (!paid) return;
  const [, { orderId }] = paid;
  const word = chance.pick(['canceled', 'failed', UNKNOWN_WORD]);
  say(() => `the gateway says ${word} of ${orderId}`);
  lies.gatewayStatus.set(orderId, word);
  if (word === UNKNOWN_WORD) agenda.at(clock.now() + 2 * MINUTE, () => void lies.gatewayStatus.delete(orderId));
}

async function badHour(world: World): Promise<void> {
  const { vendors, chance, clock, agenda, say } = world;
  const { accounts, locks, products } = vendors.world;
  const fault = (vendor: 'gateway' | 'supplier', kind: string) => {
    const id = `hour-${vendor}`;
    const rest = { endpoint: '*', calls: null, probability: 1, ms: 0, times: 1, handled: kind === 'reset' };
    vendors.commit([put('faults', id, { id, vendor, kind, ...rest })]);
    return () => vendors.commit([del('faults', id)]);
  };
  const account = (change: object) => {
    for (const [key, row] of accounts) vendors.commit([put('accounts', key, { ...row, ...change })]);
  };
  const troubles: (() => () => void)[] = [
    () => fault('gateway', 'refuse'),
    () => fault('gateway', 'reset'),
    () => fault('supplier', 'refuse'),
    () => fault('supplier', 'reset'),
    () => {
      account({ depositIdr: 0 });
      return () => account({ depositIdr: DEPOSIT_IDR });
    },
    () => {
      account({ successMs: chance.pick([30_000, 5 * MINUTE, 90 * MINUTE]) });
      return () => account({ successMs: 0 });
    },
    () => {
      const dearer = [...products].filter(() => chance.hits(0.5));
      vendors.commit(dearer.map(([key, row]) => put('products', key, { ...row, price: Math.ceil(row.price * 1.08) })));
      return () => vendors.commit(dearer.map(([key, row]) => put('products', key, row)));
    },
    () => {
      for (const [key, row] of locks) vendors.commit([put('locks', key, { ...row, online: false })]);
      return () => {
        for (const [key, row] of locks) vendors.commit([put('locks', key, { ...row, online: true })]);
      };
    },
  ];
  const number = chance.between(0, troubles.length - 1);
  say(() => `bad hour ${number}`);
  const end = (troubles[number] as () => () => void)();
  agenda.at(clock.now() + chance.between(MINUTE / 2, 2 * MINUTE), end);
}

const LOW = 100;

async function restock(world: World): Promise<void> {
  for (const productId of world.shelf.codes) {
    const product = await world.ask('product', ({ core }) => core.uow.read.catalogue.product(productId));
    const left = await world.ask('stock', ({ core }) => core.uow.read.stock.available(productId));
    if (!product || left === null || left > LOW) continue;
    const codes = freshCodes(product.code, world.clock.now(), LOW);
    await world.ask('restock', ({ commerce }) =>
      commerce.importStock(world.shelf.owner, { productCode: product.code, codes }),
    );
  }
}
