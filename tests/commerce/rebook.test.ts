/** Other nights before paying, another room after a late payment, keys that are not there yet, a stay beside goods. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { OrderItem, OrderView } from '../../commerce/app.ts';
import { addDays, localDate } from '../../commerce/stay/local-time.ts';
import { expectSoundBooks } from '../support/money-rules.ts';
import { MINUTE, openTill, POLL } from '../support/till.ts';

// Hours of the shop's clock, with every poll of every order that was left unpaid on the way.
vi.setConfig({ testTimeout: 60_000 });

const till = openTill();
const HOUR = 60 * MINUTE;
const FAMILY_ROOMS = 2;
let from = 0;

beforeEach(async () => {
  from += 10;
  await till.shop.vendors.clearFaults();
});

const day = (inDays: number) => addDays(localDate(till.shop.now(), 'Asia/Jakarta'), inDays);
const read = () => till.shop.core.uow.read;

type Room = Extract<OrderItem, { kind: 'room' }>;

async function room(code = 'FAM', inDays = from, nights = 1, rooms = 1): Promise<Room> {
  const type = await read().stays.roomTypeByCode('practice', code);
  const facts = { guests: 2, bookerName: 'Ana', bookerContact: '081200000000', arrivalTime: null };
  const checkIn = day(inDays);
  return { kind: 'room', roomTypeId: type?.id ?? '', checkIn, checkOut: day(inDays + nights), rooms, ...facts };
}

const held = async (roomTypeId: string, inDays: number) =>
  (await read().stays.nights(roomTypeId, [day(inDays)]))[0]?.held ?? 0;

const change = (order: OrderView, inDays: number, nights: number, more = {}) =>
  till.shop.commerce.changeDates(till.buyer, till.shop.core.ids.uuid(), {
    code: order.code,
    checkIn: day(inDays),
    checkOut: day(inDays + nights),
    ...more,
  });

test('other dates: priced, the hold moved, the old QR taken back, the new one paid', async () => {
  const item = await room();
  const order = await till.placed(item);
  const { commerce } = till.shop;
  const to = { code: order.code, checkIn: day(from + 3), checkOut: day(from + 5) };
  const quote = await commerce.quoteDates(till.buyer, to);
  expect(quote).toMatchObject({ ok: true, totalIdr: 2 * order.totalIdr, beforeIdr: order.totalIdr, nights: 2 });
  expect(await change(order, from + 3, 2, { expectedTotalIdr: 1 })).toMatchObject({
    ok: false,
    reason: 'price_changed',
  });
  expect(await change(order, from + 3, 2)).toMatchObject({ ok: true, totalIdr: 2 * order.totalIdr });
  await till.shop.settle();
  expect([await held(item.roomTypeId, from), await held(item.roomTypeId, from + 3)]).toEqual([0, 1]);
  const payments = await till.payments(order);
  expect(payments.map((row) => [row.state, row.amountIdr])).toEqual([
    ['cancelled', order.totalIdr],
    ['pending', 2 * order.totalIdr],
  ]);
  expect(await till.said()).toEqual(expect.arrayContaining(['dates-changed', 'qr-withdrawn']));
  await till.pay(`${order.code}-2`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  const stay = await read().stays.stayOfOrder(order.id);
  expect(stay).toMatchObject({ state: 'confirmed', checkIn: to.checkIn, checkOut: to.checkOut, nights: 2 });
  expect(await change(order, from + 4, 1)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await till.expectSound(order);
});

test('a full night refuses the change and everything stays as it was', async () => {
  const item = await room();
  const order = await till.placed(item);
  await till.soldToAnother(await room('FAM', from + 1, 1, FAMILY_ROOMS));
  expect(await change(order, from, 2)).toMatchObject({ ok: false, reason: 'sold_out' });
  expect(await change(order, from, 1)).toMatchObject({ ok: false, reason: 'same_dates' });
  expect(await change(order, -2, 1)).toMatchObject({ ok: false, reason: 'bad_dates' });
  expect(await held(item.roomTypeId, from)).toBe(1);
  expect(await till.payments(order)).toMatchObject([{ state: 'pending' }]);
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('moves by one night in a house that is full but for itself', async () => {
  const item = await room('FAM', from, 2, FAMILY_ROOMS);
  const order = await till.placed(item);
  expect(await change(order, from + 1, 2)).toMatchObject({ ok: true });
  const nights = await Promise.all([0, 1, 2].map((n) => held(item.roomTypeId, from + n)));
  expect(nights).toEqual([0, FAMILY_ROOMS, FAMILY_ROOMS]);
});

test('two bookings that change places at once, and one that is changed twice at once: no night is lost or held twice', async () => {
  const [a, b] = [await room('FAM', from, 1, FAMILY_ROOMS), await room('FAM', from + 1, 1, 1)];
  const order = await till.placed(a);
  await till.placed(b);
  await Promise.all([2, 3, 4].map((n) => change(order, from + n, 1)));
  const stay = await read().stays.stayOfOrder(order.id);
  for (const n of [0, 2, 3, 4])
    expect(await held(a.roomTypeId, from + n)).toBe(stay?.checkIn === day(from + n) ? FAMILY_ROOMS : 0);
  expect(await held(a.roomTypeId, from + 1)).toBe(1);
  expect((await till.payments(order)).filter((row) => ['pending', 'creating'].includes(row.state))).toHaveLength(1);
});

test('the old QR is paid all the same: another price is the owner’s, the same price settles the new dates', async () => {
  const order = await till.placed(await room());
  await change(order, from + 3, 2);
  await till.shop.settle();
  // Practice vendors take no money for a withdrawn code; a bank that was on its way does.
  await till.shop.webhook(`${order.code}-1`, order.totalIdr);
  await till.shop.settle();
  expect(await till.state(order)).toBe('awaiting_payment');
  const same = await till.placed(await room('FAM', from + 6));
  await change(same, from + 7, 1);
  expect((await read().orders.get(same.id))?.totalIdr).toBe(same.totalIdr);
  await till.shop.settle();
  await expectSoundBooks(till.shop.core);
});

async function paidLate(item: Room): Promise<OrderView> {
  const order = await till.placed(item);
  await till.expired(order);
  await till.soldToAnother({ ...item, rooms: FAMILY_ROOMS });
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(6 * MINUTE);
  expect(await till.refunds(order)).toMatchObject([{ reason: 'late_unavailable', state: 'due' }]);
  expect(await till.said()).toContain('room-gone');
  return order;
}

test('the last room went to another payer: another room on the same nights, the rest goes back', async () => {
  const order = await paidLate(await room());
  const { commerce } = till.shop;
  const found = await commerce.alternatives(till.buyer, order.code);
  if (!found.ok) throw new Error(found.reason);
  expect(found.rooms.length).toBeGreaterThan(0);
  expect(found.rooms.every((row) => row.totalIdr <= order.totalIdr)).toBe(true);
  const cheapest = found.rooms.toSorted((x, y) => x.totalIdr - y.totalIdr)[0]!;
  const take = (key: string, expectedTotalIdr = cheapest.totalIdr) =>
    commerce.takeAlternative(till.buyer, key, { code: order.code, roomTypeId: cheapest.roomTypeId, expectedTotalIdr });
  expect(await take('a1', 1)).toMatchObject({ ok: false, reason: 'price_changed' });
  const answers = await Promise.all([take('a2'), take('a3')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await till.said()).toContain('stay-confirmed');
  const refunds = await till.refunds(order);
  expect(refunds.filter((row) => row.state === 'due').map((row) => row.amountIdr)).toEqual(
    cheapest.backIdr > 0 ? [cheapest.backIdr] : [],
  );
  expect(await till.openCase(order, 'refund_due')).toEqual(cheapest.backIdr > 0 ? expect.anything() : undefined);
  expect(await commerce.alternatives(till.buyer, order.code)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await expectSoundBooks(till.shop.core);
});

test('nobody answers: the refund stands; a stranger sees nothing of it', async () => {
  const order = await paidLate(await room());
  const stranger = await till.shop.buyer();
  expect(await till.shop.commerce.alternatives(stranger, order.code)).toMatchObject({ ok: false, reason: 'not_found' });
  expect(await till.state(order)).toBe('expired');
  await till.expectSound(order);
});

async function lockAway(): Promise<void> {
  await till.shop.vendors.faults([{ kind: 'http_500', vendor: 'lock', endpoint: '*' }]);
}

test('the lock is down until check-out: guest and desk told at once, tried less and less often, then a case', async () => {
  await lockAway();
  const order = await till.placed(await room('FAM', 0));
  const tonight = day(0);
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect((await till.said()).filter((key) => key === 'key-delayed')).toHaveLength(1);
  expect(await till.shop.alerts()).toContain('alert-key-lock-trouble');
  const checkOut = Date.parse(`${addDays(tonight, 1)}T12:00:00+07:00`);
  await till.shop.pass(checkOut - till.shop.now() + HOUR);
  const open = await till.openCase(order, 'key_undeliverable');
  expect(open).toBeDefined();
  expect((await till.said()).filter((key) => key === 'key-delayed')).toHaveLength(1);
  const jobs = await read().jobs.mentioning(
    (await read().stays.stayRooms((await read().stays.stayOfOrder(order.id))!.id))[0]!.id,
    5,
  );
  expect(jobs.every((job) => job.state === 'done')).toBe(true);
  expect(await till.resolve(order, 'key_undeliverable', 'accept')).toMatchObject({ ok: true });
  expect(await till.said()).toContain('key-handed-over');
});

test('the lock comes back: the code goes out and the case closes by itself', async () => {
  await lockAway();
  const order = await till.placed(await room('FAM', 0));
  await till.pay(`${order.code}-1`);
  const checkIn = Date.parse(`${day(0)}T14:00:00+07:00`);
  await till.shop.pass(Math.max(checkIn - till.shop.now(), 0) + 31 * MINUTE);
  expect(await till.openCase(order, 'key_undeliverable')).toBeDefined();
  await till.shop.vendors.clearFaults();
  expect(await till.resolve(order, 'key_undeliverable', 'retry')).toMatchObject({ ok: true });
  await till.shop.pass(2 * MINUTE);
  expect(await till.openCase(order, 'key_undeliverable')).toBeUndefined();
  expect(await till.said()).toContain('door-code');
});

test('a stay beside goods that failed: cancelled alone, its price back, the rest as it was', async () => {
  const { items } = await till.shop.commerce.products(till.buyer, { category: 'Pulsa', limit: 5, offset: 0 });
  const pulsa = items.find((item) => item.sellable)!;
  const order = await till.shop.order(till.buyer, await room(), {
    kind: 'product',
    productId: pulsa.id,
    qty: 1,
    destination: '087800001232',
  });
  await till.shop.settle();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('failed');
  const stayIdr = order.lines.find((line) => line.kind === 'room_night')!.totalIdr;
  expect(await till.shop.commerce.cancelOrder(till.buyer, `m-${order.code}`, order.code)).toMatchObject({
    outcome: 'requested',
  });
  const cancel = (refundIdr: number) =>
    till.shop.commerce.cancelStay(till.shop.owner, till.shop.core.ids.uuid(), {
      code: order.code,
      reason: 't',
      refundIdr,
    });
  expect(await cancel(order.totalIdr)).toMatchObject({ ok: false, reason: 'bad_input' });
  expect(await cancel(stayIdr)).toMatchObject({ ok: true });
  expect(await cancel(stayIdr)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect((await read().stays.stayOfOrder(order.id))?.state).toBe('cancelled');
  const back = (await till.refunds(order)).map((row) => row.amountIdr).reduce((sum, amount) => sum + amount, 0);
  expect(back).toBe(order.totalIdr);
  expect(await till.openCase(order, 'cancel_request')).toBeUndefined();
  await expectSoundBooks(till.shop.core);
});
