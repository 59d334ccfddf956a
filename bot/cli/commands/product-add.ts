/** `./sapa product:add`: a product sold from the owner's own stock of codes, or set up by an own endpoint. */
import { environmentOf, given, needed, readArguments, rupiah } from '../arguments.ts';
import type { Command } from '../command.ts';

export const productAdd: Command = {
  name: 'product:add',
  group: 'goods',
  usage:
    'CODE NAME --price IDR [--reseller IDR] [--category NAME] [--brand NAME] [--description TEXT] [--endpoint SLUG [--ask WORDS]] [--env ENV]',
  summary: 'add a product sold from own codes, or change its name and price',
  details: ['', 'Example: ./sapa product:add WIFI1 "Voucher WiFi 1 hari" --price 10000 --category "Voucher WiFi"'],
  async run(io) {
    const { values, positionals } = readArguments(
      io.args,
      {
        price: { type: 'string' },
        reseller: { type: 'string' },
        category: { type: 'string' },
        brand: { type: 'string' },
        description: { type: 'string' },
        endpoint: { type: 'string' },
        ask: { type: 'string' },
        env: { type: 'string' },
      },
      { required: ['CODE', 'NAME'] },
    );
    const code = given(positionals, 0);
    const input = {
      code,
      name: given(positionals, 1),
      priceIdr: rupiah(needed(values.price, '--price'), '--price'),
      resellerIdr: values.reseller === undefined ? undefined : rupiah(values.reseller, '--reseller'),
      category: values.category,
      brand: values.brand,
      description: values.description,
      endpoint: values.endpoint,
      ask: values.ask,
    };
    const environment = environmentOf(values.env);
    const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
    return withShop(io, async ({ commerce, actor }) => {
      const owner = await actor(environment);
      const saved = await commerce.addProduct(owner, input);
      if (!saved.ok)
        throw refused(saved, {
          wrong_state: `${code} is another kind of product already; choose another code`,
          not_found: `no endpoint ${values.endpoint ?? ''} in ${owner.environment}; add it: ./sapa provider:add --preset deployment`,
        });
      io.say(`${saved.product.code} ${saved.created ? 'added' : 'changed'} in ${owner.environment}.`);
      if (saved.created && values.endpoint === undefined)
        io.say(`Next: ./sapa stock:import ${saved.product.code} FILE`);
      return 0;
    });
  },
};
