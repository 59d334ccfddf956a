/** Orders, help, language and the owner's words, driven through the router and the turn engine. */
import { describe, expect, test } from 'vitest';
import type { OrderView, TimelineWord } from '../../commerce/app.ts';
import type { QueuedCase } from '../../commerce/cases/open-cases.ts';
import { drive, fakeCommerce, orderView } from './test-driver.ts';

const paidStay = orderView({
  code: 'ST4Y22',
  state: 'paid',
  paidAt: 1,
  lines: [
    {
      kind: 'room_night',
      name: 'Deluxe',
      qty: 1,
      totalIdr: 900_000,
      destination: null,
      checkIn: '2026-11-24',
      checkOut: '2026-11-26',
    },
  ],
});
const find = (all: OrderView[]) => ({
  myOrders: async () => all,
  order: async (_: unknown, code: string) => all.find((row) => row.code === code) ?? null,
});

describe('my orders', () => {
  test('the list, one order with its steps, and what can be done with it', async () => {
    const steps: TimelineWord[] = [
      'placed',
      'payment_created',
      'payment_expired',
      'paid',
      'parked',
      'submitted',
      'pending',
      'review',
      'delivered',
      'key_issued',
      'resolved',
    ];
    const order = orderView({
      timeline: steps.map((what, i) => ({ at: 1_795_000_000_000 + i * 60_000, what, detail: '' })),
    });
    const { app } = fakeCommerce(find([order, paidStay]));
    const person = drive(app);
    await person.type('pesanan');
    expect(person.text()).toContain(
      'K7QF2M · Mobile Legends 86 · Rp 23.000 · menunggu pembayaran\nST4Y22 · Deluxe · Rp 23.000 · diproses',
    );
    const [shown] = await person.press('K7QF2M');
    expect(person.text()).toContain('dipesan\n');
    expect(person.text()).toContain(' WIB pemeriksaan selesai');
    expect(person.text()).not.toMatch(/orders-|\{/);
    expect(shown?.link).toMatchObject({ url: 'http://127.0.0.1/o/token' });
    expect(person.buttons()).toEqual(['Cek sekarang', 'Batalkan', 'Hubungi petugas', 'Menu']);
    await person.type('st4y22');
    expect(person.buttons()).toContain('Minta batal');
    expect(person.problems).toEqual([]);
  });

  test("somebody else's order is not there", async () => {
    const person = drive(fakeCommerce(find([])).app, { lang: 'en' });
    await person.type('/start o_K7QF2M');
    expect(person.text()).toContain('There is no order K7QF2M among yours.');
    await person.type('orders');
    expect(person.text()).toContain('There are no orders here yet.');
    expect(person.problems).toEqual([]);
  });

  test.each([
    [orderView({ payment: null }), 'QR sedang disiapkan', ['Batalkan']],
    [
      orderView({ payment: { ...orderView().payment!, state: 'expired' } }),
      'Tekan Buat QR baru',
      ['Buat QR baru', 'Batalkan'],
    ],
    [
      orderView({ state: 'expired', payment: { ...orderView().payment!, state: 'expired' } }),
      'Waktu bayarnya habis',
      ['Buat QR baru'],
    ],
    [
      orderView({
        payment: { ...orderView().payment!, state: 'parked' },
        parked: { amountIdr: 20_000, missingIdr: 3_000, choices: ['rest', 'refund', 'keep'] },
      }),
      'jumlahnya berbeda',
      ['Bayar sisanya', 'Kembalikan uang', 'Simpan jadi saldo'],
    ],
    [
      orderView({ payment: { ...orderView().payment!, state: 'challenge' } }),
      'diperiksa penyedia',
      ['Cek sekarang', 'Batalkan'],
    ],
    [
      orderView({
        state: 'completed',
        fulfilments: [{ id: 'f', kind: 'h2h', state: 'succeeded', nextCheckAt: null, hasGoods: true }],
      }),
      'Semua sudah dikirim',
      ['Kirim ulang kode'],
    ],
    [
      orderView({
        state: 'paid',
        fulfilments: [
          { id: 'f', kind: 'h2h', state: 'pending', nextCheckAt: Date.parse('2026-11-21T07:42:00Z'), hasGoods: false },
        ],
      }),
      'Kami cek lagi pukul 14.42 WIB',
      [],
    ],
    [
      orderView({
        state: 'paid',
        fulfilments: [{ id: 'f', kind: 'h2h', state: 'review', nextCheckAt: null, hasGoods: false }],
      }),
      'Uang Anda aman',
      [],
    ],
    [orderView({ state: 'failed', refundDueIdr: 23_000 }), 'Rp 23.000 akan dikembalikan', []],
    [{ ...paidStay, cancelRequested: true }, 'menunggu keputusan pemilik', []],
    [orderView({ state: 'cancelled', payment: null }), 'Pesanan ini batal', []],
  ])('state %#: says what happens next and offers what can be done', async (order, says, buttons) => {
    const person = drive(fakeCommerce(find([order])).app);
    await person.type(`/order ${order.code}`);
    expect(person.text()).toContain(says);
    const payment = order.state !== 'awaiting_payment' && order.payment?.state === 'pending' ? ['Cek sekarang'] : [];
    expect(person.buttons()).toEqual([...payment, ...buttons, 'Hubungi petugas', 'Menu']);
    expect(person.problems).toEqual([]);
  });
});

describe('acting on an order', () => {
  test('cancel asks which, then whether, and an unpaid one ends', async () => {
    const { app, calls } = fakeCommerce({
      ...find([orderView(), paidStay]),
      cancelOrder: async () => ({ ok: true, outcome: 'cancelled' }),
    });
    const person = drive(app);
    await person.type('batal');
    expect(person.text()).toContain('Pesanan mana yang mau dibatalkan?');
    await person.type('k7qf2m');
    expect(person.text()).toContain('Batalkan pesanan K7QF2M (Mobile Legends 86)?');
    await person.type('hmm');
    expect(calls.some((call) => call.name === 'cancelOrder')).toBe(false);
    await person.press('Ya, batalkan');
    expect(person.text()).toContain('pesanan K7QF2M batal');
    expect(calls.filter((call) => call.name === 'cancelOrder').map((call) => call.args[2])).toEqual(['K7QF2M']);
    expect(person.problems).toEqual([]);
  });

  test("a paid stay's cancelling is a request; nothing to cancel is said; no keeps it", async () => {
    const { app, calls } = fakeCommerce({
      ...find([paidStay]),
      cancelOrder: async () => ({ ok: true, outcome: 'requested' }),
    });
    const person = drive(app);
    await person.type('/cancel');
    expect(person.text()).toContain('sudah dibayar');
    await person.type('tidak');
    expect(person.text()).toContain('tetap jalan');
    expect(calls.some((call) => call.name === 'cancelOrder')).toBe(false);
    await person.type('gak jadi');
    await person.type('batal');
    expect(person.text()).toContain('ST4Y22 belum dibatalkan dan tetap jalan');
    expect(calls.some((call) => call.name === 'cancelOrder')).toBe(false);
    await person.press('Batalkan');
    await person.type('ya');
    expect(person.text()).toContain('sudah kami teruskan ke pemilik');
    const none = drive(fakeCommerce(find([])).app);
    await none.type('batal');
    expect(none.text()).toContain('Tidak ada pesanan yang bisa dibatalkan');
    expect([...person.problems, ...none.problems]).toEqual([]);
  });

  test('check, new QR and send again answer at once and leave the chat idle', async () => {
    const { app } = fakeCommerce({
      ...find([orderView({ state: 'expired', payment: { ...orderView().payment!, state: 'expired' } })]),
      checkPayment: async () => ({ ok: true, state: 'pending', format: 'qris_dynamic' }),
      renewPayment: async () => ({ ok: false, reason: 'already_done' }),
      resendGoods: async () => ({ ok: true, sent: 2 }),
    });
    const person = drive(app);
    await person.type('/order K7QF2M');
    await person.press('Buat QR baru');
    expect(person.text()).toContain('masih punya QR, nomor, atau tautan');
    expect(person.hasDialog()).toBe(false);
    expect(person.problems).toEqual([]);
  });
});

describe('help and language', () => {
  test('a person is asked for in one message, and the truth is told about who is there', async () => {
    const { app, calls } = fakeCommerce({ requestHuman: async () => ({ ok: true, onDuty: false }) });
    const person = drive(app);
    await person.type('cs');
    await person.type('AC kamar 12 mati?');
    expect(person.text()).toContain('belum ada petugas yang bertugas');
    expect(calls.at(-1)?.args[2]).toBe('AC kamar 12 mati?');
    await person.type('/cs di mana parkirnya');
    expect(calls.at(-1)?.args[2]).toBe('di mana parkirnya');
    expect(person.problems).toEqual([]);
  });

  test('the language is set by a word; unknown words get the menu with a hint', async () => {
    const { app, calls } = fakeCommerce({
      setLang: async () => undefined,
      order: async () => null,
      products: async () => ({ items: [], total: 0 }),
    });
    const person = drive(app);
    await person.type('english');
    expect(calls.find((call) => call.name === 'setLang')?.args[1]).toBe('en');
    // The way back, although the message came in Indonesian.
    expect(person.choiceIds()).toContain('lang:id');
    await person.type('qwerty asdf');
    expect(person.text()).toContain('belum menangkap maksudnya');
    await person.type('x'.repeat(10_000));
    expect(person.text()).toContain('terlalu panjang');
    expect(person.problems).toEqual([]);
  });
});

describe("the owner's words", () => {
  const row: QueuedCase = {
    id: 'case',
    kind: 'underpaid',
    environment: 'live',
    orderId: 'o',
    paymentId: 'p',
    fulfilmentId: null,
    amountIdr: 20_000,
    detail: '',
    state: 'open',
    resolution: null,
    openedAt: 1,
    resolvedAt: null,
    resolvedBy: null,
    parkedIdr: 20_000,
    dedupeKey: 'x',
    orderCode: 'K7QF2M',
    decisions: [{ name: 'accept', needsReason: false, isFinalForMoney: false }],
  };

  test('queue, and why an order stands where it stands', async () => {
    const { app } = fakeCommerce({
      queue: async () => ({ ok: true, cases: [row] }),
      stuckWork: async () => ({ ok: true, deadJobs: [], refused: [] }),
      dossier: async () => ({
        ok: true,
        dossier: {
          order: orderView(),
          events: [
            { at: 1_795_000_000_000, source: 'payment', text: 'K7QF2M-1: pending' },
            { at: 1_795_000_000_001, source: 'supplier', text: 'ref sku: pending' },
          ],
          cases: [row],
          nextStep: 'owner_decides',
        },
      }),
    });
    const owner = drive(app, { roles: ['owner'] });
    await owner.type('antrean');
    expect(owner.text()).toContain('K7QF2M · dibayar kurang · Rp 20.000');
    await owner.type('kenapa K7QF2M');
    expect(owner.text()).toContain('Menunggu keputusan: dibayar kurang');
    expect(owner.text()).not.toContain('K7QF2M-1: pending');
    expect(owner.text()).toContain('Kata pemasok: ref sku: pending');
    expect(owner.buttons()).toContain('K7QF2M: dibayar kurang');
    expect(owner.problems).toEqual([]);
  });

  test('who is not the owner is told so, and how to become it', async () => {
    const { app } = fakeCommerce({
      queue: async () => ({ ok: false, reason: 'not_allowed' }),
      dossier: async () => ({ ok: false, reason: 'not_allowed' }),
      claimOwner: async () => ({ ok: false, reason: 'bad_code' }),
      playPersona: async () => ({ ok: false, reason: 'not_allowed' }),
      takeRelay: async () => ({ ok: false, reason: 'already_done' }),
      endRelay: async () => ({ ok: false, reason: 'wrong_state' }),
    });
    const person = drive(app);
    for (const [words, says] of [
      ['antrean', 'hanya untuk pemilik'],
      ['kenapa K7QF2M', 'hanya untuk pemilik'],
      ['/claim', 'kode yang tampil di layar'],
      ['/claim SALAH', 'Kodenya salah'],
      ['/claim@SapaBot ABCD2345', 'Kodenya salah'],
      ['/persona owner', 'hanya ada di mode latihan'],
      ['/persona raja', 'Pilih peran latihan'],
      ['selesai', 'Sama-sama'],
    ] as const) {
      await person.type(words);
      expect(person.text(), words).toContain(says);
    }
    expect(person.problems).toEqual([]);
  });
});
