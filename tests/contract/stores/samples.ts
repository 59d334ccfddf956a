/** Complete rows to start a test from; every call makes new ids, so tests in one database do not meet. */
import { randomUUID } from 'node:crypto';
import type { Offer, Product, StockCode } from '../../../commerce/catalogue/model.ts';
import type { Chat, DialogRow, InboxRow, NewOutgoing, RelayRow } from '../../../commerce/chat/model.ts';
import type { Person } from '../../../commerce/people/model.ts';
import type { Screen } from '../../../commerce/ports/screen.ts';
import type { DoorKeyRow, RoomType, RoomUnit, Stay, StayRoom } from '../../../commerce/stay/model.ts';

export const T0 = 1_760_000_000_000;

let counter = 0;
/** Sorts by time of creation, as the ids of the running system do. */
export const newId = (): string => `${String(++counter).padStart(8, '0')}-${randomUUID()}`;

export const aProduct = (over: Partial<Product> = {}): Product => ({
  id: newId(),
  businessId: 'business',
  environment: 'practice',
  kind: 'stock_code',
  code: newId(),
  name: 'Voucher',
  category: 'Hiburan',
  brand: 'Nada',
  description: '',
  destination: null,
  active: true,
  createdAt: T0,
  ...over,
});

export const anOffer = (over: Partial<Offer> = {}): Offer => ({
  id: newId(),
  productId: newId(),
  providerId: 'supplier',
  sku: newId(),
  costIdr: 10_000,
  active: true,
  multi: false,
  cutOffStart: null,
  cutOffEnd: null,
  seenAt: T0,
  ...over,
});

export const aCode = (productId: string, over: Partial<StockCode> = {}): StockCode => {
  const id = newId();
  return {
    id,
    productId,
    sealed: `sealed:${id}`,
    fingerprint: `fingerprint:${id}`,
    state: 'available',
    orderId: null,
    fulfilmentId: null,
    addedAt: T0,
    ...over,
  };
};

export const aPerson = (over: Partial<Person> = {}): Person => ({
  id: newId(),
  name: 'Sari',
  kind: 'person',
  createdAt: T0,
  ...over,
});

export const aChat = (over: Partial<Chat> = {}): Chat => ({
  id: newId(),
  channel: 'web',
  address: newId(),
  personId: 'person',
  lang: 'id',
  lastSeq: 0,
  blockedAt: null,
  createdAt: T0,
  ...over,
});

export const aMessage = (
  chatId: string,
  over: Partial<Omit<InboxRow, 'seq' | 'handledAt'>> = {},
): Omit<InboxRow, 'seq' | 'handledAt'> => ({
  id: newId(),
  chatId,
  messageId: newId(),
  body: '{"kind":"text","text":"halo"}',
  sealed: false,
  at: T0,
  ...over,
});

export const aNotice = (chatId: string, screen: Partial<Screen> = {}, dedupeKey?: string): NewOutgoing => ({
  chatId,
  screen: { lines: [{ key: 'order-paid' }], ...screen },
  ...(dedupeKey === undefined ? {} : { dedupeKey }),
});

export const aDialog = (chatId: string, over: Partial<DialogRow> = {}): DialogRow => ({
  id: newId(),
  chatId,
  flow: 'buy',
  version: 1,
  args: '{}',
  log: '[]',
  pending: '{}',
  step: 0,
  expiresAt: T0 + 1000,
  startedAt: T0,
  ...over,
});

export const aRelay = (over: Partial<RelayRow> = {}): RelayRow => ({
  id: newId(),
  guestChatId: newId(),
  state: 'waiting',
  staffPersonId: null,
  staffChatId: null,
  openedAt: T0,
  lastActivityAt: T0,
  ...over,
});

export const aRoomType = (over: Partial<RoomType> = {}): RoomType => ({
  id: newId(),
  propertyId: newId(),
  environment: 'practice',
  code: newId(),
  name: 'Deluxe',
  description: '',
  capacity: 2,
  rateIdr: 450_000,
  picture: null,
  active: true,
  ...over,
});

export const aUnit = (roomTypeId: string, number: string, over: Partial<RoomUnit> = {}): RoomUnit => ({
  id: newId(),
  roomTypeId,
  number,
  lockProviderId: null,
  lockId: null,
  active: true,
  ...over,
});

export const aStay = (over: Partial<Stay> = {}): Stay => ({
  id: newId(),
  orderId: newId(),
  propertyId: 'property',
  roomTypeId: 'room-type',
  environment: 'practice',
  state: 'confirmed',
  version: 1,
  checkIn: '2026-12-01',
  checkOut: '2026-12-03',
  nights: 2,
  rooms: 1,
  guests: 2,
  bookerName: 'Sari',
  bookerContact: 'sari@example.com',
  arrivalTime: '15:00',
  nightly: [
    { night: '2026-12-01', priceIdr: 450_000 },
    { night: '2026-12-02', priceIdr: 450_000 },
  ],
  ...over,
});

export const aStayRoom = (stayId: string, position = 1): StayRoom => ({ id: newId(), stayId, position, unitId: null });

export const aKey = (stayRoomId: string, over: Partial<DoorKeyRow> = {}): DoorKeyRow => ({
  id: newId(),
  stayRoomId,
  providerId: 'lock',
  lockId: 'lock-101',
  vendorKeyId: null,
  label: 'K7QF2M',
  pinSealed: 'sealed',
  validFrom: T0,
  validTo: T0 + 1000,
  state: 'issuing',
  createdAt: T0,
  ...over,
});
