/**
 * Rooms, nights and stays. A night is the calendar date on which a guest goes to sleep, in the property's own zone; the
 * departure date is never consumed. Inventory counts rooms of a type per night; which unit a guest gets is decided at
 * key time.
 */
import type { Environment } from '../environment.ts';

export interface Business {
  id: string;
  name: string;
  address: 'guest' | 'shop';
}

export interface Property {
  id: string;
  businessId: string;
  environment: Environment;
  name: string;
  /** IANA zone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura for most. */
  zone: string;
  /** "HH:MM" local. */
  checkInTime: string;
  checkOutTime: string;
  addressText: string;
}

export interface RoomType {
  id: string;
  propertyId: string;
  environment: Environment;
  code: string;
  name: string;
  description: string;
  capacity: number;
  rateIdr: number;
  /** File name below the channel assets; null when there is no picture. */
  picture: string | null;
  active: boolean;
}

export interface RoomUnit {
  id: string;
  roomTypeId: string;
  /** Door number as the guest sees it. */
  number: string;
  /** Lock behind the door at a door_lock provider; null = keys are handed out at the desk. */
  lockProviderId: string | null;
  lockId: string | null;
  active: boolean;
}

export interface InventoryNight {
  roomTypeId: string;
  night: string;
  physical: number;
  outOfOrder: number;
  sold: number;
  held: number;
}

/** `held` until paid; `released` when it was not; `confirmed` paid; `cancelled` by the owner's decision. */
export type StayState = 'held' | 'released' | 'confirmed' | 'cancelled';

export interface Stay {
  id: string;
  orderId: string;
  propertyId: string;
  roomTypeId: string;
  environment: Environment;
  state: StayState;
  version: number;
  checkIn: string;
  checkOut: string;
  nights: number;
  rooms: number;
  guests: number;
  bookerName: string;
  /** Phone (E.164) or mail; sealed nowhere, but masked in every log and list. */
  bookerContact: string;
  arrivalTime: string | null;
  /** Price per night and policy as sold. */
  nightly: { night: string; priceIdr: number }[];
}

/** One room of a stay: gets a unit and a key when the time comes. */
export interface StayRoom {
  id: string;
  stayId: string;
  position: number;
  unitId: string | null;
}

export type DoorKeyState = 'issuing' | 'active' | 'revoking' | 'revoked' | 'failed';

export interface DoorKeyRow {
  id: string;
  stayRoomId: string;
  providerId: string;
  lockId: string;
  vendorKeyId: string | null;
  label: string;
  /** Chosen before the call and repeated on retry, so a lost answer never makes a second key. */
  pinSealed: string;
  validFrom: number;
  validTo: number;
  state: DoorKeyState;
  createdAt: number;
}

/** What the owner says about a kind of room; what is left out stays as it is. */
export interface SetRoomInput {
  code: string;
  name?: string;
  rateIdr?: number;
  capacity?: number;
  /** Door numbers; missing ones are added, none is removed. */
  units?: string[];
  /** Rooms sellable per night; default: the number of active units. */
  physical?: number;
  /** First night to open, default today; and for how many nights, default 365. */
  from?: string;
  nights?: number;
}
