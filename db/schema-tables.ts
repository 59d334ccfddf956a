/**
 * The tables a database has, as it says itself: what copies rows (a move, a backup) never goes by a list in the code
 * that somebody could forget to extend. Tables that others point to come first.
 */
import { sql, type Kysely } from 'kysely';
import { hasRowLocks } from './engine/dialect.ts';

export interface TableShape {
  name: string;
  columns: string[];
  /** The primary key. */
  key: string[];
}

interface Column {
  table: string;
  column: string;
  /** In the primary key, from 1; 0 outside of it. */
  position: number;
}

interface Reference {
  table: string;
  to: string;
}

/** Marks of commits belong to the connections of one server, the engines' and the migrator's own to themselves. */
const isOurs = (name: string): boolean => !/^(sqlite_|kysely_|commits$)/.test(name);

/** Columns stand in the order the tables were made with. Throws where a table has no primary key. */
export async function readTables(db: Kysely<any>): Promise<TableShape[]> {
  const { columns, references } = await (hasRowLocks(db) ? ofServer(db) : ofFile(db));
  const tables = new Map<string, TableShape & { places: number[] }>();
  for (const { table, column, position } of columns) {
    if (!isOurs(table)) continue;
    const shape = tables.get(table) ?? { name: table, columns: [], key: [], places: [] };
    tables.set(table, shape);
    shape.columns.push(column);
    if (position > 0) shape.key[position - 1] = column;
  }
  for (const { name, key } of tables.values()) {
    if (key.length === 0) throw new Error(`table ${name} has no primary key to copy it by`);
  }
  return parentsFirst([...tables.keys()], references).flatMap((name) => {
    const shape = tables.get(name);
    return shape ? [{ name, columns: shape.columns, key: shape.key }] : [];
  });
}

async function ofFile(db: Kysely<any>): Promise<{ columns: Column[]; references: Reference[] }> {
  const { rows: columns } = await sql<Column>`
    select m.name as "table", c.name as "column", c.pk as position
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' order by m.rowid, c.cid`.execute(db);
  const { rows: references } = await sql<Reference>`
    select m.name as "table", f."table" as "to"
    from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'`.execute(db);
  return { columns, references };
}

async function ofServer(db: Kysely<any>): Promise<{ columns: Column[]; references: Reference[] }> {
  const { rows: columns } = await sql<Column>`
    select c.relname as "table", a.attname as "column",
           coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) as position
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::text::regnamespace
    order by c.oid, a.attnum`.execute(db);
  const { rows: references } = await sql<Reference>`
    select c.relname as "table", t.relname as "to"
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
    where f.contype = 'f' and c.relnamespace = current_schema()::text::regnamespace`.execute(db);
  return { columns, references };
}

/** Else in the order given. A circle would have to be broken somewhere; the schema has none. */
function parentsFirst(names: readonly string[], references: readonly Reference[]): string[] {
  const sorted: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { table, to } of references) if (table === name) visit(to);
    sorted.push(name);
  };
  for (const name of names) visit(name);
  return sorted;
}
