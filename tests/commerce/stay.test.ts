/** Rooms: held, given back, confirmed, opened and taken back. */
import { beforeEach, expect, test } from 'vitest';
import type { OrderItem, OrderView } from '../../commerce/app.ts';
import { addDays, localDate } from '../../commerce/stay/local-time.ts';
import { openTill, POLL } from '../support/till.ts';

const till = openTill();
const HOUR = 3_600_000;
const FAMILY_ROOMS = 2;
let from = 0;

beforeEach(async () => {
  from += 10;
  await till.shop.vendors.clearFaults();
});

/** Rooms of the family type; each test has nights of its own unless it asks for tonight. */
async function family(inDays = from, rooms = 1): Promise<OrderItem> {
  const type = await till.shop.core.uow.read.stays.roomTypeByCode('practice', 'FAM');
  const checkIn = addDays(localDate(till.shop.now(), 'Asia/Jakarta'), inDays);
  const facts = { guests: 2, bookerName: 'Ana', bookerContact: '081200000000', arrivalTime: null };
  return { kind: 'room', roomTypeId: type?.id ?? '', checkIn, checkOut: addDays(checkIn, 1), rooms, ...facts };
}

async function night(item: OrderItem) {
  if (item.kind !== 'room') throw new Error('no room');
  return (await till.shop.core.uow.read.stays.nights(item.roomTypeId, [item.checkIn]))[0];
}

async function paid(item: OrderItem): Promise<OrderView> {
  const order = await till.placed(item);
  await till.pay(`${order.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, order.code);
  await till.shop.settle();
  return order;
}

async function keys(order: OrderView) {
  const { stays } = till.shop.core.uow.read;
  const stay = await stays.stayOfOrder(order.id);
  const rooms = await stays.stayRooms(stay?.id ?? '');
  return (await Promise.all(rooms.map((room) => stays.keysOfStayRoom(room.id)))).flat();
}
const pinsInLocks = async () => (await till.shop.vendors.state()).lock.locks.flatMap((lock) => lock.keys).length;
const cancelStay = (order: OrderView, refundIdr: number) =>
  till.shop.commerce.cancelStay(till.shop.owner, till.shop.core.ids.uuid(), {
    code: order.code,
    reason: 't',
    refundIdr,
  });

test('held while it may be paid, free again when it was not', async () => {
  const item = await family();
  const order = await till.placed(item);
  expect(await night(item)).toMatchObject({ held: 1, sold: 0 });
  await till.expired(order);
  expect(await night(item)).toMatchObject({ held: 0, sold: 0 });
  await till.expectSound(order);
});

test('never sold twice, however many ask at once', async () => {
  const item = await family();
  const buyers = await Promise.all(Array.from({ length: 12 }, () => till.shop.buyer()));
  const answers = await Promise.all(
    buyers.map((buyer) =>
      till.shop.commerce.placeOrder(buyer, till.shop.core.ids.uuid(), { chatId: buyer.chatId, items: [item] }),
    ),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(FAMILY_ROOMS);
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'sold_out')).toHaveLength(12 - FAMILY_ROOMS);
});

test('paid for tonight: confirmed and the PIN at once', async () => {
  const order = await paid(await family(0));
  expect(await till.state(order)).toBe('completed');
  expect(await till.said()).toEqual(expect.arrayContaining(['stay-confirmed', 'door-code']));
  expect(await keys(order)).toMatchObject([{ state: 'active' }]);
  await till.expectSound(order);
  await cancelStay(order, 0);
  await till.shop.settle();
});

test('paid for later: the PIN comes three hours before check-in', async () => {
  const item = await family(1);
  const order = await paid(item);
  expect(await till.said()).not.toContain('door-code');
  const checkIn = item.kind === 'room' ? Date.parse(`${item.checkIn}T14:00:00+07:00`) : 0;
  await till.shop.pass(checkIn - 3 * HOUR - till.shop.now() - 60_000);
  expect(await till.said()).not.toContain('door-code');
  await till.shop.pass(120_000);
  expect(await till.said()).toContain('door-code');
  await till.expectSound(order);
  await cancelStay(order, 0);
  await till.shop.settle();
});

test('a lock that is away, or loses its answer: told once, tried again, one key', async () => {
  const before = await pinsInLocks();
  await till.shop.vendors.faults([{ kind: 'reset', vendor: 'lock', endpoint: 'pin_add', calls: 3 }]);
  const order = await paid(await family(0));
  await till.shop.pass(6 * 60_000);
  expect((await till.said()).filter((key) => key === 'door-code')).toHaveLength(1);
  expect(await pinsInLocks()).toBe(before + 1);
  expect(await keys(order)).toMatchObject([{ state: 'active' }]);
  await cancelStay(order, 0);
  await till.shop.settle();
  expect(await pinsInLocks()).toBe(before);
});

test('cancelled while nobody knows whether the lock took the PIN: no key stays behind', async () => {
  const before = await pinsInLocks();
  await till.shop.vendors.faults([{ kind: 'reset', vendor: 'lock', endpoint: 'pin_add', calls: 1, handled: true }]);
  const order = await paid(await family(0));
  expect(await keys(order)).toMatchObject([{ state: 'issuing' }]);
  expect(await pinsInLocks()).toBe(before + 1);
  await cancelStay(order, 0);
  await till.shop.pass(10 * 60_000);
  expect(await pinsInLocks()).toBe(before);
  expect(await keys(order)).toMatchObject([{ state: 'revoked' }]);
  expect(await till.said()).not.toContain('door-code');
});

test('no free door: guest and owner are told, and the key comes when one is free', async () => {
  const item = await family(0);
  const first = await paid({ ...item, rooms: FAMILY_ROOMS } as OrderItem);
  if (item.kind !== 'room') return;
  const more = { roomTypeId: item.roomTypeId, nights: [item.checkIn], physical: FAMILY_ROOMS + 1 };
  await till.shop.core.uow.run('test', (s) => s.stays.setPhysical(more.roomTypeId, more.nights, more.physical));
  const second = await paid(item);
  expect(await till.said()).toContain('key-no-room');
  expect((await till.cases(second)).map(([kind]) => kind)).toEqual(['key_undeliverable']);
  await cancelStay(first, 0);
  await till.shop.pass(11 * 60_000);
  expect(await keys(second)).toMatchObject([{ state: 'active' }]);
  await cancelStay(second, 0);
  await till.shop.settle();
});

test('cancelled by the owner: nights free, key revoked, the refund owed', async () => {
  const before = await pinsInLocks();
  const item = await family(0);
  const order = await paid(item);
  expect(await cancelStay(order, order.totalIdr + 1)).toMatchObject({ ok: false, reason: 'bad_input' });
  expect(await cancelStay(order, 100_000)).toMatchObject({ ok: true });
  expect(await cancelStay(order, 100_000)).toMatchObject({ ok: false, reason: 'wrong_state' });
  await till.shop.settle();
  expect(await till.state(order)).toBe('cancelled');
  expect(await night(item)).toMatchObject({ sold: 0, held: 0 });
  expect(await keys(order)).toMatchObject([{ state: 'revoked' }]);
  expect(await pinsInLocks()).toBe(before);
  expect(await till.refunds(order)).toMatchObject([{ reason: 'cancelled_stay', amountIdr: 100_000 }]);
  await till.expectSound(order);
});

test('paid after it was given back and sold to others: a refund is due', async () => {
  const item = await family();
  const order = await till.placed(item);
  await till.expired(order);
  await till.soldToAnother({ ...item, rooms: FAMILY_ROOMS } as OrderItem);
  await till.pay(`${order.code}-1`, 'late');
  await till.shop.pass(6 * 60_000);
  expect(await till.state(order)).toBe('expired');
  expect(await till.refunds(order)).toMatchObject([{ reason: 'late_unavailable' }]);
  expect(await night(item)).toMatchObject({ sold: FAMILY_ROOMS, held: 0 });
  await till.expectSound(order);
});

test('paid again after the owner cancelled it: owed back, not revived', async () => {
  const order = await paid(await family());
  await cancelStay(order, 0);
  await till.pay(`${order.code}-1`, 'again');
  await till.shop.webhook(`${order.code}-1`, order.totalIdr);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('cancelled');
  const { feeIdr } = await till.payment(order);
  expect(await till.refunds(order)).toMatchObject([{ amountIdr: order.totalIdr + feeIdr, feeIdr }]);
});

test('a request to cancel reaches the owner each time it is made', async () => {
  const order = await paid(await family());
  const { commerce } = till.shop;
  expect(await commerce.cancelOrder(till.buyer, `c1-${order.code}`, order.code)).toMatchObject({
    outcome: 'requested',
  });
  expect(await commerce.cancelOrder(till.buyer, `c2-${order.code}`, order.code)).toMatchObject({
    outcome: 'requested',
  });
  expect((await till.cases(order)).filter(([kind]) => kind === 'cancel_request')).toHaveLength(1);
  await till.resolve(order, 'cancel_request', 'dismiss');
  await till.shop.skip(1_000);
  expect(await commerce.cancelOrder(till.buyer, `c3-${order.code}`, order.code)).toMatchObject({
    outcome: 'requested',
  });
  expect(await till.openCase(order, 'cancel_request')).toBeDefined();
  expect((await till.shop.alerts()).filter((key) => key === 'alert-cancel-request')).toHaveLength(2);
});
