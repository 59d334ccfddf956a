/**
 * A first sale on Postgres and Redis with two workers reads as it does on one file. All scenes are played there by
 * `SCENARIO_STACK=postgres npx vitest run tests/scenarios`, which .ci/run does.
 */
import { describe, test } from 'vitest';
import { whyNot } from '../support/services.ts';
import { buysVoucher } from './stage/first-sale.ts';
import { openStage } from './stage/stage.ts';

const missing = await whyNot('postgres');
const what = 'scenarios on Postgres and Redis';
if (missing !== null && process.env['CI'] === 'true') throw new Error(`${what} cannot be run: ${missing}`);
if (missing !== null) process.stderr.write(`NOT RUN: ${what} (${missing})\n`);

describe.runIf(missing === null)(what, () => {
  test.each(['id', 'en'] as const)('buys a voucher in %s', { timeout: 60_000 }, async (lang) => {
    const stage = await openStage('web', lang, {}, 'postgres');
    try {
      await buysVoucher(stage);
    } finally {
      await stage.close();
    }
  });
});
