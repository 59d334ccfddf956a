/**
 * How much slower this machine is than the one the limits were measured on. Shared machines differ by a factor of two
 * from one hour to the next; a limit in milliseconds, or a sample that must fit into a time, is stated for the reference
 * and stretched by this. It says nothing about disks or about waiting for a processor others have.
 */
import { createHash } from 'node:crypto';

/** One round on the reference machine, alone on it. */
const REFERENCE_MS = 42;
const ROUNDS = 9;

/** 1 on the reference machine or a faster one, 2 where the same work takes twice as long. Takes about half a second. */
export function slowness(): number {
  const times = Array.from({ length: ROUNDS }, round).toSorted((left, right) => left - right);
  return Math.max(1, (times[ROUNDS >> 1] ?? REFERENCE_MS) / REFERENCE_MS);
}

/** What a shop does all day: objects to text and back, hashes, lookups. */
function round(): number {
  const from = performance.now();
  const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `row ${id}`, amountIdr: id * 1_000 }));
  for (let time = 0; time < 40; time += 1) {
    const text = JSON.stringify(JSON.parse(JSON.stringify(rows)));
    createHash('sha256').update(text).digest('hex');
    const byName = new Map(rows.map((row) => [row.name, row]));
    for (const row of rows) if (byName.get(row.name) !== row) throw new Error('a lookup found another row');
  }
  return performance.now() - from;
}
