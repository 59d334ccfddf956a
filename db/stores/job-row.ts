/** A job as a row and back. */
import type { Selectable } from 'kysely';
import type { JobRow, NewJob } from '../../commerce/ports/jobs.ts';
import type { Ids } from '../../commerce/ports/runtime.ts';
import { fromRow } from '../rows.ts';
import type { JobsTable } from '../tables/jobs.ts';

export function toJob(row: Selectable<JobsTable>): JobRow {
  const { dueAt: _, payload, ...job } = fromRow<Omit<JobRow, 'payload'> & { payload: string; dueAt: number }>(row);
  return { ...job, payload: JSON.parse(payload) as unknown };
}

export function newRow(ids: Ids, job: NewJob, now: number): Selectable<JobsTable> {
  const runAt = job.runAt ?? now;
  return {
    id: ids.uuid(),
    name: job.name,
    payload: JSON.stringify(job.payload),
    dedupe_key: job.dedupeKey ?? null,
    state: 'ready',
    run_at: runAt,
    due_at: runAt,
    attempts: 0,
    lease_owner: null,
    lease_until: null,
    last_error: null,
    created_at: now,
    finished_at: null,
  };
}
