/** Serial numbers in the shapes real ones have, always the same for the same purchase. */
import { digits, fingerprint } from '../world/handling.ts';
import type { Product, Purchase } from '../world/model.ts';

export function serialFor(product: Product | undefined, purchase: Purchase, seed: string): string {
  const id = [purchase.username, purchase.refId] as const;
  switch (product?.category) {
    case 'PLN':
      return plnToken(product, seed, id);
    case 'Voucher':
      return voucherCode(fingerprint(seed, 'voucher', ...id));
    case 'Games':
      return `${NICKNAMES[Number.parseInt(fingerprint(seed, 'nick', purchase.customerNo).slice(0, 6), 16) % NICKNAMES.length]}`;
    case 'E-Money':
      return `PELANGGAN LATIHAN/${digits(seed, 20, 'emoney', ...id)}`;
    default:
      return digits(seed, 16, 'operator', ...id);
  }
}

const NICKNAMES = ['BangJago', 'RatuSavage', 'KopiSenja', 'NasiPadang', 'SiDoel99', 'MbakMaya'];

/** TOKEN/NAME/TARIFF/POWER/KWH */
function plnToken(product: Product, seed: string, id: readonly string[]): string {
  const token = digits(seed, 20, 'token', ...id).replace(/\d{4}(?=\d)/g, '$&-');
  const kwh = (product.price / 1_510).toFixed(1).replace('.', ',');
  return `${token}/PELANGGAN LATIHAN/R1/1300VA/${kwh}`;
}

function voucherCode(hex: string): string {
  return (hex.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-');
}
