/** Every kind of order a run places. A new kind is one entry here; what its money must be is in the rules. */
import type { OrderItem } from '../../commerce/app.ts';
import { addDays, localDate } from '../../commerce/stay/local-time.ts';
import { BILL_NUMBERS } from '../../sandbox/supplier/bills.ts';
import { TEST_NUMBERS } from '../../sandbox/supplier/purchase.ts';
import type { Chance } from './chance.ts';
import type { Shelf } from './shop.ts';

export interface Kind {
  name: string;
  weight: number;
  /** Ordered by one of the shop's resellers; with `balance` nothing is paid in for it. */
  reseller?: 'balance' | 'gateway';
  /** A bill is ordered by the answer to a question: its item gets the quote then. */
  bill?: true;
  items(shelf: Shelf, chance: Chance, now: number): OrderItem[];
}

const code = (shelf: Shelf, chance: Chance, most: number): OrderItem => ({
  kind: 'product',
  productId: chance.pick(shelf.codes),
  qty: chance.between(1, most),
});

function supply(shelf: Shelf, chance: Chance): OrderItem {
  const { productId, sample } = chance.pick(shelf.supply);
  const digits = (length: number) => String(chance.between(10 ** (length - 1), 10 ** length - 1));
  const fresh = { phone: `0812${digits(8)}`, meter: digits(11), account: digits(9) }[sample];
  const practised = sample === 'phone' && chance.hits(0.3);
  const destination = practised ? chance.pick(Object.values(TEST_NUMBERS)) : fresh;
  return { kind: 'product', productId, qty: 1, destination };
}

/** One in ten is a number the supplier knows nothing to pay for, or refuses to take money for. */
function bill(shelf: Shelf, chance: Chance): OrderItem {
  const destination = chance.hits(0.1)
    ? chance.pick(Object.values(BILL_NUMBERS))
    : `53${chance.between(10 ** 9, 10 ** 10 - 1)}`;
  return { kind: 'product', productId: chance.pick(shelf.bills), qty: 1, destination };
}

/** Some the endpoint refuses at once, some fail there later. */
function deployment(shelf: Shelf, chance: Chance): OrderItem {
  const word = chance.weighted([
    { weight: 8, word: 'toko' },
    { weight: 1, word: 'tolak' },
    { weight: 1, word: 'gagal' },
  ]).word;
  const destination = `${word}-${chance.between(1, 10 ** 6)}.example`;
  return { kind: 'product', productId: chance.pick(shelf.deployments), qty: 1, destination };
}

/** Within days, so that doors, keys and check-ins belong to the run. */
function room(shelf: Shelf, chance: Chance, now: number): OrderItem {
  const checkIn = addDays(localDate(now, 'Asia/Jakarta'), chance.between(0, 3));
  return {
    kind: 'room',
    roomTypeId: chance.pick(shelf.roomTypes),
    checkIn,
    checkOut: addDays(checkIn, chance.between(1, 2)),
    rooms: chance.hits(0.15) ? 2 : 1,
    guests: 1,
    bookerName: 'Ana',
    bookerContact: '081200000000',
    arrivalTime: null,
  };
}

export const KINDS: readonly Kind[] = [
  {
    name: 'top-up',
    weight: 5,
    reseller: 'gateway',
    items: (_, chance) => [{ kind: 'topup', amountIdr: 10_000 * chance.between(2, 60) }],
  },
  { name: 'code from balance', weight: 6, reseller: 'balance', items: (shelf, chance) => [code(shelf, chance, 3)] },
  { name: 'supply from balance', weight: 8, reseller: 'balance', items: (shelf, chance) => [supply(shelf, chance)] },
  {
    name: 'room from balance',
    weight: 1,
    reseller: 'balance',
    items: (shelf, chance, now) => [room(shelf, chance, now)],
  },
  {
    name: 'several lines from balance',
    weight: 2,
    reseller: 'balance',
    items: (shelf, chance) => [supply(shelf, chance), code(shelf, chance, 2)],
  },
  { name: 'code', weight: 26, items: (shelf, chance) => [code(shelf, chance, 1)] },
  { name: 'codes', weight: 10, items: (shelf, chance) => [code(shelf, chance, 3)] },
  {
    name: 'rare code',
    weight: 4,
    items: (shelf, chance) => [{ kind: 'product', productId: chance.pick(shelf.rare), qty: 1 }],
  },
  { name: 'supply', weight: 26, items: (shelf, chance) => [supply(shelf, chance)] },
  { name: 'bill', weight: 6, bill: true, items: (shelf, chance) => [bill(shelf, chance)] },
  { name: 'deployment', weight: 5, items: (shelf, chance) => [deployment(shelf, chance)] },
  { name: 'room', weight: 8, items: (shelf, chance, now) => [room(shelf, chance, now)] },
  {
    name: 'several lines',
    weight: 8,
    items: (shelf, chance) => [supply(shelf, chance), code(shelf, chance, 2), supply(shelf, chance)],
  },
];
