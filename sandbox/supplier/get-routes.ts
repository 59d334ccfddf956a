/**
 * The practice supplier in the words of OkeConnect: GETs with the credentials in the address, answers in sentences, the
 * price list as JSON. A reference that was used is answered with what became of it, also without `check=1`.
 */
import { json } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing, Route } from '../world/handling.ts';
import type { Account, Effect, Product, World } from '../world/model.ts';
import { asked, buy, knownPurchase } from './buy.ts';
import { dotted, nothingSentence, purchaseSentence, refusalSentence, statusSentence } from './sentences.ts';

/** Beside the account's name and password, which are those of the other dialects. */
export const PRACTICE_PIN = '482913';

type Act = (query: URLSearchParams, account: Account, world: World, context: Context) => Handled;

export function getSupplierRoute(method: string, path: string, _body: string, query: URLSearchParams): Route | null {
  if (method !== 'GET') return null;
  if (path === '/trx/balance') return { endpoint: 'balance', handle: known(balance, () => 'Pin Salah') };
  if (path === '/harga/json') return { endpoint: 'price_list', handle: priceList };
  if (path !== '/trx') return null;
  const isQuestion = query.get('check') === '1';
  return {
    endpoint: isQuestion ? 'status' : 'transaction',
    handle: known(isQuestion ? check : order, (asking) => refusalSentence(goodsOf(asking), 'Pin Salah')),
  };
}

function sentence(text: string, effects: Effect[] = []): Handled {
  return { response: { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: text }, effects };
}

function known(act: Act, refusal: (query: URLSearchParams) => string): Route['handle'] {
  return ({ query }: Incoming, world, context) => {
    const account = world.accounts.get(query.get('memberID') ?? '');
    const isRight = account && query.get('password') === account.apiKey && query.get('pin') === PRACTICE_PIN;
    return isRight ? act(query, account, world, context) : sentence(refusal(query));
  };
}

const goodsOf = (query: URLSearchParams) => ({ sku: query.get('product') ?? '', customerNo: query.get('dest') ?? '' });

const balance: Act = (_query, { depositIdr }) => sentence(`Saldo ${dotted(depositIdr)}`);

const order: Act = (query, account, world, context) => {
  const { sku, customerNo } = goodsOf(query);
  const refId = query.get('refID') ?? '';
  if (!sku || !customerNo || !refId) return sentence('Format Salah');
  const earlier = knownPurchase(world, account, refId, context.now);
  if (earlier) return told(earlier, world, context);
  const wanted = { refId, sku, customerNo, maxPriceIdr: null, callbackUrl: null };
  const { purchase, refused, effects } = buy(world, account, wanted, 'get', context);
  if (refused?.created === false) return sentence(refusalSentence(purchase, refused.message));
  return sentence(purchaseSentence(purchase), effects);
};

const check: Act = (query, account, world, context) => {
  const earlier = knownPurchase(world, account, query.get('refID') ?? '', context.now);
  const { sku, customerNo } = goodsOf(query);
  const isSame = earlier?.sku === sku && earlier.customerNo === customerNo;
  return isSame ? told(earlier, world, context) : sentence(nothingSentence(customerNo, context.now));
};

function told(earlier: Parameters<typeof asked>[0], world: World, context: Context): Handled {
  const { purchase, effects } = asked(earlier, world, context);
  return sentence(statusSentence(purchase), effects);
}

const CATEGORIES: Record<string, string> = {
  Pulsa: 'PULSA',
  Data: 'KUOTA NASIONAL',
  Games: 'DIGITAL',
  PLN: 'TOKEN PLN',
  'E-Money': 'DOMPET DIGITAL',
  Voucher: 'CETAK VOUCHER',
};

const priceList: Route['handle'] = (_request, world) => json(200, [...world.products.values()].map(row));

function row(product: Product): Record<string, string> {
  const { buyer_sku_code: kode, product_name: keterangan, brand: produk, price } = product;
  const sells = product.buyer_product_status && product.seller_product_status;
  const kategori = CATEGORIES[product.category] ?? product.category;
  return { kode, keterangan, produk, kategori, harga: String(price), status: sells ? '1' : '0' };
}

/** The lies in these words: another price, "exists already". */
export function twistGetSupplier(kind: string, response: Outgoing): Outgoing {
  if (kind === 'duplicate') return sentence('R#0 GAGAL. RefID sudah pernah dipakai').response;
  if (kind !== 'other_amount') return response;
  const dearer = (_all: string, before: string, amount: string) =>
    before + dotted(Number(amount.replaceAll('.', '')) + 1_000);
  return { ...response, body: response.body.replaceAll(/(Hrg |Saldo |- )(\d{1,3}(?:\.\d{3})*)/g, dearer) };
}
