/** `./sapa restore`: the shop as a backup has it, on either engine, whichever it was made on. */
import { resolve } from 'node:path';
import { given, readArguments } from '../arguments.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Restored } from '../../../db/backup/restore-file.ts';

export const restore: Command = {
  name: 'restore',
  group: 'care',
  usage: 'FILE [--replace]',
  summary: 'put a backup in place, on SQLite or (with DATABASE_URL) Postgres; all of it or nothing',
  details: [
    '',
    'Needs the shop’s master key (SAPA_KEY, or master.key in the data folder) and SAPA_BACKUP_KEY if it was made with one.',
    'Refuses while an app runs there, and over a shop that is there already. --replace keeps that one beside: as',
    'sapa.sqlite.before-… in the data folder, or as the schema before_restore_… in the database. At the end every row, every',
    'rupiah and the ledger have been compared; what happened after the backup was made is not in it.',
  ],
  async run(io) {
    const { values, positionals } = readArguments(io.args, { replace: { type: 'boolean' } }, { required: ['FILE'] });
    const [{ configOrLines }, { keysOf, teller, told }] = await Promise.all([
      import('../config.ts'),
      import('../keeping.ts'),
    ]);
    const config = configOrLines(io);
    if (!config) return 2;
    const options = {
      file: resolve(given(positionals, 0)),
      keys: keysOf(config),
      replace: values.replace ?? false,
      now: Date.now(),
      tell: teller(io),
    };
    const { databaseUrl: url, dataFolder } = config;
    if (url === null) {
      const { restoreFile } = await import('../../../db/backup/restore-file.ts');
      report(io, await told(restoreFile(dataFolder, options)));
    } else {
      const { restoreServer } = await import('../../../db/backup/restore-server.ts');
      report(io, await told(restoreServer(url, options)));
    }
    return 0;
  },
};

function report(io: CommandIo, { madeAt, rows, tables, journals, kept }: Restored): void {
  io.say(`Restored: ${rows} rows of ${tables} tables as of ${new Date(madeAt).toISOString()}; every row compared.`);
  io.say(`The ledger is right: ${journals} journals.`);
  if (kept !== null) io.say(`What was there before is kept as ${kept}.`);
}
