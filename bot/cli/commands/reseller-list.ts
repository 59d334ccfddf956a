/** `./sapa reseller:list`: who waits for an answer and who buys from a balance, with what each may spend. JSON Lines. */
import { environmentOf, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const resellerList: Command = {
  name: 'reseller:list',
  group: 'orders',
  usage: '[--env ENV]',
  summary: 'resellers: who waits, who is active, on which terms (JSON Lines on stdout)',
  details: ['', 'The last characters of an id, or the shop name, name a reseller in ./sapa reseller:set.'],
  async run(io) {
    const { values } = readArguments(io.args, { env: { type: 'string' } });
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }, { count }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const found = await commerce.resellers(await actor(environment));
      if (!found.ok) throw refused(found);
      for (const card of [...found.waiting, ...found.current]) io.out(JSON.stringify(card));
      io.say(`${count(found.current.length, 'reseller')}, ${found.waiting.length} waiting for an answer.`);
      return 0;
    });
  },
};
