/** `./sapa supplier:check-balance`: what is left of our deposit at a supplier. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const supplierBalance: Command = {
  name: 'supplier:check-balance',
  group: 'goods',
  usage: '[SLUG]',
  summary: 'what is left of the deposit at a supplier',
  async run(io) {
    const { positionals } = readArguments(io.args, {}, { optional: ['SLUG'] });
    const [{ withShop }, { refused }, { money }, { supplierNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
      import('../supplier-named.ts'),
    ]);
    return withShop(io, async (shop) => {
      const { slug, environment } = await supplierNamed(shop, positionals[0]);
      const asked = await shop.commerce.supplierBalance(await shop.actor(environment), slug);
      if (!asked.ok) throw refused(asked, { wrong_state: `${slug} did not tell its balance` });
      io.say(`${slug}: ${money(asked.balanceIdr)}`);
      return 0;
    });
  },
};
