/** The row of a deployment, made where its unit is made: in the transaction that took the money. */
import type { Core } from '../core.ts';
import type { Fulfilment } from '../fulfilment/model.ts';
import type { Order, OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';

export async function openDeployment(
  core: Core,
  stores: Stores,
  { id: orderId, environment }: Order,
  line: OrderLine,
  unit: Fulfilment,
): Promise<void> {
  const product = line.productId ? await stores.catalogue.product(line.productId) : null;
  const now = core.clock.now();
  await stores.deployments.insert({
    id: core.ids.uuid(),
    fulfilmentId: unit.id,
    orderId,
    environment,
    productCode: product?.code ?? '',
    state: 'pending',
    createdAt: now,
    changedAt: now,
  });
}
