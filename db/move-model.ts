/** What the parts of a move share. */
import { sql, type Kysely, type SqlBool } from 'kysely';

/** The setting that says how far a move came: "copying" or "done". Only the target has it. */
export const MARK = 'db.move';

/** The setting that says where the shop has gone. Only the source has it, from the end of a verified move. */
export const MOVED = 'db.moved';

/** Leaves out what belongs to a database and not to the shop in it: such rows are neither moved nor backed up. */
export const isShopSetting = sql<SqlBool>`key not in (${sql.lit(MARK)}, ${sql.lit(MOVED)})`;

/** Nobody may sell here: the shop has moved away, or has not wholly arrived. */
export class ShopElsewhere extends Error {}

/** Throws ShopElsewhere. */
export async function demandShopHere(db: Kysely<any>): Promise<void> {
  const rows: { key: string; value: string }[] = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', [MARK, MOVED])
    .execute();
  for (const { key, value } of rows) {
    if (key === MOVED)
      throw new ShopElsewhere(
        `this shop was moved to ${value}: start with its DATABASE_URL (./sapa help db:move tells the way back)`,
      );
    if (value === 'copying')
      throw new ShopElsewhere('this database is the unfinished copy of a shop: repeat ./sapa db:move until it is done');
  }
}

export interface MoveProgress {
  table: string;
  /** Rows looked at so far, of all there were when the table was begun. */
  rows: number;
  of: number;
  written: number;
}
