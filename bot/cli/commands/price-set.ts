/** `./sapa price:set`: what a tier of customers pays, as a fixed price or a markup on the supplier's cost. */
import type { PriceRule } from '../../../commerce/catalogue/model.ts';
import { environmentOf, readArguments, rupiah } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';

export const priceSet: Command = {
  name: 'price:set',
  group: 'goods',
  usage:
    '[--tier retail|reseller] (--markup IDR [--category NAME | --brand NAME | --product CODE] | --price IDR --product CODE) [--env ENV]',
  summary: 'set a markup for all, a category, a brand or a product, or the fixed price of a product',
  details: [
    '',
    'The most specific rule wins: product, then brand, category, all. Orders that exist keep their price.',
    'Example: ./sapa price:set --tier reseller --category Pulsa --markup 1000',
  ],
  async run(io) {
    const { values } = readArguments(io.args, {
      tier: { type: 'string' },
      markup: { type: 'string' },
      price: { type: 'string' },
      category: { type: 'string' },
      brand: { type: 'string' },
      product: { type: 'string' },
      env: { type: 'string' },
    });
    if ((values.markup === undefined) === (values.price === undefined))
      throw new UsageError('give either --markup or --price');
    const input = {
      tier: values.tier ?? 'retail',
      ...scopeOf(values),
      ...(values.price === undefined
        ? { kind: 'markup' as const, amountIdr: rupiah(values.markup ?? '', '--markup') }
        : { kind: 'fixed' as const, amountIdr: rupiah(values.price, '--price') }),
    };
    if (input.kind === 'fixed' && input.scope !== 'product') throw new UsageError('--price needs --product');
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const saved = await commerce.setPrice(await actor(environment), input);
      if (!saved.ok) throw refused(saved, { not_found: `there is no product ${input.value}` });
      io.say(
        `${input.tier}: ${input.kind} ${input.amountIdr} for ${input.scope === 'all' ? 'all supplier products' : `${input.scope} ${input.value}`}.`,
      );
      return 0;
    });
  },
};

function scopeOf(values: { category?: string; brand?: string; product?: string }): {
  scope: PriceRule['scope'];
  value: string;
} {
  const given = (['category', 'brand', 'product'] as const).filter((name) => values[name] !== undefined);
  if (given.length > 1) throw new UsageError(`give only one of --${given.join(', --')}`);
  const [scope] = given;
  return scope ? { scope, value: values[scope] ?? '' } : { scope: 'all', value: '' };
}
