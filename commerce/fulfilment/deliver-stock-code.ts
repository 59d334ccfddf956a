/** Draws one reserved code, oldest first. The same fulfilment always draws the same code, so a repeat sends it again. */
import type { Core } from '../core.ts';
import { supplyFailedScreen } from '../notices/supply.ts';
import { handOver } from './hand-over.ts';
import { failDelivery } from './fail-delivery.ts';
import { loadDelivery } from './load.ts';

export async function deliverStockCode(core: Core, fulfilmentId: string): Promise<void> {
  await core.uow.run('fulfilment.stock-code', async (stores) => {
    const delivery = await loadDelivery(stores, fulfilmentId);
    const { fulfilment, line, order } = delivery;
    if (fulfilment.state !== 'queued' || !line.productId) return;
    const code = await stores.stock.draw(order.id, line.productId, fulfilment.id);
    if (!code) {
      const screen = supplyFailedScreen(order, line, 'product', line.unitPriceIdr);
      await failDelivery(core, stores, delivery, 'no reserved code left', screen);
      return;
    }
    await handOver(core, stores, delivery, core.vault.open('stock_code', `stock_codes:${code.id}`, code.sealed));
  });
}
