/** The jobs table on any engine: one open job per key, leases, and nobody loses or doubles a claim. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewJob } from '../../../commerce/ports/jobs.ts';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { Open, Opened } from './fixtures.ts';

export function jobsContract(engine: string, open: Open): void {
  describe(`jobs on ${engine}`, () => {
    let db: Opened;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);
    const add = (over: Partial<NewJob<'order.expire'>> = {}, now = 100) =>
      run((s) => s.jobs.add({ name: 'order.expire', payload: { orderId: 'o1' }, ...over }, now));
    const claim = (owner: string, now: number, limit = 10) => run((s) => s.jobs.claim(owner, now, now + 50, limit));
    const state = async (id: string) => (await db.uow.read.jobs.get(id))?.state;

    beforeEach(async () => {
      db = await open();
    });
    afterEach(() => db.close());

    test('a job is due at once or when it says, and comes back with its payload', async () => {
      const now = await add();
      const later = await add({ runAt: 500 });
      expect(await db.uow.read.jobs.nextRunAt()).toBe(100);
      expect((await claim('a', 99)).map((job) => job.id)).toEqual([]);
      const [job] = await claim('a', 100);
      expect(job).toMatchObject({
        id: now,
        name: 'order.expire',
        payload: { orderId: 'o1' },
        state: 'running',
        attempts: 1,
        leaseOwner: 'a',
        leaseUntil: 150,
      });
      expect(await db.uow.read.jobs.nextRunAt()).toBe(500);
      expect((await claim('a', 500)).map((each) => each.id)).toContain(later);
    });

    test('a key is taken while its job is ready or running, and free afterwards', async () => {
      const first = await add({ dedupeKey: 'k' });
      expect(await add({ dedupeKey: 'k' })).toBeNull();
      await claim('a', 100);
      expect(await add({ dedupeKey: 'k' })).toBeNull();
      expect(await run((s) => s.jobs.finish(first!, 'a', 101))).toBe(true);
      expect(await add({ dedupeKey: 'k' })).not.toBeNull();
      expect(await db.uow.read.jobs.countByState()).toEqual({ ready: 1, running: 0, done: 1, dead: 0 });
    });

    test('many are added in one go, without those whose key is taken', async () => {
      await add({ dedupeKey: 'k7' });
      const jobs: NewJob[] = Array.from({ length: 300 }, (_, index) => ({
        name: 'webhook.process',
        payload: { webhookId: `w${index}` },
        dedupeKey: `k${index % 299}`,
      }));
      await run((s) => s.jobs.addMany(jobs, 100));
      await run((s) => s.jobs.addMany([], 100));
      expect((await db.uow.read.jobs.countByState()).ready).toBe(299);
      const taken = await claim('a', 100, 1000);
      expect(taken).toHaveLength(299);
      expect(taken.map((job) => job.id)).toEqual(taken.map((job) => job.id).toSorted());
    });

    test('parallel claims share the work: nobody gets what another has', async () => {
      await run((s) =>
        s.jobs.addMany(
          Array.from({ length: 100 }, (): NewJob => ({ name: 'alerts.deliver', payload: {} })),
          100,
        ),
      );
      const taken = (await Promise.all(Array.from({ length: 20 }, (_, worker) => claim(`w${worker}`, 100, 7)))).flat();
      expect(taken).toHaveLength(100);
      expect(new Set(taken.map((job) => job.id)).size).toBe(100);
    });

    test('the oldest due jobs come first', async () => {
      const third = await add({ runAt: 30 });
      const first = await add({ runAt: 10 });
      const second = await add({ runAt: 20 });
      expect((await claim('a', 100, 2)).map((job) => job.id)).toEqual([first, second]);
      expect((await claim('a', 100, 2)).map((job) => job.id)).toEqual([third]);
    });

    test('a lease that ran out is taken over, and the late owner can end nothing any more', async () => {
      const id = (await add())!;
      await claim('a', 100);
      expect(await claim('b', 149)).toEqual([]);
      const [again] = await claim('b', 150);
      expect(again).toMatchObject({ id, leaseOwner: 'b', attempts: 2 });
      expect(await run((s) => s.jobs.finish(id, 'a', 160))).toBe(false);
      expect(await run((s) => s.jobs.again(id, 'a', 160))).toBe(false);
      expect(await run((s) => s.jobs.fail(id, 'a', 160, 'x', 170))).toBe(false);
      expect(await run((s) => s.jobs.extendLease(id, 'a', 999))).toBe(false);
      expect(await state(id)).toBe('running');
      expect(await run((s) => s.jobs.finish(id, 'b', 160))).toBe(true);
      expect(await db.uow.read.jobs.get(id)).toMatchObject({ state: 'done', leaseOwner: null, finishedAt: 160 });
    });

    test('named jobs are taken only when they are due and nobody has them', async () => {
      const due = (await add())!;
      const later = (await add({ runAt: 500 }))!;
      const held = (await add())!;
      await run((s) => s.jobs.claimThese('b', 100, 150, [held]));
      const take = (now: number, ids: string[]) => run((s) => s.jobs.claimThese('a', now, now + 50, ids));
      expect(await take(100, [])).toEqual([]);
      expect((await take(100, [due, later, held, 'nobody'])).map((job) => job.id)).toEqual([due]);
      expect(await take(100, [due])).toEqual([]);
      expect((await take(150, [held]))[0]).toMatchObject({ leaseOwner: 'a', attempts: 2 });
    });

    test('what comes up: ready jobs until an instant, and running ones whose lease ran out, by kind if asked', async () => {
      const second = await add({ runAt: 200 });
      const first = await add();
      await add({ runAt: 900 });
      const look = (now: number, names?: string[]) =>
        db.uow.read.jobs.upcoming({ now, until: 500, limit: 5, ...(names ? { names } : {}) });
      expect(await look(100)).toEqual([
        { id: first, name: 'order.expire', dueAt: 100 },
        { id: second, name: 'order.expire', dueAt: 200 },
      ]);
      await claim('a', 100);
      expect((await look(149)).map((job) => job.id)).toEqual([second]);
      expect((await look(150))[0]).toEqual({ id: first, name: 'order.expire', dueAt: 150 });
      expect(await look(150, ['chat.sweep'])).toEqual([]);
      expect(await look(150, ['order.expire'])).toHaveLength(2);
    });

    test('a lease can be made longer', async () => {
      const id = (await add())!;
      await claim('a', 100);
      expect(await run((s) => s.jobs.extendLease(id, 'a', 300))).toBe(true);
      expect(await claim('b', 299)).toEqual([]);
      expect(await claim('b', 300)).toHaveLength(1);
    });

    test('a failed job comes again with its attempts counted, a dead one waits for a person', async () => {
      const id = (await add())!;
      await claim('a', 100);
      expect(await run((s) => s.jobs.fail(id, 'a', 101, 'no answer', 200))).toBe(true);
      expect(await claim('a', 199)).toEqual([]);
      expect((await claim('a', 200))[0]).toMatchObject({ attempts: 2, lastError: 'no answer', runAt: 200 });
      expect(await run((s) => s.jobs.fail(id, 'a', 201, 'still none', 'dead'))).toBe(true);
      expect(await claim('a', 9999)).toEqual([]);
      expect(await db.uow.read.jobs.list({ state: 'dead', limit: 5 })).toHaveLength(1);
      expect(await run((s) => s.jobs.retry(id, 300))).toBe(true);
      expect(await run((s) => s.jobs.retry(id, 300))).toBe(false);
      expect((await claim('a', 300))[0]).toMatchObject({ attempts: 1, finishedAt: null });
    });

    test('a job that wants to run again starts its attempts anew', async () => {
      const id = (await add({ dedupeKey: 'k' }))!;
      await claim('a', 100);
      expect(await run((s) => s.jobs.again(id, 'a', 400))).toBe(true);
      expect(await add({ dedupeKey: 'k' })).toBeNull();
      expect((await claim('a', 400))[0]).toMatchObject({ id, attempts: 1 });
    });

    test('only a waiting job is brought forward, and only to an earlier instant', async () => {
      await add({ dedupeKey: 'k', runAt: 500 });
      expect(await run((s) => s.jobs.bringForward('k', 600))).toBe(false);
      expect(await run((s) => s.jobs.bringForward('k', 200))).toBe(true);
      expect(await claim('a', 200)).toHaveLength(1);
      expect(await run((s) => s.jobs.bringForward('k', 1))).toBe(false);
      expect(await run((s) => s.jobs.bringForward('other', 1))).toBe(false);
    });

    test('a dead job whose key was taken again stays dead', async () => {
      const id = (await add({ dedupeKey: 'k' }))!;
      await claim('a', 100);
      await run((s) => s.jobs.fail(id, 'a', 101, 'x', 'dead'));
      await add({ dedupeKey: 'k' });
      expect(await run((s) => s.jobs.retry(id, 200))).toBe(false);
      expect(await state(id)).toBe('dead');
    });

    test('listed newest first, by name, and by what they are about', async () => {
      const first = await add({ payload: { orderId: 'abc' } });
      const second = await add({ payload: { orderId: 'abcd' } });
      expect((await db.uow.read.jobs.list({ limit: 10 })).map((job) => job.id)).toEqual([second, first]);
      expect(await db.uow.read.jobs.list({ name: 'key.issue', limit: 10 })).toEqual([]);
      expect((await db.uow.read.jobs.mentioning('abc', 10)).map((job) => job.id)).toEqual([first]);
      expect(await db.uow.read.jobs.mentioning('ab_', 10)).toEqual([]);
    });

    test('nothing is due in an empty table, and a claim of nothing is a mistake', async () => {
      expect(await db.uow.read.jobs.nextRunAt()).toBeNull();
      expect(await db.uow.read.jobs.get('x')).toBeNull();
      await expect(claim('a', 100, 0)).rejects.toThrow(RangeError);
    });
  });
}
