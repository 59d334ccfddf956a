/**
 * Keeps all workers together from asking one provider more often than agreed: a counter per provider and second in
 * Redis. Where Redis does not answer nothing is held back; the guard round every call still obeys what a vendor says.
 */
import type { Redis } from 'ioredis';
import type { JobRow } from '../../commerce/ports/jobs.ts';
import type { Clock } from '../../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { queueOf, type QueueName } from './queues.ts';

export interface ProviderPaceDeps {
  uow: UnitOfWork;
  redis: Redis;
  prefix: string;
  clock: Clock;
  perSecond: number;
  /** Whom a job will call; null when nobody or not known yet. */
  providerOf(job: Pick<JobRow, 'name' | 'payload'>): Promise<string | null>;
}

export interface ProviderPace {
  /** Milliseconds to wait before running the job, 0 = now. Never rejects. */
  waitMs(jobId: string, name: string): Promise<number>;
}

const CALLING: ReadonlySet<QueueName> = new Set(['payments', 'fulfilment', 'keys', 'suppliers']);
const WINDOW_MS = 1000;

export function createProviderPace(deps: ProviderPaceDeps): ProviderPace {
  const { redis, clock, perSecond } = deps;

  async function used(providerId: string, second: number): Promise<number> {
    const key = `${deps.prefix}:pace:${providerId}:${second}`;
    const answers = await redis
      .multi()
      .incr(key)
      .pexpire(key, WINDOW_MS * 5)
      .exec();
    return Number(answers?.[0]?.[1] ?? 0);
  }

  async function wait(jobId: string): Promise<number> {
    const job = await deps.uow.read.jobs.get(jobId);
    const providerId = job ? await deps.providerOf(job) : null;
    if (providerId === null) return 0;
    const now = clock.now();
    const second = Math.floor(now / WINDOW_MS);
    const count = await used(providerId, second);
    if (count <= perSecond) return 0;
    // Those over the limit are spread over the seconds they will need, so that they do not all come back at once.
    const secondsAhead = Math.ceil(count / perSecond) - 1;
    return (second + secondsAhead) * WINDOW_MS - now + Math.floor(((count % perSecond) / perSecond) * WINDOW_MS);
  }

  return {
    async waitMs(jobId, name) {
      if (perSecond <= 0 || !CALLING.has(queueOf(name))) return 0;
      try {
        return Math.max(0, await wait(jobId));
      } catch {
        return 0;
      }
    },
  };
}
