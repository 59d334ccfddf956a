/**
 * A purchase at the practice supplier: what is refused, what is pending, what it becomes. Codes and their meaning are
 * the vendor's published buyer table. Pure. Documented test numbers work with every product, so a pending or failing
 * game top-up can be practised too.
 */
import type { Context } from '../world/handling.ts';
import type { Account, Product, Purchase, World } from '../world/model.ts';
import { serialFor } from './serial.ts';

export interface PurchaseOrder {
  refId: string;
  sku: string;
  customerNo: string;
  maxPriceIdr: number | null;
  callbackUrl: string | null;
}

/** `created` = the vendor keeps a transaction under this reference although it failed. */
export interface Refusal {
  rc: string;
  message: string;
  created: boolean;
}

export const TEST_NUMBERS = {
  success: '087800001230',
  failed: '087800001232',
  pendingThenSuccess: '087800001233',
  pendingThenFailed: '087800001234',
} as const;

const TEST_NUMBER_SET = new Set<string>(Object.values(TEST_NUMBERS));

export function purchaseKey(username: string, refId: string): string {
  return `${username} ${refId}`;
}

/** Null = accepted. */
export function refusal(world: World, account: Account, order: PurchaseOrder, now: number): Refusal | null {
  const product = world.products.get(order.sku);
  if (!product?.buyer_product_status) return no('43', 'SKU tidak di temukan atau Non-Aktif');
  if (!product.seller_product_status) return yes('53', 'Produk Seller Sedang Tidak Tersedia');
  if (!product.unlimited_stock && product.stock < 1) return no('68', 'Stok habis');
  if (inCutOff(product, now)) return yes('58', 'Sedang Cut Off');
  if (order.maxPriceIdr !== null && product.price > order.maxPriceIdr)
    return no('69', 'Harga seller lebih besar dari ketentuan harga Buyer');
  if (!product.multi && boughtBefore(world, account, order, now)) return no('63', 'Tidak support transaksi multi');
  if (account.depositIdr < product.price) return no('44', 'Saldo tidak cukup');
  return wrongDestination(product, order.customerNo);
}

function no(rc: string, message: string): Refusal {
  return { rc, message, created: false };
}

function yes(rc: string, message: string): Refusal {
  return { rc, message, created: true };
}

/** Same start and end = no window; most windows straddle midnight. Jakarta time, digits often not padded. */
export function inCutOff(product: Pick<Product, 'start_cut_off' | 'end_cut_off'>, now: number): boolean {
  const start = minuteOf(product.start_cut_off);
  const end = minuteOf(product.end_cut_off);
  if (start === null || end === null || start === end) return false;
  const jakarta = Math.floor((now + 7 * 3_600_000) / 60_000) % 1_440;
  return start < end ? jakarta >= start && jakarta < end : jakarta >= start || jakarta < end;
}

function minuteOf(text: string): number | null {
  const parts = /^(\d{1,2}):(\d{1,2})$/.exec(text);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

const REPEAT_WITHIN_MS = 24 * 3_600_000;

/** "Repeat" means the same product to the same number within a day, unless the earlier one failed. */
function boughtBefore(world: World, account: Account, order: PurchaseOrder, now: number): boolean {
  const repeat = world.repeats.get(repeatKey(account.username, order));
  if (!repeat || now - repeat.at > REPEAT_WITHIN_MS) return false;
  const earlier = world.purchases.get(repeat.purchase);
  return earlier !== undefined && earlier.status !== 'Gagal';
}

export function repeatKey(username: string, order: Pick<PurchaseOrder, 'sku' | 'customerNo'>): string {
  return `${username} ${order.sku} ${order.customerNo}`;
}

function wrongDestination(product: Product, customerNo: string): Refusal | null {
  if (TEST_NUMBER_SET.has(customerNo)) return null;
  switch (product.category) {
    case 'Pulsa':
    case 'Data':
    case 'E-Money':
      if (!/^08\d+$/.test(customerNo)) return yes('54', 'Nomor Tujuan Salah');
      return /^\d{10,13}$/.test(customerNo) ? null : yes('57', 'Jumlah Digit Kurang Atau Lebih');
    case 'PLN':
      return /^\d{11,12}$/.test(customerNo) ? null : yes('57', 'Jumlah Digit Kurang Atau Lebih');
    case 'Games':
      return /^\d{6,15}(\|\d{4,5})?$/.test(customerNo) ? null : yes('54', 'Nomor Tujuan Salah');
    default:
      return null;
  }
}

export function newPurchase(account: Account, product: Product, order: PurchaseOrder, context: Context): Purchase {
  const waitMs = pendingMs(account, order.customerNo);
  const becomes = FAILS.has(order.customerNo) ? 'Gagal' : 'Sukses';
  const pending: Purchase = {
    username: account.username,
    refId: order.refId,
    sku: order.sku,
    customerNo: order.customerNo,
    status: 'Pending',
    rc: '03',
    message: 'Transaksi Pending',
    sn: '',
    priceIdr: product.price,
    depositAfterIdr: account.depositIdr - product.price,
    callbackUrl: order.callbackUrl,
    createdAt: context.now,
    becomes,
    dueAt: context.now + waitMs,
    asks: 1,
  };
  return waitMs > 0 ? pending : settled(pending, product, context);
}

const FAILS = new Set<string>([TEST_NUMBERS.failed, TEST_NUMBERS.pendingThenFailed]);

function pendingMs(account: Account, customerNo: string): number {
  if (customerNo === TEST_NUMBERS.success || customerNo === TEST_NUMBERS.failed) return 0;
  return TEST_NUMBER_SET.has(customerNo) ? account.pendingMs : account.successMs;
}

/** The final state of a pending purchase. A failure gives the deposit back. */
export function settled(purchase: Purchase, product: Product | undefined, context: Context): Purchase {
  if (purchase.becomes === 'Gagal')
    return {
      ...purchase,
      status: 'Gagal',
      rc: '02',
      message: 'Transaksi Gagal',
      depositAfterIdr: purchase.depositAfterIdr + purchase.priceIdr,
    };
  const sn = serialFor(product, purchase, context.seed);
  return { ...purchase, status: 'Sukses', rc: '00', message: 'Transaksi Sukses', sn };
}

export function refused(account: Account, order: PurchaseOrder, reason: Refusal, context: Context): Purchase {
  return {
    username: account.username,
    refId: order.refId,
    sku: order.sku,
    customerNo: order.customerNo,
    status: 'Gagal',
    rc: reason.rc,
    message: reason.message,
    sn: '',
    priceIdr: 0,
    depositAfterIdr: account.depositIdr,
    callbackUrl: order.callbackUrl,
    createdAt: context.now,
    becomes: 'Gagal',
    dueAt: context.now,
    asks: 1,
  };
}
