/**
 * The `key.issue` job: gives a room of a confirmed stay a free unit and its guest a PIN. The PIN is chosen and stored
 * before the lock is called and repeated on every retry, so a lost answer never leaves a second key in the lock.
 */
import type { Core } from '../core.ts';
import { keyAlert } from '../notices/owner.ts';
import {
  doorCodeScreen,
  keyAtDeskScreen,
  keyDelayedScreen,
  noRoomYetScreen,
  type StayFacts,
} from '../notices/goods.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import { openCase } from '../payment/open-case.ts';
import { tellDesk } from '../people/tell-desk.ts';
import type { DoorKey } from '../ports/door-lock.ts';
import type { JobVerdict } from '../ports/jobs.ts';
import type { CallResult } from '../ports/outcome.ts';
import type { Screen } from '../ports/screen.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { stayFacts } from './facts.ts';
import { instantOf } from './local-time.ts';
import { freshPin } from './pin.ts';
import type { DoorKeyRow, RoomUnit, StayRoom } from './model.ts';

/** Half of the time already waited, within these: who stands at the door soon has no use for a try in four minutes. */
const MIN_RETRY_MS = 30_000;
const MAX_RETRY_MS = 30 * 60_000;
const NO_ROOM_RETRY_MS = 10 * 60_000;

interface KeyWork {
  order: Order;
  facts: StayFacts;
  room: StayRoom;
  unit: RoomUnit;
  key: DoorKeyRow;
}

type KeyPlan = { kind: 'call'; work: KeyWork } | { kind: 'again'; at: number } | { kind: 'done' };

export async function issueKey(core: Core, { stayRoomId }: { stayRoomId: string }): Promise<JobVerdict> {
  const plan = await core.uow.run('key.plan', (stores) => planKey(core, stores, stayRoomId));
  if (plan.kind === 'again') return { againAt: plan.at };
  if (plan.kind === 'done') return;
  const { key, unit } = plan.work;
  const provider = await core.uow.read.providers.get(key.providerId);
  if (!provider) throw new Error(`lock provider ${key.providerId} is missing`);
  const result = await core.registry.doorLock(provider).generateKey({
    lockId: key.lockId,
    label: key.label,
    pin: core.vault.open('door_pin', `door_keys:${key.id}`, key.pinSealed),
    validFrom: key.validFrom,
    validTo: key.validTo,
  });
  return core.uow.run('key.outcome', (stores) => applyResult(core, stores, plan.work, unit, result));
}

async function planKey(core: Core, stores: Stores, stayRoomId: string): Promise<KeyPlan> {
  const room = await stores.stays.stayRoom(stayRoomId);
  if (!room) throw new Error(`stay room ${stayRoomId} is missing`);
  const stay = await stores.stays.stay(room.stayId);
  if (stay) await stores.orders.lock(stay.orderId);
  const facts = await stayFacts(stores, room.stayId);
  const order = await stores.orders.get(facts.stay.orderId);
  if (!order || facts.stay.state !== 'confirmed') return { kind: 'done' };
  const validTo = instantOf(facts.stay.checkOut, facts.property.checkOutTime, facts.property.zone);
  if (core.clock.now() >= validTo) return neverMade(core, stores, order, facts, room);
  const { roomTypeId, checkIn, checkOut } = facts.stay;
  const unit = await stores.stays.assignUnit(room.id, roomTypeId, checkIn, checkOut);
  if (!unit) return noRoom(core, stores, order, facts, room);
  if (!unit.lockId || !unit.lockProviderId) {
    await tellBuyer(core, stores, order, `desk-key:${room.id}`, keyAtDeskScreen(order, facts, unit.number));
    return { kind: 'done' };
  }
  const existing = (await stores.stays.keysOfStayRoom(room.id)).find(
    (row) => row.state === 'issuing' || row.state === 'active',
  );
  if (existing?.state === 'active') return { kind: 'done' };
  const key = existing ?? (await newKey(core, stores, order, facts, room, unit, validTo));
  return { kind: 'call', work: { order, facts, room, unit, key } };
}

async function newKey(
  core: Core,
  stores: Stores,
  order: Order,
  facts: StayFacts,
  room: StayRoom,
  unit: RoomUnit,
  validTo: number,
): Promise<DoorKeyRow> {
  const id = core.ids.uuid();
  const key: DoorKeyRow = {
    id,
    stayRoomId: room.id,
    providerId: unit.lockProviderId ?? '',
    lockId: unit.lockId ?? '',
    vendorKeyId: null,
    label: `${order.code}-${room.position}`,
    pinSealed: core.vault.seal('door_pin', `door_keys:${id}`, freshPin(core)),
    validFrom: instantOf(facts.stay.checkIn, facts.property.checkInTime, facts.property.zone),
    validTo,
    state: 'issuing',
    createdAt: core.clock.now(),
  };
  mustWin(await stores.stays.insertKey(key), `key of ${room.id}`);
  return key;
}

async function noRoom(core: Core, stores: Stores, order: Order, facts: StayFacts, room: StayRoom): Promise<KeyPlan> {
  await tellBuyer(core, stores, order, `no-room:${room.id}`, noRoomYetScreen(order, facts));
  await tellDesk(core, stores, order.environment, `no-room:${room.id}`, keyAlert(order, 'no-room', facts.roomName));
  await openCase(core, stores, {
    kind: 'key_undeliverable',
    order,
    detail: 'no free room unit',
    cause: `no-room:${room.id}`,
    alert: keyAlert(order, 'no-room', facts.roomName),
  });
  return { kind: 'again', at: core.clock.now() + NO_ROOM_RETRY_MS };
}

async function applyResult(
  core: Core,
  stores: Stores,
  work: KeyWork,
  unit: RoomUnit,
  result: CallResult<DoorKey>,
): Promise<JobVerdict> {
  const { order, facts, key } = work;
  await stores.orders.lock(order.id);
  if (result.kind === 'ok') {
    const { keyId, pin, validFrom, validTo } = result.value;
    const pinSealed = core.vault.seal('door_pin', `door_keys:${key.id}`, pin);
    const active = { state: 'active', vendorKeyId: keyId, pinSealed, validFrom, validTo } as const;
    if (!(await stores.stays.updateKey(key.id, 'issuing', active))) return;
    const stay = await stores.stays.stay(facts.stay.id);
    if (stay?.state !== 'confirmed') return revokeLater(core, stores, key.id);
    await tellBuyer(
      core,
      stores,
      order,
      `door-code:${key.id}`,
      doorCodeScreen(order, facts, unit.number, pin, validFrom, validTo),
    );
    await closeKeyCases(core, stores, order);
    return;
  }
  if (result.kind === 'rejected' && result.code === 'pin_conflict') {
    const pinSealed = core.vault.seal('door_pin', `door_keys:${key.id}`, freshPin(core));
    await stores.stays.updateKey(key.id, 'issuing', { pinSealed });
    return { againAt: core.clock.now() };
  }
  return lockTrouble(core, stores, work);
}

/** The guest and the desk are told at once, and it is tried with growing gaps; from check-in on it is a case as well. */
async function lockTrouble(core: Core, stores: Stores, { order, facts, unit, key }: KeyWork): Promise<JobVerdict> {
  const now = core.clock.now();
  const alert = keyAlert(order, 'lock-trouble', unit.number);
  await tellBuyer(core, stores, order, `key-delayed:${key.id}`, keyDelayedScreen(order, facts, unit.number));
  await tellDesk(core, stores, order.environment, `key-trouble:${key.id}`, alert);
  await tellOwner(core, stores, order.environment, `key-trouble:${key.id}`, alert);
  if (now >= key.validFrom)
    await openKeyCase(core, stores, order, `lock of room ${unit.number} does not answer`, key.id, alert);
  return { againAt: now + Math.min(Math.max(Math.round((now - key.createdAt) / 2), MIN_RETRY_MS), MAX_RETRY_MS) };
}

/** The stay is over and its key was never there. */
async function neverMade(core: Core, stores: Stores, order: Order, facts: StayFacts, room: StayRoom): Promise<KeyPlan> {
  const keys = await stores.stays.keysOfStayRoom(room.id);
  const key = keys.find((row) => row.state === 'issuing');
  if (key) {
    const alert = keyAlert(order, 'lock-trouble', facts.roomName);
    await openKeyCase(core, stores, order, 'never made until check-out', key.id, alert);
  }
  return { kind: 'done' };
}

const openKeyCase = (core: Core, stores: Stores, order: Order, detail: string, keyId: string, alert: Screen) =>
  openCase(core, stores, { kind: 'key_undeliverable', order, detail, cause: `lock:${keyId}`, alert });

/** The guest has it: what was open about keys of this order is answered. */
async function closeKeyCases(core: Core, stores: Stores, order: Order): Promise<void> {
  for (const row of await stores.reviews.ofOrder(order.id)) {
    if (row.kind === 'key_undeliverable' && row.state === 'open')
      await stores.reviews.resolve(row.id, 'by itself: the key was made', core.clock.now(), 'job');
  }
}

/** The stay was cancelled while the lock was called. */
async function revokeLater(core: Core, stores: Stores, keyId: string): Promise<void> {
  await stores.jobs.add({ name: 'key.revoke', payload: { keyId }, dedupeKey: `key.revoke:${keyId}` }, core.clock.now());
}
