/** When the last backup was made: a setting beside the shop's own, so that every process and `doctor` can say it. */
import type { Engine } from '../engine/engine.ts';
import { openPostgres } from '../engine/postgres.ts';
import { openSqlite } from '../engine/sqlite.ts';
import type { Place } from './snapshot.ts';

/** The key of the setting; its value is LastBackup as JSON. */
export const LAST_BACKUP = 'backup.last';

export interface LastBackup {
  at: number;
  file: string;
  bytes: number;
}

/** For who has no unit of work at hand. It brings no tables up to date: an older app may be running on them. */
export async function noteBackup({ path, url }: Place, made: LastBackup): Promise<void> {
  const engine = url === null ? openSqlite(path) : await openPostgres(url, { poolSize: 1 });
  try {
    await note(engine, made);
  } finally {
    await engine.close();
  }
}

async function note({ writer }: Engine, made: LastBackup): Promise<void> {
  const value = JSON.stringify(made);
  await writer.transaction().execute((transaction) =>
    transaction
      .insertInto('settings')
      .values({ key: LAST_BACKUP, value })
      .onConflict((c) => c.column('key').doUpdateSet({ value }))
      .execute(),
  );
}
