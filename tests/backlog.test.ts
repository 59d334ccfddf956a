/** What waits is counted the same on both engines. */
import { describe, expect, test } from 'vitest';
import type { TestDatabase } from '../db/testing.ts';
import { openTestDatabase } from '../db/testing.ts';
import { overPostgres } from './support/postgres.ts';

const NOW = Date.UTC(2026, 10, 21, 3);
const MINUTE_MS = 60_000;

function counts(open: () => Promise<TestDatabase>): void {
  test('an empty shop has nothing waiting', async () => {
    const database = await open();
    const found = await database.uow.read.admin.backlog.now(NOW, 0);
    expect(Object.values(found)).toEqual(Object.values(found).map(() => 0));
    expect(Object.keys(found)).toHaveLength(9);
    await database.close();
  });

  test('jobs are due, for later or running, and the oldest due one says how late it is', async () => {
    const database = await open();
    await database.uow.run('test.jobs', async ({ jobs }) => {
      await jobs.add({ name: 'chat.sweep', payload: {}, runAt: NOW - 3 * MINUTE_MS }, NOW);
      await jobs.claim('other', NOW, NOW + MINUTE_MS, 1);
      await jobs.add({ name: 'alerts.deliver', payload: {}, runAt: NOW - 2 * MINUTE_MS }, NOW);
      await jobs.add({ name: 'daily.upkeep', payload: {}, runAt: NOW + MINUTE_MS }, NOW);
    });
    expect(await database.uow.read.admin.backlog.now(NOW, 0)).toMatchObject({
      jobsDue: 1,
      jobsWaiting: 1,
      jobsRunning: 1,
      oldestDueMs: 2 * MINUTE_MS,
    });
    await database.close();
  });
}

describe('what waits on SQLite', () => counts(openTestDatabase));
overPostgres('what waits', (bed) => counts(() => bed.open()));
