/** `./sapa lock:map`: which lock is behind a room's door. */
import { environmentOf, given, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const lockMap: Command = {
  name: 'lock:map',
  group: 'goods',
  usage: 'ROOM LOCK [--provider SLUG] [--env ENV]',
  summary: "say which lock (the vendor's id) is behind a room's door",
  async run(io) {
    const { values, positionals } = readArguments(
      io.args,
      { provider: { type: 'string' }, env: { type: 'string' } },
      { required: ['ROOM', 'LOCK'] },
    );
    const [room, lockId] = [given(positionals, 0), given(positionals, 1)];
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor(environment);
      const mapped = await commerce.mapLock(owner, { room, lockId, providerSlug: values.provider });
      if (!mapped.ok) {
        const what = mapped.detail?.['what'];
        throw refused(mapped, {
          not_found:
            what === 'room'
              ? `there is no room ${room} in ${owner.environment}; add it with ./sapa room:set TYPE --units ${room}`
              : `there is no such lock provider in ${owner.environment}; add one with ./sapa provider:add`,
        });
      }
      io.say(`Room ${room} opens with lock ${lockId}.`);
      return 0;
    });
  },
};
