/** A reseller at the till of the practice shop: somebody with a balance, topped up through the gateway like any. */
import { expect } from 'vitest';
import type { OrderItem } from '../../commerce/app.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { ResellerPatch } from '../../commerce/ports/stores/resellers.ts';
import type { TestCore } from './core.ts';
import { POLL } from './till.ts';

export interface TestReseller {
  actor: Actor;
  balance(): Promise<{ availableIdr: number; heldIdr: number; spendableIdr: number }>;
  terms(patch: ResellerPatch): Promise<void>;
  /** Orders from the balance; the answer as the use case gives it. */
  buy(...items: OrderItem[]): ReturnType<TestCore['commerce']['placeOrder']>;
}

/** The practice reseller, with `balanceIdr` on the balance. */
export async function openReseller(shop: TestCore, balanceIdr: number): Promise<TestReseller> {
  const visitor = await shop.buyer();
  expect(await shop.commerce.playPersona(visitor, 'reseller')).toMatchObject({ ok: true });
  const actor = await shop.commerce.actorOf(visitor.chatId ?? '');
  const personId = actor.personId ?? '';
  if (balanceIdr > 0) await topUp(shop, actor, balanceIdr);
  return {
    actor,
    async balance() {
      const answer = await shop.commerce.balance(actor);
      if (!answer.ok) throw new Error(answer.reason);
      return answer.balance;
    },
    async terms(patch) {
      await shop.core.uow.run('test.terms', async (stores) => {
        const row = await stores.resellers.get(personId);
        await stores.resellers.update(personId, row?.version ?? 0, patch);
      });
    },
    buy: (...items) =>
      shop.commerce.placeOrder(actor, shop.core.ids.uuid(), { chatId: actor.chatId, items, payWith: 'balance' }),
  };
}

async function topUp(shop: TestCore, actor: Actor, amountIdr: number): Promise<void> {
  const order = await shop.order(actor, { kind: 'topup', amountIdr });
  await shop.settle();
  await shop.vendors.pay(`${order.code}-1`, { mode: 'exact', webhook: false });
  await shop.pass(POLL);
  expect((await shop.commerce.order(actor, order.code))?.state).toBe('completed');
}
