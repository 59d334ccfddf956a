/** A real database, a runner over it, and handlers that write down what ran when. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JobHandlers, JobName, JobRow, JobRunner, JobVerdict, NewJob } from '../../../commerce/ports/jobs.ts';
import type { Log } from '../../../commerce/ports/runtime.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../commerce/settings.ts';
import { openTestDatabase, type TestDatabase } from '../../../db/testing.ts';
import type { RunnerDeps } from '../../../jobs/embedded-runner.ts';

export type MakeRunner = (deps: RunnerDeps & { settings: Settings }) => JobRunner;

export interface Run {
  /** What was given as the order's id. */
  what: string;
  at: number;
  owner: string;
}

export interface JobBench {
  db: TestDatabase;
  runs: Run[];
  dead: string[];
  logged: { level: string; message: string; fields: Record<string, unknown> }[];
  /** What the handler does with a job; nothing where not said. */
  play: Map<string, () => Promise<JobVerdict>>;
  /** A further runner over the same database, as another process would have. */
  runner(make: MakeRunner, settings?: Partial<Settings>): Promise<JobRunner>;
  add(what: string, over?: Partial<NewJob<'order.expire'>>): Promise<string | null>;
  /** Runs of one job so far. */
  runsOf(what: string): Run[];
  row(id: string): Promise<JobRow>;
  close(): Promise<void>;
}

const QUICK: Partial<Settings> = { jobPollMs: 100, jobLeaseMs: 5_000 };

/** What a handler does that takes its time. */
export const takes = (ms: number) => (): Promise<void> => pause(ms);

export async function openJobBench(): Promise<JobBench> {
  const db = await openTestDatabase();
  const runners: JobRunner[] = [];
  const runs: Run[] = [];
  const dead: string[] = [];
  const logged: JobBench['logged'] = [];
  const play: JobBench['play'] = new Map();
  const handlersOf = (owner: string): JobHandlers => {
    const handle = async (payload: object): Promise<JobVerdict> => {
      const what = 'orderId' in payload ? String(payload.orderId) : '';
      runs.push({ what, at: Date.now(), owner });
      return play.get(what)?.();
    };
    return new Proxy({} as Record<JobName, typeof handle>, { get: () => handle });
  };
  return {
    db,
    runs,
    dead,
    logged,
    play,
    async runner(make, settings = {}) {
      const owner = `runner-${runners.length + 1}`;
      const runner = make({
        uow: db.uow,
        handlers: handlersOf(owner),
        clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
        log: collect(logged),
        settings: { ...DEFAULT_SETTINGS, ...QUICK, ...settings },
        owner,
        random: () => 0.5,
        onDead: async (job) => void dead.push(job.id),
      });
      runners.push(runner);
      db.uow.onCommit((added) => added.jobs && runner.wake());
      await runner.start();
      return runner;
    },
    add: (what, over = {}) =>
      db.uow.run('test.add', (s) =>
        s.jobs.add({ name: 'order.expire', payload: { orderId: what }, ...over }, Date.now()),
      ),
    runsOf: (what) => runs.filter((run) => run.what === what),
    async row(id) {
      const row = await db.uow.read.jobs.get(id);
      if (!row) throw new Error(`there is no job ${id}`);
      return row;
    },
    async close() {
      for (const runner of runners) await runner.drain(1000);
      await db.close();
    },
  };
}

function collect(lines: JobBench['logged']): Log {
  const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
