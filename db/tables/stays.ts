/**
 * Tables of rooms, nights, stays and door keys. `inventory_nights` counts rooms of a type and is what is sold;
 * `unit_nights` says which door is taken on which night and is filled only when a stay room gets its unit, so the two
 * never have to agree row by row. Nights are `YYYY-MM-DD` text, which sorts by date.
 */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Environment } from '../../commerce/environment.ts';
import type { Business, DoorKeyRow, Stay } from '../../commerce/stay/model.ts';

export interface BusinessesTable {
  id: string;
  name: string;
  address: Business['address'];
}

export interface PropertiesTable {
  id: string;
  business_id: string;
  environment: Environment;
  name: string;
  zone: string;
  check_in_time: string;
  check_out_time: string;
  address_text: string;
}

export interface RoomTypesTable {
  id: string;
  property_id: string;
  environment: Environment;
  code: string;
  /** `code` in upper case; unique per environment, so a code alone names a room type. */
  code_key: string;
  name: string;
  description: string;
  capacity: number;
  rate_idr: number;
  picture: string | null;
  active: number;
}

export interface RoomUnitsTable {
  id: string;
  room_type_id: string;
  number: string;
  lock_provider_id: string | null;
  lock_id: string | null;
  active: number;
}

export interface InventoryNightsTable {
  room_type_id: string;
  night: string;
  physical: number;
  out_of_order: number;
  sold: number;
  held: number;
}

export interface StaysTable {
  id: string;
  order_id: string;
  property_id: string;
  room_type_id: string;
  environment: Environment;
  state: Stay['state'];
  version: number;
  check_in: string;
  check_out: string;
  nights: number;
  rooms: number;
  guests: number;
  booker_name: string;
  booker_contact: string;
  arrival_time: string | null;
  /** JSON of Stay.nightly. */
  nightly: string;
}

export interface StayRoomsTable {
  id: string;
  stay_id: string;
  position: number;
  /** The unit last given to it; whether it still occupies that unit is what `unit_nights` says. */
  unit_id: string | null;
}

export interface UnitNightsTable {
  unit_id: string;
  night: string;
  stay_room_id: string;
}

export interface DoorKeysTable {
  id: string;
  stay_room_id: string;
  provider_id: string;
  lock_id: string;
  vendor_key_id: string | null;
  label: string;
  pin_sealed: string;
  valid_from: number;
  valid_to: number;
  state: DoorKeyRow['state'];
  created_at: number;
}

export interface StayTables {
  businesses: BusinessesTable;
  properties: PropertiesTable;
  room_types: RoomTypesTable;
  room_units: RoomUnitsTable;
  inventory_nights: InventoryNightsTable;
  stays: StaysTable;
  stay_rooms: StayRoomsTable;
  unit_nights: UnitNightsTable;
  door_keys: DoorKeysTable;
}

export async function createStayTables(db: Kysely<any>): Promise<void> {
  await createPlaces(db);
  await createRooms(db);
  await createNights(db);
  await createStays(db);
  await createDoorKeys(db);
}

async function createPlaces(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('businesses')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('properties')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('business_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('check_in_time', 'text', (c) => c.notNull())
    .addColumn('check_out_time', 'text', (c) => c.notNull())
    .addColumn('address_text', 'text', (c) => c.notNull())
    .execute();
}

async function createRooms(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('room_types')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('property_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('code_key', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('capacity', 'integer', (c) => c.notNull())
    .addColumn('rate_idr', 'bigint', (c) => c.notNull())
    .addColumn('picture', 'text')
    .addColumn('active', 'integer', (c) => c.notNull())
    .addUniqueConstraint('room_types_code_unique', ['environment', 'code_key'])
    .execute();
  await db.schema.createIndex('room_types_property').on('room_types').columns(['property_id']).execute();
  await db.schema
    .createTable('room_units')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('room_type_id', 'text', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('lock_provider_id', 'text')
    .addColumn('lock_id', 'text')
    .addColumn('active', 'integer', (c) => c.notNull())
    .addUniqueConstraint('room_units_number_unique', ['room_type_id', 'number'])
    .execute();
}

/** The checks are the last line of defence against a release too many; the store's guards come first. */
async function createNights(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('inventory_nights')
    .addColumn('room_type_id', 'text', (c) => c.notNull())
    .addColumn('night', 'text', (c) => c.notNull())
    .addColumn('physical', 'integer', (c) => c.notNull())
    .addColumn('out_of_order', 'integer', (c) => c.notNull())
    .addColumn('sold', 'integer', (c) => c.notNull())
    .addColumn('held', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('inventory_nights_key', ['room_type_id', 'night'])
    .addCheckConstraint('inventory_nights_sane', sql`physical >= 0 and out_of_order >= 0 and sold >= 0 and held >= 0`)
    .execute();
}

async function createStays(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('stays')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('order_id', 'text', (c) => c.notNull().unique())
    .addColumn('property_id', 'text', (c) => c.notNull())
    .addColumn('room_type_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('check_in', 'text', (c) => c.notNull())
    .addColumn('check_out', 'text', (c) => c.notNull())
    .addColumn('nights', 'integer', (c) => c.notNull())
    .addColumn('rooms', 'integer', (c) => c.notNull())
    .addColumn('guests', 'integer', (c) => c.notNull())
    .addColumn('booker_name', 'text', (c) => c.notNull())
    .addColumn('booker_contact', 'text', (c) => c.notNull())
    .addColumn('arrival_time', 'text')
    .addColumn('nightly', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('stay_rooms')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('stay_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('unit_id', 'text')
    .addUniqueConstraint('stay_rooms_position_unique', ['stay_id', 'position'])
    .execute();
}

/** One door, one night, one stay room; and a stay room sleeps behind one door a night. */
async function createDoorKeys(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('unit_nights')
    .addColumn('unit_id', 'text', (c) => c.notNull())
    .addColumn('night', 'text', (c) => c.notNull())
    .addColumn('stay_room_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_nights_key', ['unit_id', 'night'])
    .addUniqueConstraint('unit_nights_room_unique', ['stay_room_id', 'night'])
    .execute();
  await db.schema
    .createTable('door_keys')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('stay_room_id', 'text', (c) => c.notNull())
    .addColumn('provider_id', 'text', (c) => c.notNull())
    .addColumn('lock_id', 'text', (c) => c.notNull())
    .addColumn('vendor_key_id', 'text')
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('pin_sealed', 'text', (c) => c.notNull())
    .addColumn('valid_from', 'bigint', (c) => c.notNull())
    .addColumn('valid_to', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('door_keys_room').on('door_keys').columns(['stay_room_id', 'created_at']).execute();
  await db.schema
    .createIndex('door_keys_one_live')
    .unique()
    .on('door_keys')
    .columns(['stay_room_id'])
    .where(sql<boolean>`state in ('issuing', 'active', 'revoking')`)
    .execute();
}
