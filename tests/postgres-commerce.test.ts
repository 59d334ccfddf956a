/**
 * tests/commerce again, over Postgres: same files, same cases, another engine under the harness. The random walks are
 * left to SQLite: they take minutes there already and know no second writer.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openTestDatabasesWith } from '../db/testing.ts';
import { overPostgres } from './support/postgres.ts';

overPostgres('the commerce suite', (bed) => {
  beforeAll(() => openTestDatabasesWith((options) => bed.open(options)));
  afterAll(() => openTestDatabasesWith(null));
  const files = globSync('commerce/*.test.ts', { cwd: import.meta.dirname }).toSorted();
  for (const file of files.filter((name) => !name.endsWith('any-order.test.ts'))) {
    // A file's hooks belong to its own cases, hence a suite for each.
    describe(file, async () => {
      await import(/* @vite-ignore */ join(import.meta.dirname, file));
    });
  }
});
