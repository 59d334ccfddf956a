/** `./sapa db:move`: carries the shop from its SQLite file to Postgres, copying while it runs. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Command, CommandIo } from '../command.ts';
import { CommandFailed, UsageError } from '../command.ts';
import { readArguments } from '../arguments.ts';
import type { Config } from '../../config.ts';

const WAIT_MS = 60 * 60_000;
const LOOK_EVERY_MS = 500;

export const dbMove: Command = {
  name: 'db:move',
  group: 'care',
  usage: '--to postgres://… | --back',
  summary: 'carry the shop from its SQLite file to Postgres',
  details: [
    '',
    'Copies while the shop is running, then asks you to stop it, brings over what changed since and compares counts and',
    'sums of money. May be broken off and repeated. Afterwards start with DATABASE_URL set: the app refuses to start on',
    'the old file, because two shops with one past sell the same goods twice.',
    '--back lets it start there again. Only for a move after which nothing was sold on Postgres.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, {
      to: { type: 'string' },
      back: { type: 'boolean' },
    });
    if (values.to !== undefined && values.back) throw new UsageError('either --to or --back');
    if (values.to === undefined && !values.back)
      throw new CommandFailed('say where to: --to postgres://user:password@host:5432/name');
    const [{ configOrLines }, { existingFolder }] = await Promise.all([import('../config.ts'), import('../shop.ts')]);
    const config = configOrLines(io);
    if (!config) return 2;
    const { database } = existingFolder({ ...config, databaseUrl: null });
    return values.to === undefined ? moveBack(io, database) : move(io, config, database, values.to);
  },
};

async function moveBack(io: CommandIo, file: string): Promise<number> {
  const [{ openSqlite }, { forgetMove }] = await Promise.all([
    import('../../../db/engine/sqlite.ts'),
    import('../../../db/move.ts'),
  ]);
  const from = openSqlite(file);
  try {
    if (!(await forgetMove(from))) throw new CommandFailed('this file was not moved anywhere; nothing was changed');
  } finally {
    await from.close();
  }
  io.say('The file may be used again. What was sold on Postgres since the move is not in it.');
  return 0;
}

async function move(io: CommandIo, config: Config, file: string, url: string): Promise<number> {
  const [{ openSqlite }, { openPostgres }, { checkedUrl, placeOf }, moving] = await Promise.all([
    import('../../../db/engine/sqlite.ts'),
    import('../../../db/engine/postgres.ts'),
    import('../../../db/engine/postgres-pool.ts'),
    import('../../../db/move.ts'),
  ]);
  const from = openSqlite(file);
  try {
    const to = await openPostgres(url, { poolSize: 2 }).catch(oneLine);
    try {
      const tables = await moving.prepareMove(from, to).catch(oneLine);
      await moving.copyWhileRunning(from, to, tables, teller(io));
      const lock = await stopped(io, config);
      const began = performance.now();
      const checks = await moving
        .finishMove(from, to, tables, () => {}, placeOf(checkedUrl(url)))
        .catch(oneLine)
        .finally(() => {
          lock.release();
        });
      report(io, checks, performance.now() - began);
      return 0;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

function oneLine(error: unknown): never {
  throw error instanceof Error ? new CommandFailed(error.message, { cause: error }) : error;
}

/** A line per table when it is done; large ones say where they are. */
function teller(io: CommandIo) {
  return ({ table, rows, of, written }: { table: string; rows: number; of: number; written: number }) => {
    if (rows >= of || rows % 50_000 === 0) io.say(`${table}: ${rows} of ${of} rows, ${written} written`);
  };
}

/** The data folder's lock, once the app has let go of it. */
async function stopped(io: CommandIo, { dataFolder }: Config): Promise<{ release(): void }> {
  const { DataFolderInUse, lockDataFolder } = await import('../../../db/data-folder.ts');
  const giveUpAt = performance.now() + WAIT_MS;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return lockDataFolder(dataFolder);
    } catch (error) {
      if (!(error instanceof DataFolderInUse)) throw error;
    }
    if (isFirst) io.say('Copied. Now stop the app (Ctrl-C); what has changed since is brought over then. Waiting …');
    if (performance.now() > giveUpAt) throw new CommandFailed('the app is still running; stop it and repeat db:move');
    await delay(LOOK_EVERY_MS);
  }
}

function report(io: CommandIo, checks: { what: string; rows: number }[], tookMs: number): void {
  const tables = checks.filter(({ what }) => !what.startsWith('account '));
  const rows = tables.reduce((sum, check) => sum + check.rows, 0);
  io.say(`Moved: ${tables.length} tables, ${rows} rows, ${checks.length - tables.length} ledger accounts, all equal.`);
  io.say(
    `The last pass took ${(tookMs / 1000).toFixed(1)} s. From now on start with DATABASE_URL=postgres://… and the same`,
  );
  io.say('master key. The old file stays beside as it was; the app refuses to start on it.');
}
