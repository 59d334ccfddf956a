/** What `doctor` wants to know of an open database: that it is durable, whole, and of this program's schema. */
import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine/engine.ts';

export interface DatabaseHealth {
  /** Of the writing connection. 2 is FULL: a commit survives the loss of power. */
  synchronous: number;
  journalMode: string;
  /** Name of the newest migration applied. */
  schema: string;
  /** "ok", or what the engine found wrong first. */
  check: string;
}

/** Reads only. The check looks at every page but not at every index, which keeps it to seconds on a large file. */
export async function databaseHealth({ writer }: Pick<Engine, 'writer'>): Promise<DatabaseHealth> {
  const pragma = async (name: string) => {
    const { rows } = await sql.raw<Record<string, string | number>>(`pragma ${name}`).execute(writer);
    return Object.values(rows[0] ?? {})[0];
  };
  const applied = await (writer as Kysely<any>).selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return {
    synchronous: Number(await pragma('synchronous')),
    journalMode: String(await pragma('journal_mode')),
    schema: String(applied.at(-1)?.name ?? 'none'),
    check: String(await pragma('quick_check(1)')),
  };
}
