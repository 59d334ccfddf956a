/** How the practice supplier writes a purchase, in answers and in webhooks alike. */
import type { Purchase } from '../world/model.ts';

export function purchaseData(purchase: Purchase): Record<string, unknown> {
  return {
    ref_id: purchase.refId,
    customer_no: purchase.customerNo,
    buyer_sku_code: purchase.sku,
    message: purchase.message,
    status: purchase.status,
    rc: purchase.rc,
    sn: purchase.sn,
    buyer_last_saldo: purchase.depositAfterIdr,
    price: purchase.priceIdr,
  };
}
