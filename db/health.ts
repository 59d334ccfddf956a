/** What `doctor` wants to know of an open database: that it is durable, whole, and of this program's schema. */
import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine/engine.ts';

export interface DatabaseHealth {
  /** The engine and the settings its durability hangs on, in its own words. */
  engine: string;
  /** A commit survives the loss of power. */
  durable: boolean;
  /** Name of the newest migration applied. */
  schema: string;
  /** "ok", or what the engine found wrong first. */
  check: string;
}

/**
 * Reads only. On SQLite the check looks at every page but not at every index, which keeps it to seconds on a large file.
 * A Postgres server checks its pages as it reads them, where it was set up with checksums; nothing is read for that here.
 */
export async function databaseHealth(engine: Pick<Engine, 'kind' | 'writer'>): Promise<DatabaseHealth> {
  const applied = await (engine.writer as Kysely<any>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  const schema = String(applied.at(-1)?.name ?? 'none');
  return { schema, ...(engine.kind === 'sqlite' ? await ofFile(engine.writer) : await ofServer(engine.writer)) };
}

type OfEngine = Omit<DatabaseHealth, 'schema'>;

const FULL = 2;

async function ofFile(writer: Kysely<any>): Promise<OfEngine> {
  const pragma = async (name: string) => {
    const { rows } = await sql.raw<Record<string, string | number>>(`pragma ${name}`).execute(writer);
    return Object.values(rows[0] ?? {})[0];
  };
  const synchronous = Number(await pragma('synchronous'));
  return {
    engine: `${String(await pragma('journal_mode'))}, synchronous=${synchronous}`,
    durable: synchronous === FULL,
    check: String(await pragma('quick_check(1)')),
  };
}

async function ofServer(writer: Kysely<any>): Promise<OfEngine> {
  const { rows } = await sql<Record<'version' | 'commits' | 'fsync' | 'pages', string>>`
    select current_setting('server_version') as version, current_setting('synchronous_commit') as commits,
           current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`.execute(writer);
  const { version = '?', commits = '?', fsync = '?', pages = '?' } = rows[0] ?? {};
  return {
    engine: `PostgreSQL ${version}, synchronous_commit=${commits}, fsync=${fsync}`,
    durable: commits !== 'off' && fsync === 'on' && pages === 'on',
    check: 'ok',
  };
}
