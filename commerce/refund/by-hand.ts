/**
 * A refund the gateway cannot make: the payer is asked where it is to go, the owner transfers it. Both are told at once,
 * so that it never waits for one of them alone.
 */
import type { Core } from '../core.ts';
import { refundByHandAlert } from '../notices/owner-refund.ts';
import { askDestinationScreen } from '../notices/refund.ts';
import { tellBuyer } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import type { Refund } from '../payment/model.ts';
import { openCase } from '../payment/open-case.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { refundNext } from './machine.ts';

export async function goByHand(core: Core, refundId: string): Promise<undefined> {
  return core.uow.run('refund.by-hand', async (stores) => {
    const seen = await stores.payments.refund(refundId);
    if (seen) await stores.orders.lock(seen.orderId);
    const refund = await stores.payments.refund(refundId);
    const order = refund ? await stores.orders.get(refund.orderId) : null;
    if (refund?.state === 'due' && refund.way === null && order) await sendByHand(core, stores, order, refund, '');
    return undefined;
  });
}

/** With the order locked. `why` is what the gateway said, for the owner. */
export async function sendByHand(
  core: Core,
  stores: Stores,
  order: Order,
  refund: Refund,
  why: string,
): Promise<undefined> {
  const state = refund.state === 'due' ? 'due' : refundNext(refund.state, 'refused')?.to;
  if (!state) return;
  const patch = { state, way: 'manual', chooseUntil: null } as const;
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
  await openCase(core, stores, {
    kind: 'refund_due',
    order,
    ...(refund.paymentId === null ? {} : { paymentId: refund.paymentId }),
    amountIdr: refund.amountIdr,
    detail: why.slice(0, 200),
    cause: refund.id,
    alert: refundByHandAlert(order, refund),
  });
  await tellBuyer(core, stores, order, `refund-where:${refund.id}`, askDestinationScreen(order, refund));
  await stores.jobs.add(
    {
      name: 'refund.remind',
      payload: { refundId: refund.id },
      dedupeKey: `refund.remind:${refund.id}`,
      runAt: core.clock.now() + core.settings.refundRemindMs,
    },
    core.clock.now(),
  );
}
