/** `./sapa supplier:sync-products`: takes over a supplier's price list. */
import type { SyncResult } from '../../../commerce/catalogue/sync-products.ts';
import { readArguments } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';
import { instant, money, oneLine } from '../format.ts';
import type { Shop } from '../shop.ts';

export const supplierSync: Command = {
  name: 'supplier:sync-products',
  group: 'goods',
  usage: '[SLUG] [--fresh | --apply-anyway | --keep-old]',
  summary: "take over a supplier's price list: new, changed, switched off",
  details: [
    '',
    'SLUG may be left out while there is one supplier. It happens by itself every day at 02:00 in Jakarta.',
    '--fresh         ask the supplier although the list at hand is less than an hour old',
    '--apply-anyway  take over the list at hand although it looks wrong (too many products vanished or jumped in price)',
    '--keep-old      stay with the products and prices of before; it is not asked about again until the next list',
  ],
  async run(io) {
    const flags = {
      fresh: { type: 'boolean' },
      'apply-anyway': { type: 'boolean' },
      'keep-old': { type: 'boolean' },
    } as const;
    const { values, positionals } = readArguments(io.args, flags, { optional: ['SLUG'] });
    if (Object.values(values).length > 1) throw new UsageError('give only one of --fresh, --apply-anyway, --keep-old');
    const [{ withShop }, { refused }, { supplierNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../supplier-named.ts'),
    ]);
    return withShop(io, async (shop) => {
      const { id, slug, environment } = await supplierNamed(shop, positionals[0]);
      const listId = (await shop.core.uow.read.upkeep.priceLists.get(id))?.listId ?? 'none';
      const actor = await shop.actor(environment);
      if (values['keep-old']) {
        const input = { listId, decision: 'keep' } as const;
        const kept = await shop.commerce.decideList(actor, shop.core.ids.uuid(), input);
        if (!kept.ok) throw refused(kept, { not_found: `no price list of ${slug} waits for a decision` });
        io.say(`${slug}: the products and prices of before stay.`);
        return 0;
      }
      const wish = values['apply-anyway'] ? { anyway: listId } : { fresh: values.fresh ?? false };
      const synced = await shop.commerce.syncProducts(actor, slug, { ...wish, onProgress: progress(io.say) });
      if (!synced.ok) {
        throw refused(synced, {
          not_found: `there is no price list of ${slug} at hand`,
          too_soon: `${slug} limits how often the full list may be fetched; try again`,
          conflict: `${slug} is being synced by another process; wait until that is done`,
          wrong_state: `${slug} did not give its price list; nothing was changed`,
        });
      }
      for (const line of report(slug, synced, shop)) io.say(line);
      return synced.braked ? 1 : 0;
    });
  },
};

/** A line per tenth of a long list. */
function progress(say: (line: string) => void) {
  let shown = 0;
  return async (done: number, total: number): Promise<void> => {
    const tenth = Math.floor((done * 10) / total);
    if (total < LONG || tenth === shown) return;
    shown = tenth;
    say(`${done} of ${total}`);
  };
}

const LONG = 500;

function report(slug: string, result: SyncResult, { config }: Shop): string[] {
  const { braked, before, vanished, jumped } = result;
  if (braked) {
    const what =
      braked === 'vanished'
        ? `${vanished} of ${before} products vanished at once`
        : `${jumped} of ${before} prices moved by more than ${config.settings.jumpPct}%`;
    const next = 'If it is right, run this again with --apply-anyway; if not, with --keep-old.';
    return [`${slug}: ${what}. That looks like a fault of the list; nothing was changed.`, next];
  }
  const { added, changed, unchanged, skipped, dearer, cheaper, held, belowCost, movers } = result;
  return [
    ...(result.isNew
      ? []
      : [
          `The list of ${instant(result.fetchedAt, 'Asia/Jakarta')} is less than an hour old; --fresh fetches a new one.`,
        ]),
    `${slug}: ${added} new, ${changed} changed, ${unchanged} as before, ${skipped} skipped (not for sale), ${vanished} vanished.`,
    ...(dearer + cheaper > 0 ? [`Costs: ${dearer} rose, ${cheaper} fell.`] : []),
    ...movers.map(({ name, fromIdr, toIdr }) => `  ${oneLine(name, 60)}: ${money(fromIdr)} -> ${money(toIdr)}`),
    ...(held > 0 ? [`${held} price changes wait for you: ./sapa supplier:prices ${slug}`] : []),
    ...(belowCost > 0 ? [`${belowCost} products are not sold any more: they cost more than they sell for.`] : []),
  ];
}
