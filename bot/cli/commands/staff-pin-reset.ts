/** `./sapa staff:pin-reset NAME`: takes a forgotten PIN away. Who sits at the machine needs none. */
import { given, readArguments } from '../arguments.ts';
import { CommandFailed, type Command } from '../command.ts';

const MIN_ENDING = 4;

export const staffPinReset: Command = {
  name: 'staff:pin-reset',
  group: 'care',
  usage: 'NAME',
  summary: 'take away the PIN somebody of the staff forgot',
  details: ['', 'NAME is the whole name, or the last characters of the id in ./sapa staff:list.'],
  async run(io) {
    const { positionals } = readArguments(io.args, {}, { required: ['NAME'] });
    const wanted = given(positionals, 0).trim().toLowerCase();
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, core, actor }) => {
      const owner = await actor();
      const found = await commerce.team(owner);
      if (!found.ok) throw refused(found);
      const fits = found.team.members.filter(
        ({ personId, name }) =>
          name.toLowerCase() === wanted || (wanted.length >= MIN_ENDING && personId.endsWith(wanted)),
      );
      const [member] = fits;
      if (!member || fits.length > 1) {
        const trouble = fits.length === 0 ? 'nobody here is' : 'more than one person here is';
        throw new CommandFailed(`${trouble} "${wanted.slice(0, 60)}"; see ./sapa staff:list`);
      }
      const done = await commerce.resetStaffPin(owner, core.ids.uuid(), { personId: member.personId });
      if (!done.ok) throw refused(done, { not_found: 'no PIN is set' });
      io.say(`The PIN of ${done.name || member.personId} is gone. A new one is set in the chat: /pin`);
      return 0;
    });
  },
};
