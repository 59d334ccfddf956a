/**
 * What waits in the database, as gauges. Every process of a shop finds the same figures, so take the largest over all of
 * them, not the sum. A database that does not answer must not take the page with it: the last figures stay and
 * `sapa_backlog_known` says 0.
 */
import type { Registry as AnyRegistry } from 'prom-client';
import type { Backlog } from '../commerce/ports/stores/admin.ts';
import { Gauge } from './metrics-library.ts';

const FRESH_MS = 5_000;
const PATIENCE_MS = 2_000;

interface BacklogSource {
  backlog: () => Promise<Backlog>;
  elapsedMs: () => number;
}

export function backlogGauges(registry: AnyRegistry, { backlog, elapsedMs }: BacklogSource) {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers: [registry] });
  const known = gauge(
    'sapa_backlog_known',
    '1 when the figures of what waits are fresh, 0 when the database did not answer',
  );
  const jobs = gauge('sapa_jobs', 'Jobs: due now, waiting for their time, running', ['state']);
  const late = gauge('sapa_jobs_oldest_due_seconds', 'How long the oldest due job has been waiting');
  const outgoing = gauge('sapa_outgoing_messages', 'Messages to people: waiting, given up', ['state']);
  const inbox = gauge('sapa_inbox_unhandled', 'Messages of people nobody answered yet');
  const reviews = gauge('sapa_review_cases_open', 'Cases that wait for the owner');
  const pending = gauge('sapa_payments_pending', 'Payment attempts of the current pay window that are still open');
  let asking: Promise<void> | null = null;
  let askedMs = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<void> {
    try {
      const found = await backlog();
      askedMs = elapsedMs();
      jobs.set({ state: 'due' }, found.jobsDue);
      jobs.set({ state: 'waiting' }, found.jobsWaiting);
      jobs.set({ state: 'running' }, found.jobsRunning);
      late.set(found.oldestDueMs / 1000);
      outgoing.set({ state: 'waiting' }, found.outgoingWaiting);
      outgoing.set({ state: 'failed' }, found.outgoingFailed);
      inbox.set(found.inboxUnhandled);
      reviews.set(found.reviewsOpen);
      pending.set(found.paymentsPending);
      known.set(1);
    } catch {
      // Whoever watches sees it in the gauge; the database's own trouble is logged where work fails on it.
      known.set(0);
    } finally {
      asking = null;
    }
  }

  return {
    async refresh(): Promise<void> {
      if (elapsedMs() - askedMs < FRESH_MS) return;
      // One question at a time: a database that hangs is not asked again and again.
      asking ??= ask();
      const late = Promise.withResolvers<void>();
      const limit = setTimeout(() => {
        known.set(0);
        late.resolve();
      }, PATIENCE_MS);
      await Promise.race([asking, late.promise]);
      clearTimeout(limit);
    },
  };
}
