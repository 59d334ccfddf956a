/**
 * What works off the jobs of this process: the table alone, or Redis where REDIS_URL is set. The libraries for Redis are
 * loaded only then; they would cost every small shop memory and start-up time.
 */
import type { Core } from '../commerce/core.ts';
import type { JobHandlers, JobPayloads, JobRow, JobRunner } from '../commerce/ports/jobs.ts';
import type { Stores } from '../commerce/ports/stores/index.ts';
import type { BullRunner, BullRunnerDeps } from '../jobs/bullmq/runner.ts';
import { createEmbeddedRunner } from '../jobs/embedded-runner.ts';
import type { Config } from './config.ts';
import { tellAboutDeadJob } from './dead-jobs.ts';
import { dutiesOf } from './roles.ts';

export interface RunnerOptions {
  core: Core;
  config: Pick<Config, 'redisUrl' | 'role' | 'settings'>;
  handlers: JobHandlers;
  /** Unique per process. */
  owner: string;
  isBusy: () => boolean;
  /** Another process added chat rows. */
  onWake(woken: { inbox: boolean; outgoing: boolean }): void;
}

export interface Runner extends JobRunner {
  /** The queues as they are in Redis now; null without Redis. */
  queues: BullRunner['queues'] | null;
}

/** Throws UnfitRedis for a Redis that will not do; one that cannot be reached is waited for while the table serves. */
export async function createRunner(options: RunnerOptions): Promise<Runner> {
  const { core, config } = options;
  const { jobs: works } = dutiesOf(config.role);
  const deps = {
    uow: core.uow,
    handlers: options.handlers,
    clock: core.clock,
    log: core.log,
    settings: config.settings,
    owner: options.owner,
    random: Math.random,
    isBusy: options.isBusy,
    onDead: (job: JobRow, error: string) => tellAboutDeadJob(core, job, error),
  };
  if (config.redisUrl !== null) return overRedis({ ...deps, redisUrl: config.redisUrl, work: works }, options);
  const runner = createEmbeddedRunner(deps);
  return { ...runner, queues: null, start: async () => (works ? runner.start() : undefined) };
}

type RedisDeps = Omit<BullRunnerDeps, 'shop'>;

async function overRedis(deps: RedisDeps, { core, owner, onWake }: RunnerOptions): Promise<Runner> {
  const [{ createBullRunner }, { createWakeBus }, { refuseUnfit }] = await Promise.all([
    import('../jobs/bullmq/runner.ts'),
    import('../jobs/bullmq/wake-bus.ts'),
    import('../jobs/bullmq/fitness.ts'),
  ]);
  const { redisUrl, log } = deps;
  await refuseUnfit(redisUrl, log);
  const shop = async () => (await core.uow.read.stays.firstBusiness())?.id ?? 'unnamed';
  const runner = createBullRunner({ ...deps, shop, providerOf: (job) => providerOf(core.uow.read, job) });
  const bus = createWakeBus({ redisUrl, shop, self: owner, log, onWake });
  core.uow.onCommit((added) => bus.tell(added));
  return {
    ...runner,
    async start() {
      await bus.start();
      await runner.start();
    },
    async drain(timeoutMs) {
      await runner.drain(timeoutMs);
      bus.close();
    },
  };
}

/** Whom a job will call; null for jobs that call nobody and where that is decided only while it runs. */
async function providerOf(stores: Stores, { name, payload }: Pick<JobRow, 'name' | 'payload'>): Promise<string | null> {
  switch (name) {
    case 'payment.create':
    case 'payment.check':
    case 'payment.confirm':
    case 'payment.charge':
    case 'payment.cancel': {
      const { paymentId } = payload as JobPayloads['payment.check'];
      return (await stores.payments.get(paymentId))?.providerId ?? null;
    }
    case 'supplier.sync':
    case 'supplier.probe':
    case 'supplier.balance':
      return (payload as JobPayloads['supplier.sync']).providerId;
    case 'fulfilment.run':
    case 'fulfilment.check': {
      const { fulfilmentId } = payload as JobPayloads['fulfilment.check'];
      return (await stores.fulfilments.attemptsOf(fulfilmentId)).at(-1)?.providerId ?? null;
    }
    default:
      return null;
  }
}
