/** What every job runner holds, whatever carries its jobs: at least once, never two at a time, and the table knows. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stays, until } from '../../rig/until.ts';
import { openJobBench, takes, type JobBench, type MakeRunner } from './bench.ts';

export function jobRunnerContract(name: string, make: MakeRunner): void {
  describe(`jobs on the ${name}`, () => {
    let bench: JobBench;
    beforeEach(async () => {
      bench = await openJobBench();
    });
    afterEach(() => bench.close());
    const state = async (id: string) => (await bench.row(id)).state;
    const isDone = (id: string) => async () => (await state(id)) === 'done';

    test('each job runs once, those that were there before the start too', async () => {
      const ids = [await bench.add('early')];
      await bench.runner(make);
      ids.push(...(await Promise.all(Array.from({ length: 150 }, (_, index) => bench.add(`job-${index}`)))));
      await until(async () => (await bench.db.uow.read.jobs.countByState()).done === 151);
      expect(new Set(bench.runs.map((run) => run.what)).size).toBe(151);
      expect(bench.runs).toHaveLength(151);
      expect(await bench.row(ids[0]!)).toMatchObject({ state: 'done', attempts: 1, leaseOwner: null });
    });

    test('a job for later runs then and not before; one brought forward runs earlier', async () => {
      await bench.runner(make);
      const runAt = Date.now() + 700;
      await bench.add('later', { runAt });
      await bench.add('sooner', { runAt: runAt + 60_000, dedupeKey: 'k' });
      await bench.db.uow.run('test.forward', (s) => s.jobs.bringForward('k', Date.now() + 100));
      await until(() => bench.runs.length === 2);
      expect(bench.runsOf('later')[0]!.at).toBeGreaterThanOrEqual(runAt);
      expect(bench.runsOf('later')[0]!.at).toBeLessThan(runAt + 1500);
      expect(bench.runsOf('sooner')[0]!.at).toBeLessThan(runAt + 1500);
    });

    test('a job that throws comes again after growing gaps, and its error is kept', async () => {
      await bench.runner(make);
      bench.play.set('flaky', async () => {
        if (bench.runsOf('flaky').length < 3) throw new Error('not yet');
      });
      const id = (await bench.add('flaky'))!;
      await until(isDone(id));
      const [first, second, third] = bench.runsOf('flaky').map((run) => run.at);
      expect(second! - first!).toBeGreaterThanOrEqual(990);
      expect(third! - second!).toBeGreaterThan((second! - first!) * 1.4);
      expect(await bench.row(id)).toMatchObject({ attempts: 3, lastError: 'not yet' });
      expect(bench.dead).toEqual([]);
    });

    test('after the last attempt it is dead, said once, and left alone until a person retries it', async () => {
      await bench.runner(make, { jobMaxAttempts: 2 });
      bench.play.set('hopeless', async () => {
        throw new Error('never');
      });
      const id = (await bench.add('hopeless'))!;
      await until(() => bench.dead.length > 0);
      expect(bench.dead).toEqual([id]);
      expect(await bench.row(id)).toMatchObject({ state: 'dead', attempts: 2 });
      bench.play.delete('hopeless');
      await stays(() => bench.runsOf('hopeless').length === 2, 400);
      await bench.db.uow.run('test.retry', (s) => s.jobs.retry(id, Date.now()));
      await until(isDone(id));
      expect(bench.runsOf('hopeless')).toHaveLength(3);
    });

    test('a key that is taken adds no second job', async () => {
      await bench.runner(make);
      const gate = Promise.withResolvers<void>();
      bench.play.set('one', () => gate.promise);
      await bench.add('one', { dedupeKey: 'k' });
      await until(() => bench.runs.length === 1);
      expect(await bench.add('one', { dedupeKey: 'k' })).toBeNull();
      gate.resolve();
      await until(async () => (await bench.db.uow.read.jobs.countByState()).done === 1);
      expect(await bench.add('one', { dedupeKey: 'k' })).not.toBeNull();
      await until(() => bench.runs.length === 2);
    });

    test('a job that wants to run again does, in the same row, not before its time', async () => {
      await bench.runner(make);
      const times: number[] = [];
      bench.play.set('tick', async () => {
        times.push(Date.now() + 150);
        return times.length < 4 ? { againAt: times.at(-1)! } : undefined;
      });
      const id = (await bench.add('tick'))!;
      await until(isDone(id));
      const runs = bench.runsOf('tick');
      expect(runs).toHaveLength(4);
      for (const [index, run] of runs.slice(1).entries()) expect(run.at).toBeGreaterThanOrEqual(times[index]!);
    });

    test('what a dead process held is taken when its lease ran out, not before', async () => {
      const id = (await bench.add('orphan'))!;
      const deadline = Date.now() + 800;
      await bench.db.uow.run('test.claim', (s) => s.jobs.claim('the-dead', Date.now(), deadline, 1));
      await bench.runner(make);
      await until(isDone(id));
      expect(bench.runsOf('orphan')).toHaveLength(1);
      expect(bench.runsOf('orphan')[0]!.at).toBeGreaterThanOrEqual(deadline);
      expect((await bench.row(id)).attempts).toBe(2);
    });

    test('a long job keeps its lease: no second worker takes it meanwhile', async () => {
      const short = { jobLeaseMs: 300 };
      await bench.runner(make, short);
      await bench.runner(make, short);
      bench.play.set('long', takes(1200));
      const id = (await bench.add('long'))!;
      await until(isDone(id));
      expect(bench.runsOf('long')).toHaveLength(1);
    });

    test('several workers share the jobs, each of which runs once', async () => {
      for (let worker = 0; worker < 3; worker += 1) await bench.runner(make);
      for (let index = 0; index < 120; index += 1) bench.play.set(`job-${index}`, takes(5));
      await Promise.all(Array.from({ length: 120 }, (_, index) => bench.add(`job-${index}`)));
      await until(async () => (await bench.db.uow.read.jobs.countByState()).done === 120);
      expect(bench.runs).toHaveLength(120);
      expect(new Set(bench.runs.map((run) => run.owner)).size).toBeGreaterThan(1);
    });

    test('draining lets what runs end, takes nothing new, and does not wait for ever', async () => {
      const runner = await bench.runner(make, { jobLeaseMs: 60_000 });
      bench.play.set('running', takes(300));
      const id = (await bench.add('running'))!;
      await until(() => bench.runs.length === 1);
      await runner.drain(5000);
      expect(await state(id)).toBe('done');
      const late = (await bench.add('late'))!;
      await stays(async () => (await state(late)) === 'ready', 400);

      const other = await bench.runner(make);
      await until(isDone(late));
      const gate = Promise.withResolvers<void>();
      bench.play.set('stuck', () => gate.promise);
      await bench.add('stuck');
      await until(() => bench.runsOf('stuck').length === 1);
      const begun = performance.now();
      await other.drain(500);
      expect(performance.now() - begun).toBeLessThan(1200);
      gate.resolve();
    });
  });
}
