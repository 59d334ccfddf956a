/** A data folder as a first start leaves it, without the start: for commands that need a shop and no running app. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { tempFolder } from '../../bot/cli/testing.ts';
import { createIds, systemClock } from '../../bot/runtime.ts';
import type { Stores } from '../../commerce/ports/stores/index.ts';
import { dataFolder } from '../../db/data-folder.ts';
import { masterKey } from '../../db/master-key.ts';
import { openMemory } from '../../db/open.ts';

export interface FreshShop {
  folder: string;
  env: Record<string, string>;
  /** Writes through the stores, as the app would. */
  write: (work: (stores: Stores) => Promise<unknown>) => Promise<void>;
  /** Spoils data behind everybody's back. */
  spoil: (sql: string) => void;
}

export async function freshShop(): Promise<FreshShop> {
  const folder = join(tempFolder(), 'data');
  const write: FreshShop['write'] = async (work) => {
    const paths = dataFolder(folder);
    const key = masterKey(undefined, paths.masterKey);
    const memory = await openMemory({ path: paths.database, masterKey: key, clock: systemClock, ids: createIds() });
    try {
      await memory.uow.run('test.write', work);
    } finally {
      await memory.close();
    }
  };
  await write(async () => {});
  return {
    folder,
    env: { SAPA_DATA: folder },
    write,
    spoil(sql) {
      const database = new DatabaseSync(join(folder, 'sapa.sqlite'));
      database.exec(sql);
      database.close();
    },
  };
}
