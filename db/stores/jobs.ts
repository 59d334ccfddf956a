/** The jobs table: adding and reading. Taking and ending work is in job-leases.ts. */
import { sql, type Kysely } from 'kysely';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { JobStore } from '../../commerce/ports/stores/jobs.ts';
import { prepared } from '../engine/prepared.ts';
import type { Database } from '../tables/index.ts';
import { OPEN_JOB, type JobsTable } from '../tables/jobs.ts';
import type { StoreDeps } from './deps.ts';
import { insertMany, type InsertMany } from './insert-many.ts';
import { leaseMethods } from './job-leases.ts';
import { newRow, toJob } from './job-row.ts';
import { changedOne } from './values.ts';
import { oneBy } from './by-key.ts';

const JOBS: InsertMany<JobsTable> = {
  columns: [
    'id',
    'name',
    'payload',
    'dedupe_key',
    'state',
    'run_at',
    'due_at',
    'attempts',
    'lease_owner',
    'lease_until',
    'last_error',
    'created_at',
    'finished_at',
  ],
  query: (db, rows) =>
    db
      .insertInto('jobs')
      .values(rows)
      .onConflict((c) => c.column('dedupe_key').where(OPEN_JOB).doNothing())
      .returning('id'),
};

/** Those whose key no open job has. */
const addMissing = (db: Kysely<Database>, rows: JobsTable[]): Promise<{ id: string }[]> => insertMany(db, JOBS, rows);

export function createJobStore(db: Kysely<Database>, deps: StoreDeps): JobStore {
  return {
    add: async (job, now) => {
      const row = newRow(deps.ids, job, now);
      if ((await addMissing(db, [row])).length === 0) return null;
      deps.added.jobs();
      return row.id;
    },
    addMany: async (jobs, now) => {
      await addMissing(
        db,
        jobs.map((job) => newRow(deps.ids, job, now)),
      );
      if (jobs.length > 0) deps.added.jobs();
    },
    bringForward: async (dedupeKey, runAt) => {
      const result = await db
        .updateTable('jobs')
        .set({ run_at: runAt, due_at: runAt })
        .where('dedupe_key', '=', dedupeKey)
        .where(OPEN_JOB)
        .where('state', '=', 'ready')
        .where('run_at', '>', runAt)
        .executeTakeFirstOrThrow();
      const moved = changedOne(result);
      if (moved) deps.added.jobs();
      return moved;
    },
    ...leaseMethods(db, deps),
    ...readMethods(db),
  };
}

/** Ids stand in quotes in the JSON; what LIKE would take for a wildcard is escaped. */
const mentions = (id: string) => {
  const pattern = `%${JSON.stringify(id).replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`payload like ${pattern} escape '\\'`;
};

const nextReady = prepared((db) =>
  db.selectFrom('jobs').select('due_at').where(OPEN_JOB).where('state', '=', 'ready').orderBy('due_at').limit(1),
);

function readMethods(
  db: Kysely<Database>,
): Pick<JobStore, 'nextRunAt' | 'upcoming' | 'get' | 'list' | 'countByState' | 'mentioning'> {
  const newestFirst = () => db.selectFrom('jobs').selectAll().orderBy('id', 'desc');
  return {
    nextRunAt: async () => (await nextReady.first(db))?.due_at ?? null,
    upcoming: async ({ now, until, limit, names }) => {
      let query = db
        .selectFrom('jobs')
        .select(['id', 'name', 'due_at'])
        .where(OPEN_JOB)
        .where('due_at', '<=', until)
        .where((eb) => eb.or([eb('state', '=', 'ready'), eb('due_at', '<=', now)]))
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit);
      if (names) query = query.where('name', 'in', names as JobRow['name'][]);
      return (await query.execute()).map(({ id, name, due_at: dueAt }) => ({ id, name, dueAt }));
    },
    get: async (id) => {
      const row = await oneBy(db, 'jobs', { id });
      return row ? toJob(row) : null;
    },
    list: async ({ state, name, limit }) => {
      let query = newestFirst().limit(limit);
      if (state) query = query.where('state', '=', state);
      if (name) query = query.where('name', '=', name as JobRow['name']);
      return (await query.execute()).map(toJob);
    },
    countByState: async () => {
      const rows = await db
        .selectFrom('jobs')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      const counts = { ready: 0, running: 0, done: 0, dead: 0 };
      for (const row of rows) counts[row.state] = row.count;
      return counts;
    },
    mentioning: async (id, limit) => {
      const rows = await newestFirst().where(mentions(id)).limit(limit).execute();
      return rows.map(toJob);
    },
  };
}
