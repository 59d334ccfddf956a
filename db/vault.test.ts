import { vaultContract } from '../tests/contract/stores/vault.contract.ts';
import { dataKeyRows } from './data-keys.ts';
import { openTestDatabase } from './testing.ts';
import { createVault } from './vault.ts';

vaultContract('SQLite', async (now) => {
  const db = await openTestDatabase({ clock: { now, elapsedMs: now } });
  return {
    ...db,
    again: (over) => createVault({ masterKey: db.masterKey, now, ...dataKeyRows(db.engine.writer), ...over }),
    rows: () => db.engine.reader.selectFrom('data_keys').selectAll().orderBy('purpose').orderBy('month').execute(),
  };
});
