/** The jobs table: the truth about work to do. Runners live in jobs/. */
import type { JobRow, NewJob } from '../jobs.ts';

export type UpcomingJob = Pick<JobRow, 'id' | 'name'> & { dueAt: number };

export interface JobStore {
  /** Adds the job unless one with its dedupeKey is ready or running. Returns the id, or null when it was not added. */
  add<N extends NewJob['name']>(job: NewJob<N>, now: number): Promise<string | null>;
  /** Adds many jobs in as few statements as the engine allows; for group commits. */
  addMany(jobs: NewJob[], now: number): Promise<void>;
  /** Moves a waiting job with this dedupeKey to an earlier instant. False when there is none or it is not later. */
  bringForward(dedupeKey: string, runAt: number): Promise<boolean>;
  /** Takes up to `limit` due jobs, oldest first: ready ones, and running ones whose lease ran out. */
  claim(owner: string, now: number, leaseUntil: number, limit: number): Promise<JobRow[]>;
  /** Takes those of `ids` that are due, as `claim` would; the others are left alone. */
  claimThese(owner: string, now: number, leaseUntil: number, ids: readonly string[]): Promise<JobRow[]>;
  /** All three only while `owner` still holds the lease; false otherwise. */
  finish(id: string, owner: string, now: number): Promise<boolean>;
  again(id: string, owner: string, runAt: number): Promise<boolean>;
  fail(id: string, owner: string, now: number, error: string, runAt: number | 'dead'): Promise<boolean>;
  extendLease(id: string, owner: string, leaseUntil: number): Promise<boolean>;
  /** Frees what a dead process left leased. Only for a process that knows it is alone on the database. */
  releaseAbandoned(now: number): Promise<void>;
  /** When the next ready job is due; null when there is none. */
  nextRunAt(): Promise<number | null>;
  /**
   * Jobs that may be claimed by `until`, the next first: ready ones, and running ones whose lease ran out by `now`.
   * `dueAt` changes with every run, so id and `dueAt` together name one run. `names` = only these.
   */
  upcoming(filter: { now: number; until: number; limit: number; names?: readonly string[] }): Promise<UpcomingJob[]>;
  get(id: string): Promise<JobRow | null>;
  list(filter: { state?: JobRow['state']; name?: string; limit: number }): Promise<JobRow[]>;
  countByState(): Promise<Record<JobRow['state'], number>>;
  /** dead → ready now. */
  retry(id: string, now: number): Promise<boolean>;
  /** Jobs whose payload mentions the id, newest first: for the timeline of an order. */
  mentioning(id: string, limit: number): Promise<JobRow[]>;
}
