/**
 * Where the counting is put into the rings: wrappers with the shape of what they wrap, so no ring knows it is watched.
 * What a transaction did counts once it is durable and not per attempt.
 */
import type { JobHandlers, JobName, JobVerdict } from '../commerce/ports/jobs.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import { withStores } from '../commerce/ports/stores/with-stores.ts';
import type { UnitOfWork } from '../commerce/ports/unit-of-work.ts';
import type { IntegrationLog } from '../commerce/provider/model.ts';
import type { Intake } from '../webhooks/intake.ts';
import { inContext } from './log-context.ts';
import type { Metrics, PaymentStep } from './metrics.ts';

const STEP_OF: Partial<Record<string, PaymentStep>> = {
  paid: 'paid',
  failed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
  parked: 'parked',
};

/** Counts what becomes of payments. */
export function countedUnit(uow: UnitOfWork, metrics: Pick<Metrics, 'payment'>): UnitOfWork {
  return {
    ...uow,
    async run(step, work) {
      let seen: PaymentStep[] = [];
      const result = await uow.run(step, (stores) => {
        seen = [];
        return work(withCountedPayments(stores, seen));
      });
      for (const one of seen) metrics.payment(one);
      return result;
    },
  };
}

function withCountedPayments(stores: Stores, seen: PaymentStep[]): Stores {
  const { payments } = stores;
  return withStores(stores, {
    payments: {
      ...payments,
      async insert(payment) {
        await payments.insert(payment);
        seen.push('created');
      },
      async update(id, expectedVersion, patch) {
        const won = await payments.update(id, expectedVersion, patch);
        const step = STEP_OF[patch.state ?? ''];
        if (won && step) seen.push(step);
        return won;
      },
    },
  });
}

/** Slugs kept in memory; a shop has a handful of providers. */
const MAX_SLUGS = 1_000;

/** Counts calls to providers on their way into the log, under the provider's slug. */
export function countedCalls(
  write: (row: IntegrationLog) => void,
  read: Pick<Stores, 'providers'>,
  metrics: Pick<Metrics, 'providerCall'>,
): (row: IntegrationLog) => void {
  const slugs = new Map<string, Promise<string>>();
  const slugOf = (id: string) => {
    const asked = slugs.get(id) ?? read.providers.get(id).then((provider) => provider?.slug ?? 'gone');
    if (slugs.size >= MAX_SLUGS) slugs.clear();
    slugs.set(id, asked);
    asked.catch(() => slugs.delete(id));
    return asked;
  };
  return (row) => {
    write(row);
    slugOf(row.providerId).then(
      (slug) => metrics.providerCall(slug, row),
      () => metrics.providerCall('unreadable', row),
    );
  };
}

/** Counts deliveries. A stranger's slug is no label: what nobody has is counted as one. */
export function countedIntake(intake: Intake, metrics: Pick<Metrics, 'webhook'>): Intake {
  return {
    ...intake,
    async take(type, slug, request) {
      try {
        const answer = await intake.take(type, slug, request);
        metrics.webhook(answer.verdict === 'unknown' ? null : slug, answer.verdict);
        return answer;
      } catch (error) {
        metrics.webhook(null, 'failed');
        throw error;
      }
    },
  };
}

/** Counts runs of jobs, and names the job and what it is about in every line logged while it runs. */
export function countedHandlers(
  handlers: JobHandlers,
  metrics: Pick<Metrics, 'job'>,
  elapsedMs: () => number,
): JobHandlers {
  const counted = (name: JobName) => async (payload: object) => {
    const begun = elapsedMs();
    const done = (outcome: 'done' | 'again' | 'failed') => metrics.job(name, outcome, elapsedMs() - begun);
    try {
      const handler = handlers[name] as (payload: object) => Promise<JobVerdict>;
      const verdict = await inContext({ jobName: name, ...payload }, () => handler(payload));
      done(verdict ? 'again' : 'done');
      return verdict;
    } catch (error) {
      done('failed');
      throw error;
    }
  };
  const names = Object.keys(handlers) as JobName[];
  return Object.fromEntries(names.map((name) => [name, counted(name)])) as unknown as JobHandlers;
}
