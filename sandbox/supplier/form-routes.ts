/**
 * The practice supplier in the words of VIP Reseller: signed forms, no reference of the buyer's, an own number for each
 * order. Refusals that create nothing come as `result: false`; what was ordered and failed is an order with an error.
 */
import { digits, json, md5, objectOf } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import type { Account, Effect, Product, World } from '../world/model.ts';
import { asked, buy, knownPurchase } from './buy.ts';
import { orderData } from './form-wire.ts';

type Act = (fields: URLSearchParams, account: Account, world: World, context: Context) => Handled;

/** The path alone does not tell what is asked, so faults and counts go by the type once it is known. */
export function formSupplierRoute(method: string, path: string, body: string): Route | null {
  if (method !== 'POST') return null;
  if (path === '/api/profile') return { endpoint: 'balance', handle: signed(profile) };
  if (path !== '/api/game-feature') return null;
  switch (new URLSearchParams(body).get('type')) {
    case 'services':
      return { endpoint: 'price_list', handle: signed(services) };
    case 'order':
      return { endpoint: 'transaction', handle: signed(order) };
    case 'status':
      return { endpoint: 'status', handle: signed(status) };
    default:
      return { endpoint: 'transaction', handle: () => no('Permintaan tidak sesuai.') };
  }
}

const yes = (data: unknown, message: string, effects: Effect[] = []): Handled =>
  json(200, { result: true, data, message }, effects);

const no = (message: string): Handled => json(200, { result: false, data: null, message });

function signed(act: Act): Route['handle'] {
  return (request: Incoming, world, context) => {
    const fields = new URLSearchParams(request.body);
    const account = [...world.accounts.values()].find(({ apiKey }) => apiKey === fields.get('key'));
    if (!account || fields.get('sign') !== md5(account.username + account.apiKey)) return no('Invalid signature.');
    return act(fields, account, world, context);
  };
}

const profile: Act = (_fields, { username, depositIdr }) =>
  yes(
    { full_name: 'Toko Latihan', username, balance: depositIdr, level: 'Basic' },
    'Successfully got your account details.',
  );

const services: Act = (_fields, _account, world) =>
  yes(
    [...world.products.values()].filter(({ category }) => category === 'Games').map(service),
    'Daftar layanan berhasil didapatkan.',
  );

function service(product: Product): Record<string, unknown> {
  const { buyer_sku_code: code, brand: game, product_name: name, price } = product;
  const available =
    product.buyer_product_status && product.seller_product_status && (product.unlimited_stock || product.stock > 0);
  return {
    code,
    game,
    name,
    price: { basic: price, premium: price, special: price },
    server: '1',
    status: available ? 'available' : 'empty',
  };
}

const order: Act = (fields, account, world, context) => {
  const [sku, user, zone] = ['service', 'data_no', 'data_zone'].map((name) => fields.get(name) ?? '');
  if (!sku || !user) return no('Permintaan tidak sesuai.');
  const refId = `VP${digits(context.seed, 12, 'order', context.now, world.purchases.size)}`;
  const customerNo = zone ? `${user}|${zone}` : user;
  const wanted = { refId, sku, customerNo, maxPriceIdr: null, callbackUrl: null };
  const { purchase, refused, effects } = buy(world, account, wanted, 'form', context);
  if (refused?.created === false) return no(refused.message);
  return yes(
    { ...orderData(purchase), balance: purchase.depositAfterIdr },
    'Pesanan berhasil, pesanan akan diproses.',
    effects,
  );
};

const MAX_LISTED = 100;

/** Without a number: the latest orders, newest first. */
const status: Act = (fields, account, world, context) => {
  const trxid = fields.get('trxid');
  if (trxid) {
    const earlier = knownPurchase(world, account, trxid, context.now);
    if (earlier?.dialect !== 'form') return no('Transaksi tidak ditemukan.');
    const { purchase, effects } = asked(earlier, world, context);
    return yes([orderData(purchase)], 'Detail transaksi berhasil didapatkan.', effects);
  }
  const limit = Math.min(Number(fields.get('limit')) || 10, MAX_LISTED);
  const own = [...world.purchases.values()].filter(
    (one) => one.username === account.username && one.dialect === 'form',
  );
  return yes(own.slice(-limit).toReversed().map(orderData), 'Detail transaksi berhasil didapatkan.');
};

/** The lies in these words: another price, "exists already". */
export function twistFormSupplier(kind: string, response: Outgoing): Outgoing {
  if (kind === 'duplicate') return no('Pesanan sudah ada.').response;
  const body = objectOf(response.body);
  const data = body?.['data'];
  for (const one of [data].flat() as (Record<string, unknown> | null)[]) {
    for (const name of kind === 'other_amount' ? ['price', 'balance'] : []) {
      if (typeof one?.[name] === 'number') one[name] += 1_000;
    }
  }
  return body ? { ...response, body: JSON.stringify(body) } : response;
}
