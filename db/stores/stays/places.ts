/** Businesses and their properties. */
import type { Kysely, Selectable } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { Property } from '../../../commerce/stay/model.ts';
import type { Database } from '../../tables/index.ts';
import type { PropertiesTable } from '../../tables/stays.ts';

export function placeMethods(
  db: Kysely<Database>,
): Pick<StayStore, 'insertBusiness' | 'business' | 'firstBusiness' | 'insertProperty' | 'property' | 'properties'> {
  return {
    async insertBusiness({ id, name, address }) {
      await db.insertInto('businesses').values({ id, name, address }).execute();
    },
    async business(id) {
      const row = await db.selectFrom('businesses').selectAll().where('id', '=', id).executeTakeFirst();
      return row ?? null;
    },
    /** Ids sort by time of creation. */
    async firstBusiness() {
      const row = await db.selectFrom('businesses').selectAll().orderBy('id').limit(1).executeTakeFirst();
      return row ?? null;
    },
    async insertProperty(property) {
      await db.insertInto('properties').values(propertyRow(property)).execute();
    },
    async property(id) {
      const row = await db.selectFrom('properties').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toProperty(row) : null;
    },
    async properties(environment) {
      const rows = await db
        .selectFrom('properties')
        .selectAll()
        .where('environment', '=', environment)
        .orderBy('id')
        .execute();
      return rows.map(toProperty);
    },
  };
}

const propertyRow = (property: Property): PropertiesTable => ({
  id: property.id,
  business_id: property.businessId,
  environment: property.environment,
  name: property.name,
  zone: property.zone,
  check_in_time: property.checkInTime,
  check_out_time: property.checkOutTime,
  address_text: property.addressText,
});

const toProperty = (row: Selectable<PropertiesTable>): Property => ({
  id: row.id,
  businessId: row.business_id,
  environment: row.environment,
  name: row.name,
  zone: row.zone,
  checkInTime: row.check_in_time,
  checkOutTime: row.check_out_time,
  addressText: row.address_text,
});
