/** The sentences of the practice supplier where it speaks OkeConnect: what it answers, what it says when asked, what it reports. */
import type { Purchase } from '../world/model.ts';

/** 6487 → "6.487". */
export const dotted = (amountIdr: number): string => String(amountIdr).replaceAll(/\B(?=(\d{3})+$)/g, '.');

/** "18:46" in Jakarta. */
const clock = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(11, 16);

const day = (at: number): string =>
  new Date(at + 7 * 3_600_000).toISOString().slice(0, 10).split('-').toReversed().join('/');

const goods = ({ sku, customerNo }: Pick<Purchase, 'sku' | 'customerNo'>): string => `${sku}.${customerNo}`;

const number = ({ createdAt }: Purchase): string => String(createdAt).slice(-9);

/** The answer to a purchase and the report about one. */
export function purchaseSentence(purchase: Purchase): string {
  const { refId, sku, status, sn, message, priceIdr, depositAfterIdr, createdAt } = purchase;
  const name = `T#${number(purchase)} R#${refId} Produk ${sku} ${goods(purchase)}`;
  const spent = `Saldo ${dotted(depositAfterIdr + priceIdr)} - ${dotted(priceIdr)} = ${dotted(depositAfterIdr)} @${clock(createdAt)}`;
  if (status === 'Pending') return `${name} akan diproses. ${spent}`;
  if (status === 'Sukses') return `${name} SUKSES. SN: ${sn}. ${spent}`;
  return `${name} GAGAL. ${message}. Saldo ${dotted(depositAfterIdr)} @${clock(createdAt)}`;
}

/** The answer to `check=1`. */
export function statusSentence(purchase: Purchase): string {
  const { refId, sku, status, sn, priceIdr, createdAt } = purchase;
  if (status === 'Pending')
    return `Mhn tunggu trx sblmnya selesai: T#${number(purchase)} R#${refId} ${goods(purchase)} @${clock(createdAt)}, status Menunggu Jawaban. Terima kasih`;
  const before = `R#${refId} Produk ${sku} ${goods(purchase)} sudah pernah jam ${clock(createdAt)}, status`;
  const cost = `Hrg ${dotted(priceIdr)} Trx ke-2 gunakan format yang benar.`;
  return status === 'Sukses'
    ? `${before} Sukses. SN: ${sn}. ${cost}`
    : `${before} Gagal. Mohon diperiksa kembali No tujuan sebelum di ulang. ${cost}`;
}

export const nothingSentence = (customerNo: string, now: number): string =>
  `TIDAK ADA transaksi Tujuan ${customerNo} pada tgl ${day(now)}. Tidak ada data.`;

/** A refusal that created nothing has no number of its own. */
export const refusalSentence = (order: Pick<Purchase, 'sku' | 'customerNo'>, message: string): string =>
  `R#0 ${goods(order)} GAGAL. ${message}`;
