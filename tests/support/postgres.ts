/**
 * Runs a suite over Postgres too. Where no server answers, what was not run is said aloud; on CI that is a failure,
 * because a suite that skips itself there guards nothing.
 */
import { afterAll, describe, test } from 'vitest';
import { createPostgresTestbed, whyNoPostgres, type PostgresTestbed } from '../../db/testing-postgres.ts';

const missing = await whyNoPostgres();

/** Declares a suite with a testbed of its own, dropped at its end. */
export function overPostgres(what: string, suite: (bed: PostgresTestbed) => void): void {
  if (missing === null) {
    describe(`${what} over Postgres`, () => {
      const bed = createPostgresTestbed();
      afterAll(() => bed.close(), 60_000);
      suite(bed);
    });
    return;
  }
  const line = `NOT RUN: ${what} over Postgres (${missing}); set SAPA_TEST_POSTGRES to a server's address`;
  process.stderr.write(`${line}\n`);
  if (process.env['CI'] === 'true') {
    test(`${what} over Postgres`, () => {
      throw new Error(line);
    });
  } else test.skip(`${what} over Postgres`, () => {});
}
