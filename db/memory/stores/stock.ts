/** Codes sold from stock: the shelf is a queue, so the oldest code is at hand however many there are. */
import type { StockStore } from '../../../commerce/ports/stores/catalogue.ts';
import { by, orNull, positive, type MakeStore } from './support.ts';

export const createStockStore: MakeStore<StockStore> = ({ stockCodes }) => ({
  async add(codes) {
    return codes.filter((code) => stockCodes.insertUnless(code)).length;
  },
  async reserve(productId, orderId, qty) {
    positive(qty, 'qty');
    if (stockCodes.count('shelf', productId) < qty) return false;
    for (const code of stockCodes.queue('shelf', productId, qty))
      stockCodes.update(code.id, { state: 'reserved', orderId });
    return true;
  },
  async release(orderId) {
    const reserved = stockCodes.group('reserved', orderId);
    for (const code of reserved) stockCodes.update(code.id, { state: 'available', orderId: null });
    return reserved.length;
  },
  async draw(orderId, productId, fulfilmentId) {
    const drawn = stockCodes.by('fulfilment', fulfilmentId);
    if (drawn) return drawn;
    const [oldest] = stockCodes
      .group('reserved', orderId)
      .filter((code) => code.productId === productId)
      .sort(
        by(
          (code) => code.addedAt,
          (code) => code.id,
        ),
      );
    if (!oldest) return null;
    stockCodes.update(oldest.id, { state: 'sold', fulfilmentId });
    return orNull(stockCodes.get(oldest.id));
  },
  available: async (productId) => stockCodes.count('shelf', productId),
});
