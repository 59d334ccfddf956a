/**
 * What the practice supplier sells, in the vendor's own field names and with its habits: inactive rows, sellers that are
 * away, cut-off windows over midnight without leading zeros, products that refuse repeats, a row that is no product.
 */
import type { Product } from '../world/model.ts';

type Extra = Partial<Omit<Product, 'buyer_sku_code' | 'product_name' | 'price'>>;

function item(
  category: string,
  brand: string,
  sku: string,
  name: string,
  price: number,
  desc: string,
  extra: Extra = {},
): Product {
  return {
    product_name: name,
    category,
    brand,
    type: 'Umum',
    seller_name: 'PEMASOK LATIHAN',
    price,
    buyer_sku_code: sku,
    buyer_product_status: true,
    seller_product_status: true,
    unlimited_stock: true,
    stock: 0,
    multi: true,
    start_cut_off: '0:0',
    end_cut_off: '0:0',
    desc,
    ...extra,
  };
}

const overMidnight: Extra = { start_cut_off: '23:45', end_cut_off: '0:15' };
const noRepeats: Extra = { multi: false };
const ml = 'no pelanggan = gabungan antara user_id dan zone_id';

export const CATALOGUE: readonly Product[] = [
  item('Pulsa', 'TELKOMSEL', 'tsel5', 'Telkomsel 5.000', 5_275, 'Pulsa Telkomsel Rp 5.000'),
  item('Pulsa', 'TELKOMSEL', 'tsel10', 'Telkomsel 10.000', 10_225, 'Pulsa Telkomsel Rp 10.000'),
  item('Pulsa', 'TELKOMSEL', 'tsel25', 'Telkomsel 25.000', 24_950, 'Pulsa Telkomsel Rp 25.000'),
  item('Pulsa', 'TELKOMSEL', 'tsel50', 'Telkomsel 50.000', 49_700, 'Pulsa Telkomsel Rp 50.000'),
  item('Pulsa', 'XL', 'xld5', 'XL 5.000', 5_600, '-', noRepeats),
  item('Pulsa', 'XL', 'xld10', 'XL 10.000', 10_700, '-'),
  item('Pulsa', 'XL', 'xld25', 'XL 25.000', 24_900, '-', { buyer_product_status: false }),
  item('Pulsa', 'INDOSAT', 'isat10', 'Indosat 10.000', 11_150, 'Pulsa Indosat Rp 10.000'),
  item('Pulsa', 'INDOSAT', 'isat25', 'Indosat 25.000', 24_900, 'Pulsa Indosat Rp 25.000', noRepeats),
  item('Pulsa', 'TRI', 'tri10', 'Tri 10.000', 10_350, 'Pulsa Tri Rp 10.000'),
  item('Data', 'TELKOMSEL', 'tdata3', 'Telkomsel Data 3 GB / 30 Hari', 32_400, 'Kuota nasional 3 GB, 30 hari'),
  item('Data', 'TELKOMSEL', 'tdata12', 'Telkomsel Data 12 GB / 30 Hari', 78_500, 'Kuota nasional 12 GB, 30 hari'),
  item('Data', 'XL', 'xdata6', 'XL Xtra Combo 6 GB', 41_250, '6 GB, 28 hari', noRepeats),
  item('Data', 'AXIS', 'axdata2', 'Axis Bronet 2 GB', 14_600, '2 GB, 30 hari', { seller_product_status: false }),
  item('Games', 'MOBILE LEGENDS', 'ml5', 'Mobile Legends 5 Diamond', 1_480, ml),
  item('Games', 'MOBILE LEGENDS', 'ml86', 'Mobile Legends 86 Diamond', 19_800, ml),
  item('Games', 'MOBILE LEGENDS', 'ml172', 'Mobile Legends 172 Diamond', 39_500, ml),
  item('Games', 'MOBILE LEGENDS', 'mlweek', 'Mobile Legends Weekly Diamond Pass', 27_900, ml, {
    type: 'Membership',
    multi: false,
  }),
  item('Games', 'FREE FIRE', 'ff70', 'Free Fire 70 Diamond', 9_150, 'Masukkan User ID'),
  item('Games', 'FREE FIRE', 'ff140', 'Free Fire 140 Diamond', 18_200, 'Masukkan User ID'),
  item('Games', 'FREE FIRE', 'ff355', 'Free Fire 355 Diamond', 45_600, 'Masukkan User ID', {
    unlimited_stock: false,
    stock: 25,
  }),
  item('Games', 'FREE FIRE', 'ffcek', 'Cek Username Free Fire', 1, 'Cek nama akun, bukan produk'),
  item('PLN', 'PLN', 'pln20', 'PLN 20.000', 20_150, 'nomor meter/id pelanggan', overMidnight),
  item('PLN', 'PLN', 'pln50', 'PLN 50.000', 50_150, 'nomor meter/id pelanggan', overMidnight),
  item('PLN', 'PLN', 'pln100', 'PLN 100.000', 100_150, 'nomor meter/id pelanggan', {
    start_cut_off: '23:30',
    end_cut_off: '00:30',
  }),
  item('E-Money', 'DANA', 'dana20', 'DANA 20.000', 20_450, 'Nomor HP terdaftar'),
  item('E-Money', 'DANA', 'dana50', 'DANA 50.000', 50_450, 'Nomor HP terdaftar'),
  item('E-Money', 'GO PAY', 'gopay25', 'GoPay Customer 25.000', 25_900, 'Nomor HP terdaftar', { type: 'Customer' }),
  item('E-Money', 'OVO', 'ovo50', 'OVO 50.000', 51_050, 'Nomor HP terdaftar', { buyer_product_status: false }),
  item('Voucher', 'GOOGLE PLAY', 'gp20', 'Google Play Rp 20.000', 20_700, 'Kode dikirim sebagai SN'),
  item('Voucher', 'GOOGLE PLAY', 'gp50', 'Google Play Rp 50.000', 51_200, 'Kode dikirim sebagai SN'),
  item('Voucher', 'STEAM', 'steam12', 'Steam Wallet Rp 12.000', 15_400, 'Kode dikirim sebagai SN'),
  item('Voucher', 'STEAM', 'steam60', 'Steam Wallet Rp 60.000', 72_800, 'Kode dikirim sebagai SN', {
    unlimited_stock: false,
    stock: 0,
  }),
];
