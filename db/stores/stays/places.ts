/** Businesses and their properties. */
import type { Kysely } from 'kysely';
import type { StayStore } from '../../../commerce/ports/stores/stays.ts';
import type { Property } from '../../../commerce/stay/model.ts';
import { prepared } from '../../engine/prepared.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import type { StoreDeps } from '../deps.ts';
import { insertRow, oneBy, selectBy } from '../by-key.ts';

const firstBusiness = prepared((db) => db.selectFrom('businesses').selectAll().orderBy('id').limit(1));

export function placeMethods(
  db: Kysely<Database>,
  deps: StoreDeps,
): Pick<StayStore, 'insertBusiness' | 'business' | 'firstBusiness' | 'insertProperty' | 'property' | 'properties'> {
  return {
    async insertBusiness({ id, name, address }) {
      await db.insertInto('businesses').values({ id, name, address }).execute();
      deps.changedKept();
    },
    async business(id) {
      const row = await oneBy(db, 'businesses', { id });
      return row ?? null;
    },
    /** Ids sort by time of creation. */
    async firstBusiness() {
      return (await firstBusiness.first(db)) ?? null;
    },
    async insertProperty(property) {
      await insertRow(db, 'properties', toRow(property));
    },
    async property(id) {
      const row = await oneBy(db, 'properties', { id });
      return row ? fromRow<Property>(row) : null;
    },
    async properties(environment) {
      const rows = await selectBy(db, 'properties', { environment }, 'id');
      return rows.map((row) => fromRow<Property>(row));
    },
  };
}
