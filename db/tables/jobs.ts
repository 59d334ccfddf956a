/**
 * The jobs table. `due_at` is when a row may be claimed: its `run_at` while ready, the end of its lease while running;
 * so one index finds both kinds. Conditions that should use the partial indexes repeat them in literals.
 */
import { sql, type Kysely } from 'kysely';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { Row } from '../rows.ts';

export type JobsTable = Row<Omit<JobRow, 'payload'> & { payload: string; dueAt: number }>;

export interface JobTables {
  jobs: JobsTable;
}

/** Ready or running, as the partial indexes say it. */
export const OPEN_JOB = sql<boolean>`state in ('ready', 'running')`;

export async function createJobTables(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('run_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await db.schema.createIndex('jobs_due').on('jobs').columns(['due_at', 'id']).where(OPEN_JOB).execute();
  await db.schema.createIndex('jobs_one_open').unique().on('jobs').columns(['dedupe_key']).where(OPEN_JOB).execute();
}
