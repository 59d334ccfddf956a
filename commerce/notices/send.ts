/**
 * How jobs speak: a notice is appended to the outgoing rows in the transaction that made it true, under a key that says
 * it once. An order without a chat (desk, app) is silent; its order page tells the same.
 */
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Order } from '../order/model.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';

/** Tells the person who ordered. `what` names the notice; each is said once per order (or per the id it contains). */
export async function tellBuyer(core: Core, stores: Stores, order: Order, what: string, screen: Screen): Promise<void> {
  if (!order.chatId) return;
  const dedupeKey = `${what}:${order.id}`;
  await stores.outgoing.append([{ chatId: order.chatId, screen, dedupeKey }], core.clock.now());
}

/** Tells a person in the chat they wrote in last; somebody without one learns it when they look. */
export async function tellPerson(
  core: Core,
  stores: Stores,
  personId: string,
  dedupeKey: string,
  screen: Screen,
): Promise<void> {
  const chat = (await stores.chats.ofPerson(personId)).find(({ blockedAt }) => blockedAt === null);
  if (chat) await stores.outgoing.append([{ chatId: chat.id, screen, dedupeKey }], core.clock.now());
}

/** Leaves an alert for the owner. It waits as a row until somebody claims the shop. */
export async function tellOwner(
  core: Core,
  stores: Stores,
  environment: Environment,
  dedupeKey: string,
  screen: Screen,
): Promise<void> {
  const now = core.clock.now();
  const id = core.ids.uuid();
  const fresh = await stores.people.addAlert({
    id,
    environment,
    dedupeKey,
    screen: JSON.stringify(screen),
    createdAt: now,
    deliveredAt: null,
  });
  // One job per alert: a delivery that is running may have looked before this one was there.
  if (fresh) await stores.jobs.add({ name: 'alerts.deliver', payload: {}, dedupeKey: `alerts.deliver:${id}` }, now);
}
