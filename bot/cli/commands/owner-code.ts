/** `./sapa owner:code`: a fresh one-time code with which the owner claims the shop in a chat. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const ownerCode: Command = {
  name: 'owner:code',
  group: 'run',
  usage: '',
  summary: 'a fresh one-time code for becoming the owner in a chat (/claim CODE)',
  async run(io) {
    readArguments(io.args, {});
    const { withShop } = await import('../shop.ts');
    return withShop(io, async ({ commerce, config }) => {
      const code = await commerce.renewClaimCode();
      if (!code) {
        io.say('sapa owner:code: the shop has an owner already');
        return 1;
      }
      const minutes = Math.max(1, Math.round(config.settings.claimCodeMs / 60_000));
      io.say(`Type  /claim ${code.code}  in any chat to become the owner. Valid ${minutes} minutes, one use.`);
      return 0;
    });
  },
};
