/** A supplier with ten thousand products, which it gives to whoever asks anything. */
import { createServer } from 'node:http';
import { serveCalls } from '../children.ts';

const PRODUCTS = 10_000;
const BRANDS = ['TELKOMSEL', 'XL', 'INDOSAT', 'TRI', 'AXIS', 'SMARTFREN'];

let raise = 0;
const list = () =>
  JSON.stringify({
    data: Array.from({ length: PRODUCTS }, (_, index) => ({
      product_name: `${BRANDS[index % BRANDS.length]} ${index} paket`,
      category: index % 3 === 0 ? 'Pulsa' : 'Data',
      brand: BRANDS[index % BRANDS.length],
      type: 'Umum',
      seller_name: 'PEMASOK',
      price: 5_000 + index + raise,
      buyer_sku_code: `sku${index}`,
      buyer_product_status: true,
      seller_product_status: true,
      unlimited_stock: true,
      stock: 0,
      multi: true,
      start_cut_off: '0:0',
      end_cut_off: '0:0',
      desc: 'Berlaku nasional, 30 hari sejak aktif, tanpa syarat lain',
    })),
  });

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(list());
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

serveCalls({
  port: () => (server.address() as { port: number }).port,
  /** From now on everything costs one rupiah more. */
  raisePrices: () => (raise += 1),
});
