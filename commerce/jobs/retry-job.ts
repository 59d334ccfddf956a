/** A job that used up its attempts is tried again from the start, because somebody looked and said so. */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireLastingRight } from '../people/rights.ts';
import { answering, Refused } from '../refusal.ts';

/** `wrong_state` when it is not dead, or a newer job with its key does the same work. */
export async function retryJob(core: Core, actor: Actor, id: string): Promise<Answer<{ name: string }>> {
  return answering(() =>
    core.uow.run('job.retry', async (stores) => {
      await requireLastingRight(stores, actor, 'retryJob');
      const job = await stores.jobs.get(id);
      if (!job) throw new Refused('not_found');
      if (!(await stores.jobs.retry(id, core.clock.now()))) throw new Refused('wrong_state');
      await audit(core, stores, actor, 'job.retried', `jobs:${id}`, job.name);
      return { ok: true as const, name: job.name };
    }),
  );
}
