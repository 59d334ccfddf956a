/**
 * Bills at the practice supplier: the list, what one comes to, paying it and asking what became of that. Paying goes
 * under the reference of its question, on the same day in Jakarta. The vendor's documented test numbers decide what
 * happens.
 */
import { digits, json } from '../world/handling.ts';
import type { Context, Handled } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Account, Bill, Purchase, World } from '../world/model.ts';
import { announce } from './events.ts';
import { purchaseKey } from './purchase.ts';
import type { PurchaseOrder } from './purchase.ts';
import { purchaseData } from './wire.ts';

export const BILL_NUMBERS = {
  one: '530000000001',
  two: '530000000002',
  refused: '530000000003',
  payFails: '530000000006',
} as const;

const FEE_IDR = 2_500;
const COMMISSION_IDR = 1_300;
const DAY_MS = 86_400_000;

const biller = (sku: string, name: string, brand: string) => ({
  product_name: name,
  category: 'Pascabayar',
  brand,
  seller_name: 'PEMASOK LATIHAN',
  admin: FEE_IDR,
  commission: COMMISSION_IDR,
  buyer_sku_code: sku,
  buyer_product_status: true,
  seller_product_status: true,
  desc: '-',
});

export const BILLERS = [biller('pln', 'PLN Pascabayar', 'PLN PASCABAYAR'), biller('pdam', 'PDAM Kota Latihan', 'PDAM')];

type Asked = (order: PurchaseOrder, account: Account, world: World, context: Context) => Handled;

export const billCommand = (command: unknown): Asked | null =>
  typeof command === 'string' && Object.hasOwn(COMMANDS, command) ? (COMMANDS[command] ?? null) : null;

const inquire: Asked = (order, account, world, context) => {
  const key = purchaseKey(account.username, order.refId);
  if (world.bills.has(key) || world.purchases.has(key)) return refuse(order, '49', 'Ref ID tidak unik', 400);
  if (!BILLERS.some((row) => row.buyer_sku_code === order.sku))
    return refuse(order, '43', 'SKU tidak di temukan atau Non-Aktif', 400);
  const months = order.customerNo === BILL_NUMBERS.two ? 2 : 1;
  if (order.customerNo === BILL_NUMBERS.refused || !/^\d{6,20}$/.test(order.customerNo))
    return refuse(order, '60', 'Tagihan belum tersedia');
  const billIdr = 100_000 * months + Number(order.customerNo.slice(-2)) * 10 + (account.billsExtraIdr ?? 0);
  const bill: Bill = {
    sku: order.sku,
    customerNo: order.customerNo,
    priceIdr: billIdr + (FEE_IDR - COMMISSION_IDR) * months,
    sellingIdr: billIdr + FEE_IDR * months,
    feeIdr: FEE_IDR * months,
    period: months === 2 ? '201906,201907' : '201907',
    askedAt: context.now,
  };
  return json(200, { data: { ...billData(order, bill), ...OK, sn: '', price: bill.priceIdr } }, [
    put('bills', key, bill),
  ]);
};

const pay: Asked = (order, account, world, context) => {
  const key = purchaseKey(account.username, order.refId);
  const bill = world.bills.get(key);
  const earlier = world.purchases.get(key);
  if (earlier) return refuse(order, '49', 'Ref ID tidak unik', 400);
  if (
    bill?.sku !== order.sku ||
    bill.customerNo !== order.customerNo ||
    jakartaDay(bill.askedAt) !== jakartaDay(context.now)
  )
    return refuse(order, '50', 'Transaksi Tidak Ditemukan');
  if (account.depositIdr < bill.priceIdr) return refuse(order, '44', 'Saldo tidak cukup', 400);
  const fails = order.customerNo === BILL_NUMBERS.payFails;
  const depositAfterIdr = account.depositIdr - (fails ? 0 : bill.priceIdr);
  const purchase: Purchase = {
    username: account.username,
    dialect: 'json',
    refId: order.refId,
    sku: order.sku,
    customerNo: order.customerNo,
    ...(fails ? { status: 'Gagal', rc: '02', message: 'Transaksi Gagal' } : { ...OK }),
    sn: fails ? '' : `S${digits(context.seed, 12, 'bill', order.sku, order.customerNo)}`,
    priceIdr: bill.priceIdr,
    depositAfterIdr,
    callbackUrl: order.callbackUrl,
    createdAt: context.now,
    becomes: fails ? 'Gagal' : 'Sukses',
    dueAt: context.now,
    asks: 1,
  };
  return json(200, { data: { ...billData(order, bill), ...purchaseData(purchase) } }, [
    put('purchases', key, purchase),
    put('accounts', account.username, { ...account, depositIdr: depositAfterIdr }),
    ...announce(world, context, purchase, 'create'),
  ]);
};

const status: Asked = (order, account, world) => {
  const key = purchaseKey(account.username, order.refId);
  const [purchase, bill] = [world.purchases.get(key), world.bills.get(key)];
  if (!purchase || !bill) return refuse(order, '50', 'Transaksi Tidak Ditemukan');
  return json(200, { data: { ...billData(order, bill), ...purchaseData(purchase) } });
};

const COMMANDS: Record<string, Asked> = { 'inq-pasca': inquire, 'pay-pasca': pay, 'status-pasca': status };

const OK = { status: 'Sukses', rc: '00', message: 'Transaksi Sukses' } as const;

const jakartaDay = (at: number): number => Math.floor((at + 7 * 3_600_000) / DAY_MS);

const billData = ({ refId }: PurchaseOrder, bill: Bill) => ({
  ref_id: refId,
  customer_no: bill.customerNo,
  buyer_sku_code: bill.sku,
  customer_name: 'PELANGGAN LATIHAN',
  admin: bill.feeIdr,
  selling_price: bill.sellingIdr,
  periode: bill.period,
});

function refuse({ refId, customerNo, sku }: PurchaseOrder, rc: string, message: string, http = 200): Handled {
  const data = { ref_id: refId, customer_no: customerNo, buyer_sku_code: sku, status: 'Gagal', rc, message };
  return json(http, { data });
}
