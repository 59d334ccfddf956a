/** `./sapa jobs`: stored work. Dead jobs used up their attempts and wait for a person. */
import { oneOf, readArguments, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { JobRow } from '../../../commerce/ports/jobs.ts';

const STATES = ['ready', 'running', 'done', 'dead'] as const;

export const jobs: Command = {
  name: 'jobs',
  group: 'care',
  usage: '[--state ready|running|done|dead] [--name NAME] [--limit N] [--json]',
  summary: 'stored work: what is due, what runs, what gave up',
  async run(io) {
    const { values } = readArguments(io.args, {
      state: { type: 'string' },
      name: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
    });
    const state = values.state === undefined ? undefined : oneOf(values.state, STATES, '--state');
    const limit = values.limit === undefined ? 30 : wholeNumber(values.limit, '--limit', 1, 1000);
    const [{ withShop }, { table }] = await Promise.all([import('../shop.ts'), import('../format.ts')]);
    return withShop(io, async ({ core }) => {
      const store = core.uow.read.jobs;
      const rows = await store.list({ state, name: values.name, limit });
      if (values.json) {
        io.out(JSON.stringify(rows));
        return 0;
      }
      const counts = await store.countByState();
      io.say(STATES.map((word) => `${counts[word]} ${word}`).join(' · '));
      const lines = await Promise.all(rows.map(cells));
      if (rows.length > 0) for (const line of table([HEADINGS, ...lines], '')) io.say(line);
      if (counts.dead > 0) io.say('Try a dead one again: ./sapa jobs:retry ID');
      return 0;
    });
  },
};

const HEADINGS = ['ID', 'JOB', 'STATE', 'DUE OR ENDED', 'TRIES', 'LAST ERROR'];

async function cells(row: JobRow): Promise<string[]> {
  const { instant, oneLine } = await import('../format.ts');
  const at = instant(row.finishedAt ?? row.runAt);
  return [row.id, row.name, row.state, at, String(row.attempts), oneLine(row.lastError ?? '', 100)];
}
