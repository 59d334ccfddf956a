/** The demo hotel and shop of practice mode. Data only; `seed.ts` puts it in once. */
export const DEMO_HOTEL = {
  name: 'Griya Latihan',
  zone: 'Asia/Jakarta',
  checkInTime: '14:00',
  checkOutTime: '12:00',
  addressText: 'Jl. Kenanga 12, Yogyakarta',
};

export interface DemoRoom {
  code: string;
  name: string;
  description: string;
  capacity: number;
  rateIdr: number;
  picture: string;
  units: string[];
}

export const DEMO_ROOMS: readonly DemoRoom[] = [
  {
    code: 'STD',
    name: 'Kamar Standar',
    description: 'Ranjang ganda, kipas angin, kamar mandi dalam.',
    capacity: 2,
    rateIdr: 225_000,
    picture: 'room-standard.png',
    units: ['101', '102', '103', '104'],
  },
  {
    code: 'DLX',
    name: 'Kamar Deluxe',
    description: 'AC, air hangat, balkon menghadap taman, sarapan untuk dua orang.',
    capacity: 2,
    rateIdr: 375_000,
    picture: 'room-deluxe.png',
    units: ['201', '202', '203'],
  },
  {
    code: 'FAM',
    name: 'Kamar Keluarga',
    description: 'Dua ranjang besar, AC, dapur kecil, cocok untuk empat orang.',
    capacity: 4,
    rateIdr: 550_000,
    picture: 'room-family.png',
    units: ['301', '302'],
  },
];

/** Lock behind a door of the practice lock vendor. */
export const demoLockId = (unit: string): string => String(7_000_000 + Number(unit));

export interface DemoProduct {
  code: string;
  name: string;
  category: string;
  brand: string;
  description: string;
  retailIdr: number;
  resellerIdr: number;
  codes: number;
}

export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    code: 'WIFI1',
    name: 'Voucher WiFi 1 hari',
    category: 'Voucher WiFi',
    brand: 'WiFi Griya',
    description: 'Satu perangkat, 24 jam sejak kode dipakai.',
    retailIdr: 10_000,
    resellerIdr: 8_000,
    codes: 40,
  },
  {
    code: 'WIFI7',
    name: 'Voucher WiFi 7 hari',
    category: 'Voucher WiFi',
    brand: 'WiFi Griya',
    description: 'Satu perangkat, tujuh hari sejak kode dipakai.',
    retailIdr: 50_000,
    resellerIdr: 44_000,
    codes: 40,
  },
  {
    code: 'EBOOK1',
    name: 'E-book Jalan Kaki di Jogja',
    category: 'E-book',
    brand: 'Sapa Pustaka',
    description: 'Kode unduh untuk buku digital 86 halaman.',
    retailIdr: 35_000,
    resellerIdr: 29_000,
    codes: 20,
  },
];
