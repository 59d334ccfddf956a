/**
 * The practice supplier's API in Digiflazz's wire format (buyer pages: balance, price list, top-up, PLN inquiry,
 * webhooks, response codes). Refusals that created nothing come with HTTP 400, everything else with 200: clients have
 * to read `rc` and `status`, as with the real one.
 */
import { isLoopbackUrl } from '../deliveries.ts';
import { json, md5, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Account, Effect, Purchase, World } from '../world/model.ts';
import { BILLERS, billCommand } from './bills.ts';
import { asked, buy, knownPurchase } from './buy.ts';
import type { PurchaseOrder } from './purchase.ts';
import { purchaseData } from './wire.ts';

export function supplierRoute(method: string, path: string): Route | null {
  if (method !== 'POST') return null;
  switch (path) {
    case '/v1/cek-saldo':
      return { endpoint: 'balance', handle: signed(() => 'depo', balance) };
    case '/v1/price-list':
      return { endpoint: 'price_list', endpointOf: listEndpoint, handle: signed(() => 'pricelist', priceList) };
    case '/v1/transaction':
      return {
        endpoint: 'transaction',
        endpointOf: transactionEndpoint,
        handle: signed((fields) => text(fields['ref_id']), transaction),
      };
    case '/v1/inquiry-pln':
      return { endpoint: 'inquiry_pln', handle: signed((fields) => text(fields['customer_no']), inquiryPln) };
    default:
      return null;
  }
}

/** Bills have switches of their own. */
const listEndpoint = ({ body }: Incoming): string => (objectOf(body)?.['cmd'] === 'pasca' ? 'bill_list' : 'price_list');

function transactionEndpoint({ body }: Incoming): string {
  const command = text(objectOf(body)?.['commands']);
  return BILL_ENDPOINTS[command] ?? 'transaction';
}

const BILL_ENDPOINTS: Partial<Record<string, string>> = {
  'inq-pasca': 'bill_inquiry',
  'pay-pasca': 'bill_pay',
  'status-pasca': 'bill_status',
};

type Fields = Record<string, unknown>;
type Signed = (fields: Fields, account: Account, world: World, context: Context) => Handled;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function problem(rc: string, message: string): Handled {
  return json(400, { data: { status: 'Gagal', rc, message } });
}

/** sign = md5(username + key + subject), lower-case hex. */
function signed(subject: (fields: Fields) => string, handle: Signed): Route['handle'] {
  return (request: Incoming, world, context) => {
    const fields = objectOf(request.body);
    if (!fields) return problem('40', 'Payload Error');
    const account = world.accounts.get(text(fields['username']));
    if (!account) return problem('42', 'Gagal memproses API Buyer');
    if (fields['sign'] !== md5(account.username + account.apiKey + subject(fields)))
      return problem('41', 'Signature tidak valid');
    return handle(fields, account, world, context);
  };
}

function balance(_fields: Fields, account: Account): Handled {
  return json(200, { data: { deposit: account.depositIdr } });
}

const PRICE_LIST_GAP_MS = 5 * 60_000;

/** Bills are another list, with a limit of its own. */
function priceList(fields: Fields, account: Account, world: World, context: Context): Handled {
  const full = !fields['code'];
  if (fields['cmd'] === 'pasca') return json(200, { data: BILLERS });
  if (account.limitPriceList && full && context.now - account.priceListAt < PRICE_LIST_GAP_MS)
    return problem('83', 'Limitasi pengecekan pricelist, silahkan coba beberapa saat lagi');
  const wanted = [...world.products.values()].filter(
    (item) =>
      fits(fields['code'], item.buyer_sku_code) &&
      fits(fields['category'], item.category) &&
      fits(fields['brand'], item.brand) &&
      fits(fields['type'], item.type),
  );
  const effects: Effect[] = full ? [put('accounts', account.username, { ...account, priceListAt: context.now })] : [];
  return json(200, { data: wanted }, effects);
}

function fits(filter: unknown, value: string): boolean {
  return filter === undefined || filter === '' || filter === value;
}

function transaction(fields: Fields, account: Account, world: World, context: Context): Handled {
  const order = orderOf(fields);
  if (!order) return problem('40', 'Payload Error');
  const command = billCommand(fields['commands']);
  if (command) return command(order, account, world, context);
  const earlier = knownPurchase(world, account, order.refId, context.now);
  if (earlier) return askAgain(earlier, order, world, context);
  const { purchase, refused, effects } = buy(world, account, order, 'json', context);
  return json(refused?.created === false ? 400 : 200, { data: purchaseData(purchase) }, effects);
}

function orderOf(fields: Fields): PurchaseOrder | null {
  const refId = text(fields['ref_id']);
  const sku = text(fields['buyer_sku_code']);
  const customerNo = text(fields['customer_no']);
  const maxPrice = fields['max_price'] === undefined ? null : Number(fields['max_price']);
  const callback = text(fields['cb_url']);
  if (!refId || refId.length > 100 || !sku || !customerNo || customerNo.length > 100) return null;
  if (maxPrice !== null && !Number.isFinite(maxPrice)) return null;
  if (callback && !isLoopbackUrl(callback)) return null;
  return { refId, sku, customerNo, maxPriceIdr: maxPrice, callbackUrl: callback || null };
}

/** The same reference is a question about the earlier purchase; for other goods it is refused (rc 49). */
function askAgain(earlier: Purchase, order: PurchaseOrder, world: World, context: Context): Handled {
  if (earlier.sku !== order.sku || earlier.customerNo !== order.customerNo) return problem('49', 'Ref ID tidak unik');
  const { purchase, effects } = asked(earlier, world, context);
  return json(200, { data: purchaseData(purchase) }, effects);
}

function inquiryPln(fields: Fields): Handled {
  const customerNo = text(fields['customer_no']);
  if (!/^\d{11,12}$/.test(customerNo) || /^0+$/.test(customerNo))
    return json(200, { data: { status: 'Gagal', rc: '54', message: 'Nomor Tujuan Salah', customer_no: customerNo } });
  return json(200, {
    data: {
      message: 'Transaksi Sukses',
      status: 'Sukses',
      rc: '00',
      customer_no: customerNo,
      meter_no: customerNo.slice(0, 11),
      subscriber_id: customerNo.padStart(12, '5'),
      name: 'PELANGGAN LATIHAN',
      segment_power: 'R1 /000001300',
    },
  });
}

/** The supplier's lies: another price, "reference not unique". */
export function twistSupplier(kind: string, response: Outgoing): Outgoing {
  if (kind === 'duplicate') return problem('49', 'Ref ID tidak unik').response;
  const body = objectOf(response.body);
  const data = body?.['data'] as Record<string, unknown> | undefined;
  if (kind === 'other_amount' && typeof data?.['price'] === 'number') data['price'] += 1_000;
  if (kind === 'other_amount' && typeof data?.['deposit'] === 'number') data['deposit'] += 1_000;
  return body ? { ...response, body: JSON.stringify(body) } : response;
}
