/** The file and report contract over both engines, and that what is stored cannot be read where it lies. */
import { expect, test } from 'vitest';
import { filesContract } from '../../tests/contract/stores/files.contract.ts';
import { overPostgres } from '../../tests/support/postgres.ts';
import { openTestDatabase } from '../testing.ts';

filesContract('SQLite', openTestDatabase);
overPostgres('the file contract', (bed) => filesContract('Postgres', () => bed.open()));

test('the content is sealed, and opens only in its own row', async () => {
  const db = await openTestDatabase();
  const [id, other] = [db.ids.uuid(), db.ids.uuid()];
  const file = {
    chatId: 'c',
    personId: null,
    name: 'a.csv',
    mime: 'text/csv',
    sizeBytes: 6,
    createdAt: 1,
    expiresAt: null,
  };
  await db.uow.run('test', async (stores) => {
    await stores.files.insert({ ...file, id }, Buffer.from('rahasia'));
    await stores.files.insert({ ...file, id: other }, Buffer.from('lain'));
  });
  const [row] = await db.engine.writer.selectFrom('files').selectAll().where('id', '=', id).execute();
  expect(JSON.stringify(row)).not.toContain('rahasia');
  expect(Buffer.from(row?.sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('rahasia');
  await db.engine.writer
    .updateTable('files')
    .set({ sealed: row?.sealed ?? '' })
    .where('id', '=', other)
    .execute();
  await expect(db.uow.read.files.open(other)).rejects.toThrow();
  await db.close();
});
