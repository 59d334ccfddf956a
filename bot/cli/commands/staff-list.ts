/** `./sapa staff:list`: who works in the shop, in which role, since when. JSON Lines. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const staffList: Command = {
  name: 'staff:list',
  group: 'care',
  usage: '',
  summary: 'who works in the shop, in which role, since when (JSON Lines on stdout)',
  details: ['', 'People are invited, changed and revoked in the chat, by the owner: /staf'],
  async run(io) {
    readArguments(io.args, {});
    const [{ withShop }, { refused }, { count }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      const found = await commerce.team(await actor());
      if (!found.ok) throw refused(found);
      const { members, invites } = found.team;
      for (const member of members) io.out(JSON.stringify(member));
      io.say(`${count(members.length, 'person', 'people')}, ${count(invites.length, 'open invitation')}.`);
      return 0;
    });
  },
};
