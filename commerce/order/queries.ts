/** Reading orders: by code for a person, by the secret link for whoever holds it, and a person's own list. */
import type { OrderView } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { Refused } from '../refusal.ts';
import { goodsOf } from './goods.ts';
import { findOrder } from './own-order.ts';
import { viewOrder } from './view.ts';

export async function orderFor(core: Core, actor: Actor, code: string): Promise<OrderView | null> {
  try {
    return await viewOrder(core, core.uow.read, await findOrder(core.uow.read, actor, code));
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const byToken = (core: Core, token: string) =>
  core.uow.read.orders.byTokenFingerprint(core.vault.fingerprint('order_token', token));

export async function orderByToken(core: Core, token: string): Promise<OrderView | null> {
  const order = await byToken(core, token);
  return order ? viewOrder(core, core.uow.read, order) : null;
}

export async function goodsByToken(
  core: Core,
  token: string,
): Promise<{ label: string; value: string; note: string }[]> {
  const order = await byToken(core, token);
  if (!order) return [];
  return (await goodsOf(core, core.uow.read, order)).map(({ label, value, note }) => ({ label, value, note }));
}

const MAX_PAGE = 20;

export async function myOrders(
  core: Core,
  actor: Actor,
  page: { limit: number; offset: number },
): Promise<OrderView[]> {
  if (!actor.personId) return [];
  const orders = await core.uow.read.orders.ofPerson(
    actor.personId,
    actor.environment,
    Math.min(page.limit, MAX_PAGE),
    page.offset,
  );
  const views: OrderView[] = [];
  for (const order of orders) views.push(await viewOrder(core, core.uow.read, order));
  return views;
}
