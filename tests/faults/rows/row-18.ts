/**
 * Row 18: a worker killed, or standing still for 40 s, while it holds jobs. For every change with a lease of two seconds
 * and a sleep of eight; at night also with the lease shops have, where one that stood still for 40 s keeps its own job.
 */
import { workersLostWithJobs } from '../../crash/held-jobs.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import type { RowOptions } from '../fault-list.ts';

export async function run({ size, tally }: RowOptions): Promise<void> {
  await workersLostWithJobs({ tally, leaseMs: 2_000, frozenMs: 8_000 });
  if (size !== 'nightly') return;
  await workersLostWithJobs({ tally, leaseMs: 10_000, frozenMs: 40_000 });
  await workersLostWithJobs({ tally, leaseMs: DEFAULT_SETTINGS.jobLeaseMs, frozenMs: 40_000 });
}
