/** Properties, rooms, nights, stays and door keys. */
import type { Environment } from '../../environment.ts';
import type {
  Business,
  DoorKeyRow,
  InventoryNight,
  Property,
  RoomType,
  RoomUnit,
  Stay,
  StayRoom,
} from '../../stay/model.ts';

export interface StayStore {
  insertBusiness(business: Business): Promise<void>;
  business(id: string): Promise<Business | null>;
  firstBusiness(): Promise<Business | null>;
  insertProperty(property: Property): Promise<void>;
  property(id: string): Promise<Property | null>;
  properties(environment: Environment): Promise<Property[]>;
  insertRoomType(roomType: RoomType): Promise<void>;
  updateRoomType(roomType: RoomType): Promise<void>;
  roomType(id: string): Promise<RoomType | null>;
  roomTypeByCode(environment: Environment, code: string): Promise<RoomType | null>;
  roomTypes(propertyId: string): Promise<RoomType[]>;
  insertRoomUnit(unit: RoomUnit): Promise<void>;
  updateRoomUnit(unit: RoomUnit): Promise<void>;
  roomUnit(id: string): Promise<RoomUnit | null>;
  roomUnits(roomTypeId: string): Promise<RoomUnit[]>;

  /** Creates missing nights in [from, to) with this many physical rooms; existing ones only change `physical`. */
  setPhysical(roomTypeId: string, nights: string[], physical: number): Promise<void>;
  nights(roomTypeId: string, nights: string[]): Promise<InventoryNight[]>;
  /** Holds `rooms` on every night, in order, or answers the first short night and holds nothing. Missing night = short. */
  takeNights(roomTypeId: string, nights: string[], rooms: number): Promise<{ ok: true } | { ok: false; short: string }>;
  heldToSold(roomTypeId: string, nights: string[], rooms: number): Promise<void>;
  releaseHeld(roomTypeId: string, nights: string[], rooms: number): Promise<void>;
  releaseSold(roomTypeId: string, nights: string[], rooms: number): Promise<void>;

  insertStay(stay: Stay, rooms: StayRoom[]): Promise<void>;
  stay(id: string): Promise<Stay | null>;
  stayOfOrder(orderId: string): Promise<Stay | null>;
  /** Compare and set on version. */
  updateStay(id: string, expectedVersion: number, patch: Partial<Pick<Stay, 'state'>>): Promise<boolean>;
  /** Other nights or another kind of room, while none of them has a unit. Compare and set on version. */
  rebook(
    id: string,
    expectedVersion: number,
    to: Pick<Stay, 'roomTypeId' | 'checkIn' | 'checkOut' | 'nights' | 'nightly'>,
  ): Promise<boolean>;
  stayRooms(stayId: string): Promise<StayRoom[]>;
  stayRoom(id: string): Promise<StayRoom | null>;
  /**
   * Gives the stay room an active unit of the type that no other confirmed stay occupies on any of its nights; keeps
   * the one it has. Null when none is free.
   */
  assignUnit(stayRoomId: string, roomTypeId: string, checkIn: string, checkOut: string): Promise<RoomUnit | null>;

  /** False when the stay room has a key row that is not revoked or failed. */
  insertKey(key: DoorKeyRow): Promise<boolean>;
  key(id: string): Promise<DoorKeyRow | null>;
  keysOfStayRoom(stayRoomId: string): Promise<DoorKeyRow[]>;
  /** Compare and set on state. */
  updateKey(
    id: string,
    from: DoorKeyRow['state'],
    patch: Partial<Pick<DoorKeyRow, 'state' | 'vendorKeyId' | 'pinSealed' | 'validFrom' | 'validTo'>>,
  ): Promise<boolean>;
}
