/** What any StayStore must do, whatever engine is behind it. The counted nights are checked against a model besides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenBed, StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { nightsModelTests } from './nights.model.ts';
import { T0, aKey, aRoomType, aStay, aStayRoom, aUnit, newId } from './samples.ts';

const NIGHTS = ['2026-12-01', '2026-12-02', '2026-12-03'];

export function staysContract(engine: string, open: OpenBed): void {
  let bed: StoreBed;
  beforeAll(async () => {
    bed = await open();
  });
  afterAll(() => bed.close());

  describe(`stays over ${engine}`, () => {
    placeTests(() => bed);
    nightTests(() => bed);
    nightsModelTests(() => bed);
    stayTests(() => bed);
    unitTests(() => bed);
    keyTests(() => bed);
  });
}

function placeTests(bed: () => StoreBed): void {
  it('keeps businesses and properties', async () => {
    const [first, second] = [newId(), newId()];
    const property = {
      id: newId(),
      businessId: first,
      environment: 'sandbox' as const,
      name: 'Penginapan',
      zone: 'Asia/Makassar',
      checkInTime: '14:00',
      checkOutTime: '12:00',
      addressText: 'Jalan Contoh 1',
    };
    await inTransaction(bed(), async (s) => {
      await s.stays.insertBusiness({ id: second, name: 'Toko', address: 'shop' });
      await s.stays.insertBusiness({ id: first, name: 'Penginapan', address: 'guest' });
      await s.stays.insertProperty(property);
    });
    const { stays } = bed().uow.read;
    expect(await stays.firstBusiness()).toEqual({ id: first, name: 'Penginapan', address: 'guest' });
    expect(await stays.business(second)).toEqual({ id: second, name: 'Toko', address: 'shop' });
    expect(await stays.property(property.id)).toEqual(property);
    expect(await stays.properties('sandbox')).toEqual([property]);
    expect(await stays.properties('live')).toEqual([]);
    expect(await stays.business(newId())).toBeNull();
  });

  it('keeps room types and units, and finds a type by its code without case', async () => {
    const type = aRoomType({ code: `dlx-${newId()}`, picture: 'deluxe.png' });
    const [u2, u1] = [aUnit(type.id, '102', { lockProviderId: 'lock', lockId: 'L2' }), aUnit(type.id, '101')];
    await inTransaction(bed(), async (s) => {
      await s.stays.insertRoomType(type);
      await s.stays.insertRoomUnit(u2);
      await s.stays.insertRoomUnit(u1);
    });
    const { stays } = bed().uow.read;
    expect(await stays.roomTypeByCode('practice', type.code.toUpperCase())).toEqual(type);
    expect(await stays.roomTypeByCode('live', type.code)).toBeNull();
    expect(await stays.roomUnits(type.id)).toEqual([u1, u2]);
    await inTransaction(bed(), async (s) => {
      await s.stays.updateRoomType({ ...type, rateIdr: 500_000, active: false });
      await s.stays.updateRoomUnit({ ...u1, lockId: 'L1', active: false });
    });
    expect(await stays.roomType(type.id)).toEqual({ ...type, rateIdr: 500_000, active: false });
    expect(await stays.roomUnit(u1.id)).toEqual({ ...u1, lockId: 'L1', active: false });
    expect(await stays.roomTypes(type.propertyId)).toHaveLength(1);
  });
}

function nightTests(bed: () => StoreBed): void {
  const counts = async (roomTypeId: string) =>
    (await bed().uow.read.stays.nights(roomTypeId, NIGHTS)).map(({ night, physical, held, sold }) => ({
      night: night.slice(-2),
      physical,
      held,
      sold,
    }));

  it('names the first short night and holds nothing; a night nobody opened is short', async () => {
    const type = newId();
    await inTransaction(bed(), async (s) => {
      await s.stays.setPhysical(type, ['2026-12-01'], 5);
      await s.stays.setPhysical(type, ['2026-12-02'], 1);
    });
    const take = (nights: string[], rooms: number) =>
      inTransaction(bed(), (s) => s.stays.takeNights(type, nights, rooms));
    expect(await take(NIGHTS.slice(0, 2), 2)).toEqual({ ok: false, short: '2026-12-02' });
    expect(await take(NIGHTS.toReversed(), 2)).toEqual({ ok: false, short: '2026-12-02' });
    expect(await take(NIGHTS.toReversed(), 1)).toEqual({ ok: false, short: '2026-12-03' });
    const empty = [
      { night: '01', physical: 5, held: 0, sold: 0 },
      { night: '02', physical: 1, held: 0, sold: 0 },
    ];
    expect(await counts(type)).toEqual(empty);
    await expect(take(NIGHTS, -1)).rejects.toThrow(RangeError);
    await expect(take(NIGHTS, 0.5)).rejects.toThrow(RangeError);
    expect(await counts(type)).toEqual(empty);
    expect(await bed().uow.read.stays.nights(type, [])).toEqual([]);
  });

  it('opens nights, and only changes `physical` of those there are, also below what is sold', async () => {
    const type = newId();
    await inTransaction(bed(), async (s) => {
      await s.stays.setPhysical(type, NIGHTS.slice(0, 1), 2);
      await s.stays.takeNights(type, NIGHTS.slice(0, 1), 2);
      await s.stays.heldToSold(type, NIGHTS.slice(0, 1), 1);
      await s.stays.setPhysical(type, NIGHTS.slice(0, 2), 1);
    });
    expect(await counts(type)).toEqual([
      { night: '01', physical: 1, held: 1, sold: 1 },
      { night: '02', physical: 1, held: 0, sold: 0 },
    ]);
    expect(await inTransaction(bed(), (s) => s.stays.takeNights(type, NIGHTS.slice(0, 1), 1))).toEqual({
      ok: false,
      short: '2026-12-01',
    });
  });

  it('counts sold and held rooms alike, until they are released', async () => {
    const type = newId();
    const take = (rooms: number) => inTransaction(bed(), (s) => s.stays.takeNights(type, NIGHTS, rooms));
    await inTransaction(bed(), async (s) => {
      await s.stays.setPhysical(type, NIGHTS, 3);
      await s.stays.takeNights(type, NIGHTS, 2);
      await s.stays.heldToSold(type, NIGHTS, 2);
    });
    expect((await take(2)).ok).toBe(false);
    expect((await take(1)).ok).toBe(true);
    expect((await take(1)).ok).toBe(false);
    await inTransaction(bed(), async (s) => {
      await s.stays.releaseSold(type, NIGHTS, 1);
      await s.stays.releaseHeld(type, NIGHTS, 1);
    });
    expect((await counts(type))[0]).toEqual({ night: '01', physical: 3, held: 0, sold: 1 });
    expect((await take(2)).ok).toBe(true);
  });

  it('opens two years at once', async () => {
    const type = newId();
    const start = Date.parse('2027-01-01T00:00:00Z');
    const nights = Array.from({ length: 730 }, (_, n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10));
    await inTransaction(bed(), (s) => s.stays.setPhysical(type, nights, 4));
    expect(await bed().uow.read.stays.nights(type, nights)).toHaveLength(730);
  });

  it('sells the last room to exactly one of fifty who want it at once', async () => {
    const type = newId();
    await inTransaction(bed(), (s) => s.stays.setPhysical(type, NIGHTS, 1));
    const takes = await atOnce(bed(), 50, (s, n) => s.stays.takeNights(type, n % 2 ? NIGHTS : NIGHTS.toReversed(), 1));
    expect(takes.filter((take) => take.ok)).toHaveLength(1);
    expect((await counts(type)).map((night) => night.held)).toEqual([1, 1, 1]);
  });

  it('throws on giving back more than there is, and the transaction leaves every night as it was', async () => {
    const type = newId();
    await inTransaction(bed(), async (s) => {
      await s.stays.setPhysical(type, NIGHTS, 3);
      await s.stays.takeNights(type, NIGHTS.slice(0, 2), 1);
    });
    const before = await counts(type);
    for (const release of ['releaseHeld', 'releaseSold', 'heldToSold'] as const) {
      await expect(inTransaction(bed(), (s) => s.stays[release](type, NIGHTS, 1))).rejects.toThrow('2026-12-0');
    }
    expect(await counts(type)).toEqual(before);
  });
}

function stayTests(bed: () => StoreBed): void {
  it('keeps a stay whole with its rooms, and changes it on the version it was read at', async () => {
    const stay = aStay({ state: 'held', rooms: 2 });
    const rooms = [aStayRoom(stay.id, 1), aStayRoom(stay.id, 2)];
    await inTransaction(bed(), (s) => s.stays.insertStay(stay, rooms));
    const { stays } = bed().uow.read;
    expect(await stays.stay(stay.id)).toEqual(stay);
    expect(await stays.stayOfOrder(stay.orderId)).toEqual(stay);
    expect(await stays.stayRooms(stay.id)).toEqual(rooms);
    expect(await stays.stayRoom(rooms[1]!.id)).toEqual(rooms[1]);
    const confirmed = await atOnce(bed(), 5, (s) => s.stays.updateStay(stay.id, 1, { state: 'confirmed' }));
    expect(confirmed.filter(Boolean)).toHaveLength(1);
    expect(await stays.stay(stay.id)).toEqual({ ...stay, state: 'confirmed', version: 2 });
    expect(await inTransaction(bed(), (s) => s.stays.updateStay(stay.id, 1, { state: 'released' }))).toBe(false);
  });

  it('gives a stay other nights and another room type, once per version', async () => {
    const stay = aStay({ state: 'held' });
    await inTransaction(bed(), (s) => s.stays.insertStay(stay, [aStayRoom(stay.id, 1)]));
    const nightly = [{ night: '2026-12-08', priceIdr: 1 }];
    const to = { roomTypeId: newId(), checkIn: '2026-12-08', checkOut: '2026-12-09', nights: 1, nightly };
    const moved = await atOnce(bed(), 5, (s) => s.stays.rebook(stay.id, 1, to));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await bed().uow.read.stays.stay(stay.id)).toEqual({ ...stay, ...to, version: 2 });
  });
}

function unitTests(bed: () => StoreBed): void {
  async function house(numbers: string[]) {
    const type = newId();
    const units = numbers.map((number) => aUnit(type, number));
    await inTransaction(bed(), async (s) => {
      for (const unit of units) await s.stays.insertRoomUnit(unit);
    });
    return { type, units };
  }
  async function book(roomTypeId: string) {
    const stay = aStay({ roomTypeId });
    const room = aStayRoom(stay.id);
    await inTransaction(bed(), (s) => s.stays.insertStay(stay, [room]));
    return { stay, room };
  }
  const assign = (roomId: string, type: string, checkIn = '2026-12-01', checkOut = '2026-12-03') =>
    inTransaction(bed(), (s) => s.stays.assignUnit(roomId, type, checkIn, checkOut));

  it('gives a free door, keeps it, and tells when none is free on any of the nights', async () => {
    const { type, units } = await house(['101', '102']);
    const [a, b, c, d] = [await book(type), await book(type), await book(type), await book(type)];
    expect(await assign(a.room.id, type)).toEqual(units[0]);
    expect(await assign(a.room.id, type)).toEqual(units[0]);
    expect(await assign(b.room.id, type)).toEqual(units[1]);
    expect(await assign(c.room.id, type, '2026-12-02', '2026-12-05')).toBeNull();
    // Whoever arrives on the day the others leave finds both free.
    expect(await assign(d.room.id, type, '2026-12-03', '2026-12-04')).toEqual(units[0]);
    expect(await assign(a.room.id, type)).toEqual(units[0]);
    const before = await book(type);
    expect(await assign(before.room.id, type, '2026-11-30', '2026-12-01')).toEqual(units[0]);
    expect((await bed().uow.read.stays.stayRoom(a.room.id))?.unitId).toBe(units[0]!.id);
    expect((await bed().uow.read.stays.stayRoom(c.room.id))?.unitId).toBeNull();
  });

  it('frees the door of a cancelled stay and remembers which it was', async () => {
    const { type, units } = await house(['201']);
    const [a, b] = [await book(type), await book(type)];
    await assign(a.room.id, type);
    expect(await assign(b.room.id, type)).toBeNull();
    await inTransaction(bed(), (s) => s.stays.updateStay(a.stay.id, 1, { state: 'cancelled' }));
    expect(await assign(b.room.id, type)).toEqual(units[0]);
    expect((await bed().uow.read.stays.stayRoom(a.room.id))?.unitId).toBe(units[0]!.id);
  });

  it('never gives a unit that is out of use', async () => {
    const { type, units } = await house(['301', '302']);
    const { room } = await book(type);
    await inTransaction(bed(), (s) => s.stays.updateRoomUnit({ ...units[0]!, active: false }));
    expect(await assign(room.id, type)).toEqual(units[1]);
  });

  it('gives each door to one of many stays that ask at once', async () => {
    const { type, units } = await house(['401', '402', '403']);
    const rooms = await Promise.all(Array.from({ length: 12 }, () => book(type)));
    const given = await atOnce(bed(), 24, (s, n) =>
      s.stays.assignUnit(rooms[n % 12]!.room.id, type, '2026-12-01', '2026-12-03'),
    );
    const doorOf = new Map(given.flatMap((unit, n) => (unit ? [[n % 12, unit.id]] : [])));
    expect(new Set(doorOf.values())).toEqual(new Set(units.map((unit) => unit.id)));
    expect(doorOf.size).toBe(3);
  });

  it('refuses dates without nights or beyond reason', async () => {
    const { type } = await house(['501']);
    const { room } = await book(type);
    await expect(assign(room.id, type, '2026-12-03', '2026-12-03')).rejects.toThrow(RangeError);
    await expect(assign(room.id, type, '2026-12-03', '2126-12-03')).rejects.toThrow(RangeError);
    await expect(assign(room.id, type, 'tomorrow', '2026-12-03')).rejects.toThrow(RangeError);
  });
}

function keyTests(bed: () => StoreBed): void {
  it('has one unfinished key per stay room, and changes it from the state it was in', async () => {
    const room = newId();
    const first = aKey(room);
    const insert = (key: typeof first) => inTransaction(bed(), (s) => s.stays.insertKey(key));
    const update = (from: typeof first.state, patch: { state: typeof first.state; vendorKeyId?: string }) =>
      inTransaction(bed(), (s) => s.stays.updateKey(first.id, from, patch));
    expect(await insert(first)).toBe(true);
    expect(await insert(aKey(room))).toBe(false);
    expect(await update('issuing', { state: 'active', vendorKeyId: '77' })).toBe(true);
    expect(await update('issuing', { state: 'failed' })).toBe(false);
    expect(await insert(aKey(room))).toBe(false);
    expect(await update('active', { state: 'revoking' })).toBe(true);
    expect(await insert(aKey(room))).toBe(false);
    expect(await update('revoking', { state: 'revoked' })).toBe(true);
    const second = aKey(room, { createdAt: T0 + 1 });
    expect(await insert(second)).toBe(true);
    expect(await bed().uow.read.stays.keysOfStayRoom(room)).toEqual([
      { ...first, state: 'revoked', vendorKeyId: '77' },
      second,
    ]);
    expect(await bed().uow.read.stays.key(second.id)).toEqual(second);
  });

  it('lets one of many key jobs begin', async () => {
    const room = newId();
    const began = await atOnce(bed(), 10, (s) => s.stays.insertKey(aKey(room)));
    expect(began.filter(Boolean)).toHaveLength(1);
  });
}
