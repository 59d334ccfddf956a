/** docs/money.md names the test that proves each row: a row whose test was renamed or removed is an empty promise. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const ROW = /^\|(?! ?---)(?! what happens)(.+)\|$/;
const PROOF = /`([\w./-]+\.test\.ts)` "([^"]+)"/g;

const rows = readFileSync(join(ROOT, 'docs', 'money.md'), 'utf8')
  .split('\n')
  .filter((line) => ROW.test(line));

test('the table is there', () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) expect([5, 7], row).toContain(row.split('|').length);
});

test.each(rows)('%s', (row) => {
  const proofs = [...row.matchAll(PROOF)];
  expect(proofs.length).toBeGreaterThan(0);
  for (const [, file = '', name = ''] of proofs) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    expect(source.includes(`'${name}'`) || source.includes(`"${name}"`), `${file}: no test "${name}"`).toBe(true);
  }
});
