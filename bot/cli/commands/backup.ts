/** `./sapa backup`: one encrypted file with everything, made while the shop runs. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import type { LastBackup } from '../../../db/backup/last.ts';
import type { Place } from '../../../db/backup/snapshot.ts';
import type { Command, CommandIo } from '../command.ts';

export const backup: Command = {
  name: 'backup',
  group: 'care',
  usage: '[--to FILE]',
  summary: 'write the whole shop into one encrypted file, while it runs, and check it by opening it',
  details: [
    '',
    'Without --to the file goes to SAPA_BACKUP_DIR, or into `backups` in the data folder: copy it to another machine.',
    'It is encrypted under SAPA_BACKUP_KEY when that is set, else under the master key. The master key is never in it:',
    'to restore you need the file, the master key, and SAPA_BACKUP_KEY if you set one. Keep copies of both elsewhere.',
    'With SAPA_BACKUP_DIR the app makes one every day by itself and keeps the last SAPA_SET_backupsKept=7.',
  ],
  async run(io) {
    const { values } = readArguments(io.args, { to: { type: 'string' } });
    const [{ configOrLines }, { placeOf, keysOf, teller, told }, { writeBackup }, { backupName }] = await Promise.all([
      import('../config.ts'),
      import('../keeping.ts'),
      import('../../../db/backup/write.ts'),
      import('../../../db/backup/name.ts'),
    ]);
    const config = configOrLines(io);
    if (!config) return 2;
    const place = placeOf(config);
    const keys = keysOf(config);
    const now = Date.now();
    const to =
      values.to === undefined
        ? join(config.backupFolder ?? join(config.dataFolder, 'backups'), backupName(now))
        : resolve(values.to);
    if (values.to === undefined) mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    const made = await told(writeBackup({ place, keys, to, now, tell: teller(io) }));
    io.say(
      `${to}: ${made.rows} rows of ${made.tables} tables, ${(made.bytes / 1_048_576).toFixed(1)} MiB, opened and checked.`,
    );
    await remember(io, place, { at: now, file: to, bytes: made.bytes });
    return 0;
  },
};

/** The file is good whether or not the shop can be told of it. */
async function remember(io: CommandIo, place: Place, made: LastBackup): Promise<void> {
  const { noteBackup } = await import('../../../db/backup/last.ts');
  await noteBackup(place, made).catch((error: unknown) => {
    io.say(`sapa backup: the shop could not be told of it: ${error instanceof Error ? error.message : String(error)}`);
  });
}
