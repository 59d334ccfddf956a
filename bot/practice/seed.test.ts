import { afterEach, expect, test } from 'vitest';
import { appProcess, type AppProcess } from '../../tests/support/app-process.ts';
import { readData } from '../../tests/support/data-reader.ts';

/** More steps than a start has; a loop that gets here does not end by itself. */
const MAX_STEPS = 60;

let app: AppProcess;
afterEach(() => app.discard());

test('a first start that is killed at any step is made up for by the next', { timeout: 240_000 }, async () => {
  app = await appProcess();
  let step = 1;
  for (; step < MAX_STEPS; step += 1) {
    await app.start({ CRASH_AT: String(step) }).catch(() => {});
    if (app.running()) break;
  }
  expect(step).toBeGreaterThan(10);
  expect(step).toBeLessThan(MAX_STEPS);
  await app.stop();
  readData(app.folder, ({ all, number }) => {
    const stock =
      all(`select p.code, count(s.id) as codes from products p left join stock_codes s on s.product_id = p.id
      where p.kind = 'stock_code' group by p.code order by p.code`);
    expect(stock.map((row) => Number(row['codes']))).toEqual([20, 40, 40]);
    expect(number(`select count(*) from room_types where picture is null or description = ''`)).toBe(0);
    expect(number(`select count(*) from room_units where lock_id is null`)).toBe(0);
    expect(number(`select count(*) from room_types`)).toBe(3);
  });
});
