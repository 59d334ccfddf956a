/**
 * The owner cancels a paid stay: nights free again, keys revoked, money back as far as the owner says. An order that also
 * has goods goes on with them: only one of nothing but the room is cancelled as a whole.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { account, book } from '../ledger/accounts.ts';
import { stayCancelledScreen } from '../notices/goods.ts';
import { tellBuyer } from '../notices/send.ts';
import { orderNext } from '../order/machine.ts';
import type { Order } from '../order/model.ts';
import { findOrder } from '../order/own-order.ts';
import { nightsOf } from '../order/reserve.ts';
import { refundDue } from '../refund/refund-due.ts';
import type { Actor } from '../people/model.ts';
import { demandRefund } from '../people/refund-limit.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import { stayNext } from './machine.ts';
import type { Stay } from './model.ts';

export interface CancelStayInput {
  code: string;
  reason: string;
  /** What the guest gets back, 0 up to the price of the stay. */
  refundIdr: number;
}

export async function cancelStay(
  core: Core,
  actor: Actor,
  key: string,
  input: CancelStayInput,
): Promise<Answer<object>> {
  const result = await idempotent(core, actor, 'stay.cancel', key, input, async (stores) => {
    requireRight(actor, 'cancelStay');
    const order = await findOrder(stores, actor, input.code);
    await stores.orders.lock(order.id);
    const stay = await stores.stays.stayOfOrder(order.id);
    const stayStep = stay ? stayNext(stay.state, 'cancel') : null;
    if (!stay || !stayStep) throw new Refused('wrong_state');
    const lines = await stores.orders.lines(order.id);
    const priceIdr = lines.find((line) => line.stayId === stay.id)?.totalIdr ?? 0;
    if (!Number.isSafeInteger(input.refundIdr) || input.refundIdr < 0 || input.refundIdr > priceIdr)
      throw new Refused('bad_input', { max: priceIdr });
    if (input.refundIdr > 0) await demandRefund(core, stores, actor, input.refundIdr);
    await endOrder(core, stores, order, lines.length === 1);
    mustWin(await stores.stays.updateStay(stay.id, stay.version, { state: stayStep.to }), stay.id);
    await stores.stays.releaseSold(stay.roomTypeId, nightsOf(stay), stay.rooms);
    await revokeKeys(core, stores, stay);
    await closeRequest(core, stores, actor, order, input.reason);
    if (input.refundIdr > 0) await giveBack(core, stores, order, input.refundIdr);
    await tellBuyer(core, stores, order, `stay-cancelled:${stay.id}`, stayCancelledScreen(order, input.refundIdr));
    await audit(
      core,
      stores,
      actor,
      'stay.cancelled',
      `orders:${order.id}`,
      `${input.refundIdr} ${input.reason}`.slice(0, 300),
    );
    return {};
  });
  return 'ok' in result ? result : { ok: true };
}

/** A stay is confirmed in an order that is paid, done, or done without some of its goods. */
async function endOrder(core: Core, stores: Stores, order: Order, onlyStay: boolean): Promise<void> {
  if (!onlyStay && STAY_OF.includes(order.state)) {
    mustWin(await stores.orders.update(order.id, order.version, { cancelRequestedAt: null }), order.code);
    return;
  }
  const step = orderNext(order.state, 'stay_cancelled');
  if (!step) throw new Refused('wrong_state');
  const closedAt = core.clock.now();
  mustWin(await stores.orders.update(order.id, order.version, { state: step.to, closedAt }), order.code);
}

const STAY_OF: readonly Order['state'][] = ['paid', 'completed', 'failed'];

async function revokeKeys(core: Core, stores: Stores, stay: Stay): Promise<void> {
  for (const room of await stores.stays.stayRooms(stay.id)) {
    for (const row of await stores.stays.keysOfStayRoom(room.id)) {
      if (row.state !== 'active' && row.state !== 'issuing') continue;
      await stores.jobs.add(
        { name: 'key.revoke', payload: { keyId: row.id }, dedupeKey: `key.revoke:${row.id}` },
        core.clock.now(),
      );
    }
  }
}

async function closeRequest(core: Core, stores: Stores, actor: Actor, order: Order, reason: string): Promise<void> {
  for (const row of await stores.reviews.ofOrder(order.id)) {
    if (row.kind === 'cancel_request' && row.state === 'open')
      await stores.reviews.resolve(row.id, `cancelled: ${reason}`, core.clock.now(), actor.personId ?? actor.via);
  }
}

/** The captured price goes back to the guest's account: to stay there where it came from, else to be paid out. */
async function giveBack(core: Core, stores: Stores, order: Order, refundIdr: number): Promise<void> {
  await book(stores, {
    id: core.ids.uuid(),
    environment: order.environment,
    kind: 'adjustment',
    idemKey: `stay-cancel:${order.id}`,
    orderId: order.id,
    memo: order.code,
    at: core.clock.now(),
    entries: [
      { accountId: account.sales(order.environment), amountIdr: -refundIdr },
      {
        accountId: account.customer(order.environment, { personId: order.personId, orderId: order.id }),
        amountIdr: refundIdr,
      },
    ],
  });
  if (order.payWith === 'balance') return;
  const paid = (await stores.payments.ofOrder(order.id)).findLast((row) => row.state === 'paid');
  await refundDue(core, stores, order, {
    reason: 'cancelled_stay',
    paymentId: paid?.id ?? null,
    cause: 'cancelled_stay',
    amountIdr: refundIdr,
    buyer: null,
  });
}
