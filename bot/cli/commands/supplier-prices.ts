/** `./sapa supplier:prices`: price changes that wait for the owner, and what is decided about them. */
import { readArguments } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';
import { money, oneLine, table } from '../format.ts';

const SHOWN = 50;

export const supplierPrices: Command = {
  name: 'supplier:prices',
  group: 'goods',
  usage: '[SLUG] [--apply | --keep] [--sku SKU]',
  summary: 'price changes that wait for a decision',
  details: [
    '',
    '--apply lets prices follow the new cost, --keep leaves them; without --sku all that wait.',
    'What is held at all: ./sapa supplier:watch --hold-above PERCENT',
  ],
  async run(io) {
    const flags = { apply: { type: 'boolean' }, keep: { type: 'boolean' }, sku: { type: 'string' } } as const;
    const { values, positionals } = readArguments(io.args, flags, { optional: ['SLUG'] });
    if (values.apply && values.keep) throw new UsageError('give either --apply or --keep');
    const decision = values.apply ? 'apply' : values.keep ? 'keep' : null;
    if (values.sku !== undefined && !decision) throw new UsageError('--sku needs --apply or --keep');
    const [{ withShop }, { refused }, { supplierNamed }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../supplier-named.ts'),
    ]);
    return withShop(io, async (shop) => {
      const { slug, environment } = await supplierNamed(shop, positionals[0]);
      const actor = await shop.actor(environment);
      if (decision) {
        const { sku } = values;
        const decided = await shop.commerce.decideHeld(actor, {
          slug,
          decision,
          ...(sku === undefined ? {} : { sku }),
        });
        if (!decided.ok) throw refused(decided);
        io.say(`${slug}: ${decided.decided} ${decision === 'apply' ? 'follow the new cost' : 'stay as they were'}.`);
        return decided.decided > 0 ? 0 : 1;
      }
      const waiting = await shop.commerce.heldPrices(actor, slug, SHOWN);
      if (!waiting.ok) throw refused(waiting);
      if (waiting.total === 0) io.say(`${slug}: no price change waits.`);
      const rows = waiting.held.map((one) => [
        one.sku,
        oneLine(one.name, 40),
        `cost ${money(one.oldCostIdr)} -> ${money(one.newCostIdr)}`,
        `price ${one.priceIdr === null ? 'not sold' : money(one.priceIdr)} -> ${one.newPriceIdr === null ? 'not sold' : money(one.newPriceIdr)}`,
      ]);
      for (const line of table(rows)) io.say(line);
      if (waiting.total > rows.length) io.say(`… and ${waiting.total - rows.length} more.`);
      return 0;
    });
  },
};
