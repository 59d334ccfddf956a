/** Orders placed and paid straight through the use cases of a running shop, for rows about what comes after the money. */
import type { OrderItem } from '../../commerce/app.ts';
import { until } from '../rig/until.ts';
import type { Shop } from './rig.ts';

export interface Placed {
  id: string;
  code: string;
}

/** By a person of their own, in a chat of their own. Null when it is sold out. */
export async function placeOne(shop: Shop, item: OrderItem): Promise<Placed | null> {
  const { commerce, core } = shop.app;
  const address = core.ids.uuid();
  const { chatId } = await commerce.openChat({ channel: 'web', address, externalId: address });
  const placed = await commerce.placeOrder(await commerce.actorOf(chatId), core.ids.uuid(), { chatId, items: [item] });
  if (placed.ok) return placed.order;
  if (placed.reason === 'sold_out') return null;
  throw new Error(placed.reason);
}

export const payable = async (shop: Shop, orders: readonly Placed[]): Promise<boolean> => {
  const waiting = await Promise.all(orders.map(({ id }) => shop.app.core.uow.read.payments.ofOrder(id)));
  return waiting.every((payments) => payments.some(({ state }) => state === 'pending'));
};

/** Pays all of them at one moment and waits until the shop has booked each. */
export async function payEach(shop: Shop, orders: readonly Placed[], mode = 'exact'): Promise<void> {
  const { payments } = shop.app.core.uow.read;
  await Promise.all(
    orders.map(async ({ code }) => {
      if (!(await shop.vendors.pay(`${code}-1`, { mode }))) throw new Error(`the bank refused ${mode} for ${code}`);
    }),
  );
  const isBooked = async () => {
    const booked = await Promise.all(orders.map(({ id }) => payments.receiptsOf(id)));
    return booked.every((rows) => rows.length > 0);
  };
  if (mode === 'exact') return until(isBooked, 60_000);
  // What is over is asked about every few minutes.
  for (let polls = 0; polls < MAX_POLLS && !(await isBooked()); polls += 1) {
    await skipBoth(shop, POLL_MS);
    await restOf(shop);
  }
  if (!(await isBooked())) throw new Error(`money of ${mode} payments was never found`);
}

const POLL_MS = 6 * 60_000;
const MAX_POLLS = 12;

export async function productId({ app }: Shop, code: string): Promise<string> {
  const product = await app.core.uow.read.catalogue.productByCode('practice', code);
  if (!product) throw new Error(`there is no product ${code}`);
  return product.id;
}

/** Ours and the vendors' clock together. */
export async function skipBoth(shop: Shop, ms: number): Promise<void> {
  shop.skip(ms);
  await shop.vendors.call('POST', '/clock', { offsetMs: Math.round(shop.app.core.clock.now() - Date.now()) });
}

/** Nothing due, running or waiting for a vendor. */
export async function restOf({ app }: Shop, withinMs = 60_000): Promise<void> {
  const { read } = app.core.uow;
  await until(async () => {
    const jobs = await read.jobs.countByState();
    const next = await read.jobs.nextRunAt();
    return jobs.running === 0 && (next === null || next > app.core.clock.now());
  }, withinMs);
}
