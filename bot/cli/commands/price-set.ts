/** `./sapa price:set`: what a tier of customers pays, as a fixed price or on top of the supplier's cost. */
import type { PriceRule } from '../../../commerce/catalogue/model.ts';
import type { SetPriceInput } from '../../../commerce/catalogue/set-price.ts';
import { environmentOf, readArguments, rupiah } from '../arguments.ts';
import { UsageError, type Command } from '../command.ts';

export const priceSet: Command = {
  name: 'price:set',
  group: 'goods',
  usage:
    '[--tier NAME] (--markup IDR | --percent N [--category NAME | --brand NAME | --product CODE] [--round IDR] | --price IDR --product CODE [--below-cost]) [--env ENV]',
  summary: 'set a markup for all, a category, a brand or a product, or the fixed price of a product',
  details: [
    '',
    'The most specific rule wins: product, then brand, category, all. Orders that exist keep their price.',
    '--tier     retail when left out; a new name makes a new tier',
    '--percent  of the cost, at most two decimals: 1.5',
    '--round    prices become multiples of it, never lower than the rule says',
    'Example: ./sapa price:set --tier reseller --category Pulsa --markup 1000',
  ],
  async run(io) {
    const { values } = readArguments(io.args, {
      tier: { type: 'string' },
      markup: { type: 'string' },
      percent: { type: 'string' },
      round: { type: 'string' },
      'below-cost': { type: 'boolean' },
      price: { type: 'string' },
      category: { type: 'string' },
      brand: { type: 'string' },
      product: { type: 'string' },
      env: { type: 'string' },
    });
    const input = { tier: values.tier ?? 'retail', ...scopeOf(values), ...termsOf(values) };
    if (input.kind === 'fixed' && input.scope !== 'product') throw new UsageError('--price needs --product');
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const saved = await commerce.setPrice(await actor(environment), input);
      if (!saved.ok) {
        throw refused(saved, {
          not_found: `there is no product ${input.value}`,
          below_cost: `the supplier asks ${saved.detail?.['costIdr']}; add --below-cost if that is meant`,
        });
      }
      io.say(
        `${input.tier}: ${inWords(input)} for ${input.scope === 'all' ? 'all supplier products' : `${input.scope} ${input.value}`}.`,
      );
      return 0;
    });
  },
};

type Terms = Pick<SetPriceInput, 'kind' | 'amountIdr' | 'basisPoints' | 'roundingIdr' | 'belowCost'>;
type Values = Partial<Record<'markup' | 'percent' | 'price' | 'round', string>> & { 'below-cost'?: boolean };

function termsOf(values: Values): Terms {
  const [kind, ...more] = (['markup', 'percent', 'price'] as const).filter((name) => values[name] !== undefined);
  if (!kind || more.length > 0) throw new UsageError('give one of --markup, --percent and --price');
  if (kind === 'price') {
    if (values.round !== undefined) throw new UsageError('--round goes with --markup or --percent');
    return {
      kind: 'fixed',
      amountIdr: rupiah(values.price ?? '', '--price'),
      belowCost: values['below-cost'] ?? false,
    };
  }
  const rounded = values.round === undefined ? {} : { roundingIdr: rupiah(values.round, '--round') };
  if (kind === 'percent') return { kind, amountIdr: 0, basisPoints: basisPoints(values.percent ?? ''), ...rounded };
  return { kind, amountIdr: rupiah(values.markup ?? '', '--markup'), ...rounded };
}

/** "1.5" and "1,5" are 150. */
function basisPoints(value: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(value);
  if (!match) throw new UsageError(`--percent needs a number such as 1.5; got "${value.slice(0, 40)}"`);
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

const inWords = ({ kind, amountIdr, basisPoints: share = 0, roundingIdr = 1 }: Terms): string =>
  `${kind} ${kind === 'percent' ? `${share / 100} %` : amountIdr}${roundingIdr > 1 ? `, rounded up to ${roundingIdr}` : ''}`;

function scopeOf(values: { category?: string; brand?: string; product?: string }): {
  scope: PriceRule['scope'];
  value: string;
} {
  const given = (['category', 'brand', 'product'] as const).filter((name) => values[name] !== undefined);
  if (given.length > 1) throw new UsageError(`give only one of --${given.join(', --')}`);
  const [scope] = given;
  return scope ? { scope, value: values[scope] ?? '' } : { scope: 'all', value: '' };
}
