/**
 * The `charge.expire` job: what was asked on top was not paid in time, so the money back is what the buyer gets (or, for
 * goods that came late, the owner decides again). While a payment of it may still come the end is put off.
 */
import type { Core } from '../core.ts';
import { purchaseAlert } from '../notices/owner.ts';
import { supplyFailedScreen } from '../notices/supply.ts';
import { openCase } from '../payment/open-case.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { failDelivery } from './fail-delivery.ts';
import { loadDelivery, type Delivery } from './load.ts';
import type { Charge } from './supply-model.ts';

const AGAIN_MS = 60_000;

export async function expireCharge(core: Core, { chargeId }: { chargeId: string }): Promise<JobVerdict> {
  return core.uow.run('charge.expire', async (stores): Promise<JobVerdict> => {
    const asked = await stores.supply.charge(chargeId);
    const delivery = asked ? await loadDelivery(stores, asked.fulfilmentId) : null;
    const charge = await stores.supply.charge(chargeId);
    if (!delivery || !charge || (charge.state !== 'offered' && charge.state !== 'accepted')) return undefined;
    const now = core.clock.now();
    if (now < charge.expiresAt) return { againAt: charge.expiresAt };
    const order = charge.orderId ? await stores.orders.get(charge.orderId) : null;
    // Its own expiry asks the gateway first; until that has ended it, money may be on its way.
    if (order?.state === 'awaiting_payment') {
      return { againAt: Math.max(order.payBy + core.settings.holdGraceMs, now + AGAIN_MS) };
    }
    if (order?.state === 'paid') return undefined;
    mustWin(await stores.supply.updateCharge(charge.id, charge.state, { state: 'expired' }), charge.id);
    await endCharge(core, stores, delivery, charge);
    return undefined;
  });
}

/** The buyer did not want to pay, or did not. */
export async function endCharge(core: Core, stores: Stores, delivery: Delivery, charge: Charge): Promise<void> {
  const { fulfilment, order, line } = delivery;
  if (charge.kind === 'price_rise') {
    if (fulfilment.state !== 'requoted') return;
    await failDelivery(
      core,
      stores,
      delivery,
      'price rose, difference not paid',
      supplyFailedScreen(order, line, 'price', line.unitPriceIdr),
    );
    return;
  }
  if (fulfilment.state !== 'late_success') return;
  await openCase(core, stores, {
    kind: 'late_success',
    order,
    fulfilmentId: fulfilment.id,
    amountIdr: line.unitPriceIdr,
    detail: 'not paid',
    cause: `${fulfilment.id}:${charge.round}`,
    alert: purchaseAlert(order, 'unpaid-late', ''),
  });
}
