/** Booking a room, driven through the router and the turn engine as a guest would. */
import { describe, expect, test } from 'vitest';
import type { Commerce } from '../../commerce/app.ts';
import { roomNamed } from './rooms-offers.ts';
import { drive, fakeCommerce, orderView, room } from './test-driver.ts';

const rooms: Commerce['rooms'] = async () => ({
  ok: true,
  rooms: [
    room(),
    room({ roomTypeId: 'rt-s', code: 'SUITE', name: 'Suite', capacity: 4, totalIdr: 1_800_000, available: 0 }),
  ],
});
const quote: Commerce['quote'] = async () => ({ ok: true, quote: { totalIdr: 900_000, lines: [] } });
const placeOrder: Commerce['placeOrder'] = async () => ({ ok: true, order: orderView() });

const both: Commerce['rooms'] = async () => ({
  ok: true,
  rooms: [room(), room({ roomTypeId: 'rt-f', code: 'FAMILY', name: 'Family', capacity: 4 })],
});

describe('booking a room', () => {
  test('one typed sentence leads to the rooms, and the order carries exactly what was said', async () => {
    const { app, calls } = fakeCommerce({ rooms, quote, placeOrder });
    const guest = drive(app);
    const shown = await guest.type('besok 2 malam 2 org');
    expect(shown[0]).toMatchObject({ image: { kind: 'asset', name: 'deluxe.png', alt: 'Foto Deluxe' } });
    expect(guest.text()).toContain('Min, 22 Nov 2026 sampai Sel, 24 Nov 2026, 2 malam, 2 tamu, 1 kamar.');
    expect(guest.text()).toContain('Sudah penuh di tanggal ini: Suite.');
    await guest.press('Deluxe');
    await guest.type('Sari Wulandari');
    await guest.type('12');
    expect(guest.text()).toContain('Tulis nomor HP');
    await guest.type('0812-3456-7890');
    await guest.type('jam 3 sore');
    expect(guest.text()).toContain('Atas nama Sari Wulandari, +6281234567890\nTiba sekitar 15.00 WIB');
    expect(guest.text()).toContain('Total Rp 900.000');
    expect(calls.some((call) => call.name === 'placeOrder')).toBe(false);
    await guest.type('ya');
    expect(guest.hasDialog()).toBe(false);
    const placed = calls.filter((call) => call.name === 'placeOrder');
    expect(placed).toHaveLength(1);
    expect(placed[0]?.args[2]).toEqual({
      chatId: 'c',
      expectedTotalIdr: 900_000,
      items: [
        {
          kind: 'room',
          roomTypeId: 'rt-deluxe',
          checkIn: '2026-11-22',
          checkOut: '2026-11-24',
          rooms: 1,
          guests: 2,
          bookerName: 'Sari Wulandari',
          bookerContact: '+6281234567890',
          arrivalTime: '15:00',
        },
      ],
    });
    expect(guest.problems).toEqual([]);
  });

  test('every wrong answer is met with its rule, and the question stays open', async () => {
    const { app, calls } = fakeCommerce({ rooms, quote });
    const guest = drive(app);
    await guest.type('kamar');
    for (const [words, says] of [
      ['31 februari', 'Tanggal 31/2/2026 tidak ada di kalender'],
      ['24 nov - 20 nov', 'harus sesudah check-in'],
      ['20 nov', 'Jum, 20 Nov 2026 sudah lewat'],
      ['besok 400 malam', 'Paling banyak 30 malam'],
      ['12/12/3026', 'Kamar bisa dipesan sampai'],
      ['asdf', 'belum kami tangkap'],
      ['🙈🙉', 'belum kami tangkap'],
    ] as const) {
      await guest.type(words);
      expect(guest.text(), words).toContain(says);
    }
    expect(calls.some((call) => call.name === 'rooms')).toBe(false);
    await guest.press('Malam ini');
    expect(guest.text()).toContain('Check-in Sab, 21 Nov 2026. Berapa malam?');
    await guest.type('sampai tgl 23');
    await guest.type('-2');
    expect(guest.text()).toContain('Paling sedikit 1 tamu');
    await guest.type('berdua');
    expect(guest.text()).toContain('Sab, 21 Nov 2026 sampai Sen, 23 Nov 2026');
    expect(guest.problems).toEqual([]);
  });

  test('other dates may be typed instead of choosing a room; guests are kept', async () => {
    const { app, calls } = fakeCommerce({ rooms });
    const guest = drive(app, { lang: 'en' });
    await guest.type('tomorrow 2 nights 2 people');
    await guest.type('28-30 nov');
    expect(guest.text()).toContain('Sat 28 Nov 2026 to Mon 30 Nov 2026, 2 nights, 2 guests, 1 room.');
    expect(calls.filter((call) => call.name === 'rooms').at(-1)?.args[1]).toEqual({
      checkIn: '2026-11-28',
      checkOut: '2026-11-30',
      guests: 2,
      rooms: 1,
    });
    expect(guest.problems).toEqual([]);
  });

  test('a full house asks for other dates, a large party for more rooms', async () => {
    const full = drive(fakeCommerce({ rooms: async () => ({ ok: true, rooms: [room({ available: 0 })] }) }).app);
    await full.type('besok 2 malam 2 org');
    expect(full.text()).toContain('semua kamar penuh');
    expect(full.hasDialog()).toBe(true);
    const { app, calls } = fakeCommerce({ rooms });
    const party = drive(app);
    await party.type('besok 2 malam 5 org');
    expect(party.text()).toContain('Untuk 5 tamu perlu lebih dari satu kamar');
    await party.press('3 kamar');
    expect(calls.at(-1)?.args[1]).toMatchObject({ guests: 5, rooms: 3 });
    expect(party.problems).toEqual([]);
  });

  test('a linked room stands alone, with the way to the others', async () => {
    const guest = drive(fakeCommerce({ rooms: both }).app);
    await guest.type('/start r_deluxe');
    await guest.type('besok 1 malam 2 org');
    expect(guest.buttons().join()).not.toContain('Family');
    await guest.press('Kamar lain');
    expect(guest.buttons().join()).toContain('Family');
  });

  test('"batal" ends it and orders nothing; a refused order says why and orders nothing', async () => {
    const { app, calls } = fakeCommerce({ rooms, quote, placeOrder: async () => ({ ok: false, reason: 'sold_out' }) });
    const guest = drive(app);
    await guest.type('besok 2 malam 2 org');
    await guest.type('ga jadi');
    expect(guest.hasDialog()).toBe(false);
    await guest.type('besok 2 malam 2 org');
    await guest.press('Deluxe');
    for (const words of ['Sari', 'sari@contoh.id', 'nanti', 'ya']) await guest.type(words);
    expect(guest.text()).toContain('baru saja dipesan tamu lain');
    expect(calls.filter((call) => call.name === 'placeOrder')).toHaveLength(1);
    expect(guest.problems).toEqual([]);
  });

  test('who is asked how many come may say how many rooms, or name other dates altogether', async () => {
    const { app, calls } = fakeCommerce({ rooms: both });
    const guest = drive(app);
    await guest.type('besok 2 malam');
    expect(guest.text()).toContain('Untuk berapa tamu?');
    await guest.type('24-26 des 3 org 2 kamar');
    expect(guest.text()).toContain('Kam, 24 Des 2026 sampai Sab, 26 Des 2026, 2 malam, 3 tamu, 2 kamar');
    expect(calls.at(-1)?.args[1]).toMatchObject({ guests: 3, rooms: 2 });
    const again = drive(fakeCommerce({ rooms: both }).app);
    await again.type('besok 2 malam');
    await again.type('24 des');
    await again.type('2 malam');
    await again.type('3 orang 2 kamar');
    expect(again.text()).toContain('Kam, 24 Des 2026 sampai Sab, 26 Des 2026, 2 malam, 3 tamu, 2 kamar');
    expect([...guest.problems, ...again.problems]).toEqual([]);
  });

  test('a room may be named in words; what fits two or none is asked again', async () => {
    const guest = drive(fakeCommerce({ rooms: both }).app);
    await guest.type('besok 2 malam 2 org');
    await guest.type('yang mana ya');
    expect(guest.text()).toContain('Tekan salah satu kamar');
    await guest.type('yang family aja');
    expect(guest.text()).toContain('nama');
    expect(roomNamed('kamar', [{ name: 'Kamar Deluxe' }, { name: 'Kamar Standar' }])).toBeNull();
    expect(roomNamed('deluxe atau standar?', [{ name: 'Kamar Deluxe' }, { name: 'Kamar Standar' }])).toBeNull();
    expect(roomNamed('STANDAR', [{ name: 'Kamar Deluxe' }, { name: 'Kamar Standar' }])).toBe(1);
    expect(guest.problems).toEqual([]);
  });
});
