/** `./sapa supplier:sync-products`: takes over a supplier's price list. */
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const supplierSync: Command = {
  name: 'supplier:sync-products',
  group: 'goods',
  usage: '[SLUG]',
  summary: "take over a supplier's price list: new, changed, switched off",
  details: ['', 'SLUG may be left out while there is one supplier. The price list may be asked once in a few minutes.'],
  async run(io) {
    const { positionals } = readArguments(io.args, {}, { optional: ['SLUG'] });
    const [{ withShop }, { refused }, { supplierNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../supplier-named.ts'),
    ]);
    return withShop(io, async (shop) => {
      const { slug, environment } = await supplierNamed(shop, positionals[0]);
      const synced = await shop.commerce.syncProducts(await shop.actor(environment), slug);
      if (!synced.ok) {
        throw refused(synced, {
          too_soon: `${slug} was asked for its price list a moment ago; try again later`,
          wrong_state: `${slug} did not give its price list; nothing was changed`,
        });
      }
      const { added, updated, skipped, vanished, braked } = synced;
      if (braked) {
        io.say(
          `${slug}: ${vanished} products vanished at once. That looks like a fault of the list; nothing was changed.`,
        );
        return 1;
      }
      io.say(`${slug}: ${added} added, ${updated} updated, ${skipped} not for sale, ${vanished} vanished.`);
      return 0;
    });
  },
};
