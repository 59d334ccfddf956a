/** How the practice supplier writes an order where it speaks VIP Reseller, in answers, lists and callbacks alike. */
import type { Purchase } from '../world/model.ts';

const WORDS = { Pending: 'waiting', Sukses: 'success', Gagal: 'error' } as const;

/** A game's zone is kept behind the user, as it came. */
export function orderData(purchase: Purchase): Record<string, unknown> {
  const [data = '', zone = ''] = purchase.customerNo.split('|');
  return {
    trxid: purchase.refId,
    data,
    zone,
    service: purchase.sku,
    status: WORDS[purchase.status],
    note: purchase.status === 'Gagal' ? purchase.message : purchase.sn,
    price: purchase.priceIdr,
  };
}
