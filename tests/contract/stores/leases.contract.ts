/** Leases by name on any engine: one holder at a time, and a late one can do nothing with an old fence. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { Open, Opened } from './fixtures.ts';

export function leasesContract(engine: string, open: Open): void {
  describe(`leases on ${engine}`, () => {
    let db: Opened;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);
    const take = (owner: string, now: number) => run((s) => s.leases.take('poll', owner, now, now + 50));

    beforeEach(async () => {
      db = await open();
    });
    afterEach(() => db.close());

    test('of many that want it one gets it, and names do not disturb each other', async () => {
      const fences = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`p${index}`, 100)));
      expect(fences.filter((fence) => fence !== null)).toHaveLength(1);
      expect(await run((s) => s.leases.take('other', 'p', 100, 150))).not.toBeNull();
    });

    test('one that ran out goes to the next, and the fence of the late holder is worth nothing', async () => {
      const old = (await take('a', 100))!;
      expect(await take('b', 149)).toBeNull();
      const fence = (await take('b', 150))!;
      expect(fence).toBeGreaterThan(old);
      expect(await run((s) => s.leases.extend('poll', old, 999))).toBe(false);
      expect(await run((s) => s.leases.holds('poll', old))).toBe(false);
      await run((s) => s.leases.release('poll', old));
      expect(await db.uow.read.leases.holds('poll', fence)).toBe(true);
    });

    test('made longer it stays, given back it is free at once and its fence ends', async () => {
      const fence = (await take('a', 100))!;
      expect(await run((s) => s.leases.extend('poll', fence, 300))).toBe(true);
      expect(await take('b', 299)).toBeNull();
      await run((s) => s.leases.release('poll', fence));
      expect(await run((s) => s.leases.extend('poll', fence, 400))).toBe(false);
      expect(await take('b', 200)).toBeGreaterThan(fence);
    });

    test('a process that is alone frees what a dead one left', async () => {
      const old = (await take('a', 100))!;
      await run((s) => s.leases.releaseAbandoned());
      expect(await take('b', 101)).toBeGreaterThan(old);
    });
  });
}
