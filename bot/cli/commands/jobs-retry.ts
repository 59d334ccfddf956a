/** `./sapa jobs:retry`: a dead job is tried again from the start. */
import { given, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const jobsRetry: Command = {
  name: 'jobs:retry',
  group: 'care',
  usage: 'ID',
  summary: 'try a dead job again',
  async run(io) {
    const { positionals } = readArguments(io.args, {}, { required: ['ID'] });
    const id = given(positionals, 0);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const retried = await commerce.retryJob(await actor(), id);
      if (!retried.ok) {
        throw refused(retried, {
          not_found: `there is no job ${id.slice(0, 60)}; see ./sapa jobs`,
          wrong_state: 'only a dead job can be tried again, and not while a newer one does the same work',
        });
      }
      io.say(`${retried.name} is due now; the running app takes it up.`);
      return 0;
    });
  },
};
