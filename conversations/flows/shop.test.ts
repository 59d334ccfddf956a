/** Buying a product, driven through the router and the turn engine as a customer would. */
import { describe, expect, test } from 'vitest';
import type { Commerce, ProductView } from '../../commerce/app.ts';
import { checkDestination } from '../../commerce/catalogue/destination-check.ts';
import type { DestinationRule } from '../../commerce/catalogue/destination.ts';
import { drive, fakeCommerce, orderView, product, room } from './test-driver.ts';

const ML: DestinationRule = {
  kind: 'game',
  fields: ['user', 'zone'],
  rules: { user: 'digits 6-12', zone: 'digits 4-5' },
  template: '{user}{zone}',
};
const RULES: Record<string, DestinationRule> = { 'p-ml86': ML, 'p-pln': { kind: 'pln' }, 'p-pulsa': { kind: 'phone' } };
const pln = product({
  id: 'p-pln',
  code: 'PLN50',
  name: 'Token PLN 50.000',
  brand: 'PLN',
  category: 'Listrik',
  priceIdr: 53_000,
  destinationKind: 'pln',
  destinationFields: [],
});
const pulsa = product({
  id: 'p-pulsa',
  code: 'TS10',
  name: 'Pulsa 10.000',
  brand: 'Telkomsel',
  category: 'Pulsa',
  priceIdr: 12_500,
  destinationKind: 'phone',
  destinationFields: [],
});
const steam = product({
  id: 'p-steam',
  code: 'STEAM',
  kind: 'stock_code',
  name: 'Steam 60rb',
  brand: 'Steam',
  category: 'Voucher',
  priceIdr: 65_000,
  stock: 4,
  destinationKind: null,
  destinationFields: [],
});
const ALL: ProductView[] = [
  product(),
  pln,
  pulsa,
  steam,
  ...Array.from({ length: 9 }, (_, i) =>
    product({ id: `g${i}`, code: `FF${i}`, name: `Free Fire ${i + 1}0`, brand: 'Free Fire' }),
  ),
];

const groups = (rows: ProductView[], by: 'category' | 'brand') =>
  [...new Set(rows.map((row) => row[by]))].map((name) => ({
    name,
    count: rows.filter((row) => row[by] === name).length,
  }));

function shopOf(over: { [K in keyof Commerce]?: Commerce[K] } = {}) {
  return fakeCommerce({
    categories: async () => groups(ALL, 'category'),
    brands: async (_, category) =>
      groups(
        ALL.filter((row) => row.category === category),
        'brand',
      ),
    products: async (_, { category, brand, search, limit, offset }) => {
      const words = (search ?? '').toLowerCase().split(' ');
      const found = ALL.filter(
        (row) =>
          (category === undefined || row.category === category) &&
          (brand === undefined || row.brand === brand) &&
          words.every((word) => `${row.name} ${row.code} ${row.brand}`.toLowerCase().includes(word)),
      );
      return { items: found.slice(offset, offset + limit), total: found.length };
    },
    product: async (_, code) => ALL.find((row) => row.code.toLowerCase() === code.toLowerCase()) ?? null,
    order: async () => null,
    customerOf: async () => ({ kind: 'not_asked' }),
    checkDestination: async (_, id, input) => checkDestination(RULES[id] ?? { kind: 'text' }, input),
    quote: async (_, items) => {
      const [item] = items;
      if (item?.kind !== 'product') return { ok: false, reason: 'bad_input' };
      const row = ALL.find(({ id }) => id === item.productId) ?? pln;
      const checked =
        item.destination === undefined ? null : checkDestination(RULES[row.id] ?? { kind: 'text' }, item.destination);
      const destination = checked?.ok ? checked.value.display : null;
      const totalIdr = row.priceIdr * item.qty;
      return {
        ok: true,
        quote: {
          totalIdr,
          lines: [{ name: row.name, qty: item.qty, unitPriceIdr: row.priceIdr, totalIdr, destination }],
        },
      };
    },
    placeOrder: async () => ({ ok: true, order: orderView() }),
    ...over,
  });
}

describe('buying a product', () => {
  test('category, brand, page, product, destination shown back, order', async () => {
    const { app, calls } = shopOf();
    const kak = drive(app);
    await kak.type('belanja');
    await kak.press('Game');
    await kak.press('Free Fire');
    expect(kak.buttons()).toHaveLength(10);
    expect(kak.text()).toContain('1–8 dari 9.');
    await kak.press('Berikutnya');
    expect(kak.buttons()).toEqual(['Free Fire 90 · Rp 23.000', '‹ Sebelumnya', 'Kembali']);
    await kak.press('Kembali');
    await kak.press('Mobile Legends');
    await kak.press('Mobile Legends 86');
    expect(kak.text()).toContain('Tulis User ID dan Zone ID akunnya');
    await kak.type('123456781234');
    expect(kak.text()).toContain('Zone ID belum ada. Tulis User ID dan Zone ID, dipisah spasi');
    await kak.type('12345678 (1234)');
    expect(kak.text()).toContain('Mobile Legends 86, 1 × Rp 23.000\nTujuan: 12345678 (1234)');
    await kak.press('Ya, pesan');
    expect(kak.hasDialog()).toBe(false);
    const placed = calls.filter((call) => call.name === 'placeOrder');
    expect(placed.map((call) => call.args[2])).toEqual([
      {
        chatId: 'c',
        expectedTotalIdr: 23_000,
        items: [{ kind: 'product', productId: 'p-ml86', qty: 1, destination: '12345678 (1234)' }],
      },
    ]);
    expect(kak.problems).toEqual([]);
  });

  test('typing finds it from anywhere, amounts in any spelling', async () => {
    const idle = drive(shopOf().app);
    await idle.type('pulsa 10rb');
    expect(idle.text()).toContain('Pulsa 10.000\nRp 12.500');
    const inside = drive(shopOf().app);
    await inside.type('belanja');
    await inside.type('free fire');
    expect(inside.text()).toContain('9 produk cocok dengan "free fire".');
    await inside.type('ok');
    expect(inside.text()).toContain('Tekan salah satu pilihan');
    await inside.type('zzz');
    expect(inside.text()).toContain('Belum ada yang cocok dengan "zzz"');
    expect(inside.hasDialog()).toBe(true);
    expect([...idle.problems, ...inside.problems]).toEqual([]);
  });

  test('a guest who asks for a room while looking at products gets rooms, and told of a date that cannot be', async () => {
    const guest = drive(shopOf({ rooms: async () => ({ ok: true, rooms: [room(), room({ code: 'B' })] }) }).app);
    await guest.type('belanja');
    await guest.type('2 org besok 1 malam');
    expect(guest.text()).toContain('Min, 22 Nov 2026 sampai Sen, 23 Nov 2026, 1 malam, 2 tamu');
    const wrong = drive(shopOf().app);
    await wrong.type('belanja');
    await wrong.type('kamar 31 februari');
    expect(wrong.text()).toMatch(/31/);
    expect(wrong.text()).not.toContain('Belum ada yang cocok');
    expect([...guest.problems, ...wrong.problems]).toEqual([]);
  });

  test('a refused number names the rule, what was sent and the fix', async () => {
    const { app, calls } = shopOf();
    const kak = drive(app);
    await kak.type('token pln');
    await kak.type('0123456789');
    expect(kak.text()).toContain(
      'Nomor meter PLN 11 atau 12 angka. Yang terkirim 10 angka. Coba cek di meteran atau struk.',
    );
    await kak.type('nomor saya');
    expect(kak.text()).toContain('hanya berisi angka');
    await kak.type('0123 4567 890');
    expect(kak.text()).toContain('Tujuan: 01234567890');
    await kak.type('tidak');
    expect(kak.text()).toContain('tidak ada yang perlu dibayar');
    expect(calls.some((call) => call.name === 'placeOrder')).toBe(false);
    const phone = drive(app, { lang: 'en' });
    await phone.type('TS10');
    await phone.type('0812');
    expect(phone.text()).toContain('A mobile number has 10 to 13 digits. You sent 4.');
    await phone.type('back');
    expect(phone.text()).toContain('What would you like to buy?');
    expect([...kak.problems, ...phone.problems]).toEqual([]);
  });

  test('stock codes ask how many, within what there is', async () => {
    const { app, calls } = shopOf();
    const kak = drive(app);
    await kak.type('/start p_STEAM');
    expect(kak.text()).toContain('Tersedia 4');
    for (const [words, says] of [
      ['0', 'Paling sedikit 1'],
      ['-3', 'Paling sedikit 1'],
      ['5', 'Yang terkirim 5'],
      ['banyak', 'dengan angka'],
    ] as const) {
      await kak.type(words);
      expect(kak.text(), words).toContain(says);
    }
    await kak.type('3');
    expect(kak.text()).toContain('Steam 60rb, 3 × Rp 65.000\n\nTotal Rp 195.000');
    await kak.press('Ubah');
    await kak.press('2');
    await kak.type('ok');
    expect(calls.filter((call) => call.name === 'placeOrder').map((call) => call.args[2])).toMatchObject([
      { items: [{ qty: 2 }], expectedTotalIdr: 130_000 },
    ]);
    expect(kak.problems).toEqual([]);
  });

  test('a changed price is shown again before anything is ordered', async () => {
    let tries = 0;
    const { app, calls } = shopOf({
      placeOrder: async () =>
        (tries += 1) === 1 ? { ok: false, reason: 'price_changed' } : { ok: true, order: orderView() },
    });
    const kak = drive(app);
    await kak.type('STEAM');
    await kak.press('1');
    await kak.type('ya');
    expect(kak.text()).toContain('Harganya baru saja berubah');
    expect(kak.hasDialog()).toBe(true);
    await kak.type('ya');
    expect(kak.hasDialog()).toBe(false);
    const keys = calls.filter((call) => call.name === 'placeOrder').map((call) => call.args[1]);
    expect(new Set(keys).size).toBe(2);
  });

  test.each([
    [{ stock: 0, sellable: false }, 'baru saja habis'],
    [{ sellable: false, reopensAt: '00:30' }, 'Bisa dipesan lagi mulai 00.30 WIB.'],
    [{ sellable: false }, 'sedang tidak dijual'],
  ])('what cannot be bought says why: %j', async (over, says) => {
    const kak = drive(shopOf({ product: async () => ({ ...steam, ...over }) }).app);
    await kak.type('/start p_STEAM');
    expect(kak.text()).toContain(says);
    expect(kak.hasDialog()).toBe(false);
    expect(kak.problems).toEqual([]);
  });

  test('an empty shop and a vanished product end in one sentence', async () => {
    const empty = drive(shopOf({ categories: async () => [] }).app);
    await empty.type('belanja');
    expect(empty.text()).toContain('belum ada yang dijual');
    expect(empty.hasDialog()).toBe(false);
    const gone = drive(shopOf().app);
    await gone.type('/start p_NOPE');
    expect(gone.text()).toContain('sudah tidak ada');
    expect([...empty.problems, ...gone.problems]).toEqual([]);
  });
});
