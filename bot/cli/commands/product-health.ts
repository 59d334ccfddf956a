/** `./sapa product:health`: how supplier products have been doing, from our own deliveries. */
import { productNamed } from '../../../commerce/catalogue/current-product.ts';
import type { ProductHealth } from '../../../commerce/catalogue/health/model.ts';
import { environmentOf, readArguments } from '../arguments.ts';
import { CommandFailed, type Command } from '../command.ts';
import { instant, oneLine, table } from '../format.ts';

const SHOWN = 50;

export const productHealth: Command = {
  name: 'product:health',
  group: 'goods',
  usage: '[CODE] [--env ENV]',
  summary: 'how a supplier product has been doing; without CODE those that are paused',
  async run(io) {
    const { values, positionals } = readArguments(io.args, { env: { type: 'string' } }, { optional: ['CODE'] });
    const environment = environmentOf(values.env);
    const { withShop } = await import('../shop.ts');
    return withShop(io, async ({ core, commerce, actor }) => {
      const { catalogue, upkeep } = core.uow.read;
      const asker = await actor(environment);
      const [code] = positionals;
      const named = code === undefined ? null : await productNamed(core.uow.read, asker.environment, code);
      if (code !== undefined && !named) throw new CommandFailed(`there is no product ${code.slice(0, 40)}`);
      const ids = named ? [named.id] : (await upkeep.health.allPauses(SHOWN)).map((pause) => pause.productId);
      if (ids.length === 0) io.say('No product is paused.');
      const health = await commerce.productHealth(asker, ids);
      const rows: string[][] = [];
      for (const id of ids) {
        const product = await catalogue.product(id);
        const found = health[id];
        if (product && found) rows.push([product.code, oneLine(product.name, 40), ...columns(found)]);
      }
      for (const line of table(rows)) io.say(line);
      return 0;
    });
  },
};

function columns({ status, medianMs, p95Ms, successPct, recent, lastFailureAt, pause }: ProductHealth): string[] {
  const seconds = (ms: number | null) => (ms === null ? '–' : `${Math.round(ms / 1000)} s`);
  const paused = {
    off: 'paused by hand',
    on: 'sold by hand',
    back: 'back after a pause',
    auto: pause?.until ? `paused or on trial, until ${instant(pause.until)}` : 'paused',
  };
  return [
    status,
    `median ${seconds(medianMs)}, P95 ${seconds(p95Ms)}`,
    successPct === null ? 'no recent deliveries' : `${successPct}% of ${recent} recent`,
    lastFailureAt === null ? '' : `last failed ${instant(lastFailureAt)}`,
    pause ? paused[pause.mode] : '',
  ];
}
