/** `./sapa product:pause` and `product:sell`: the owner's word on a supplier's product, which goes before any pause by itself. */
import { environmentOf, given, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const productPause: Command = {
  name: 'product:pause',
  group: 'goods',
  usage: 'CODE [--env ENV]',
  summary: "stop selling a supplier's product until product:sell; paid orders go on",
  run: (io) => pause(io, 'off'),
};

export const productSell: Command = {
  name: 'product:sell',
  group: 'goods',
  usage: 'CODE [--env ENV]',
  summary: 'sell a paused product again; for some hours it is not paused by itself',
  run: (io) => pause(io, 'on'),
};

async function pause(io: Parameters<Command['run']>[0], mode: 'off' | 'on'): Promise<number> {
  const { values, positionals } = readArguments(io.args, { env: { type: 'string' } }, { required: ['CODE'] });
  const environment = environmentOf(values.env);
  const code = given(positionals, 0);
  const [{ withShop }, { refused }] = await Promise.all([import('../shop.ts'), import('../refusals.ts')]);
  return withShop(io, async ({ commerce, actor }) => {
    const set = await commerce.setProductPause(await actor(environment), code, mode);
    if (!set.ok) {
      throw refused(set, {
        not_found: `there is no product ${code.slice(0, 40)}`,
        wrong_state: `${code.slice(0, 40)} is sold from your own stock; only supplier products are paused`,
      });
    }
    const { code: own, name } = set.product;
    io.say(`${own} (${name}) is ${mode === 'off' ? 'paused until ./sapa product:sell' : 'sold again'}.`);
    return 0;
  });
}
