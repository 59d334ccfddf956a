/** A job that used up its attempts is the owner's to see: it stays as a dead row and can be retried. */
import type { Core } from '../commerce/core.ts';
import { tellOwner } from '../commerce/notices/send.ts';
import type { JobRow } from '../commerce/ports/jobs.ts';
import { text } from '../commerce/ports/screen.ts';
import { readMode } from '../commerce/provider/mode.ts';

export async function tellAboutDeadJob(core: Core, job: JobRow, error: string): Promise<void> {
  const { environment } = await readMode(core.uow.read);
  await core.uow.run('job.dead', (stores) =>
    tellOwner(core, stores, environment, `job-dead:${job.id}`, {
      lines: [text('alert-job-dead', { name: job.name, job: job.id, error })],
    }),
  );
}
