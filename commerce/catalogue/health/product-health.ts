/** How products have been doing, for a price list or a product card. Anybody may know: it is about the goods. */
import type { Core } from '../../core.ts';
import { healthOf, SAMPLE } from './health.ts';
import type { ProductHealth } from './model.ts';

const MAX_PRODUCTS = 50;

/** By product id. Costs a bounded look at an index per product, whatever was ever sold. */
export async function productHealth(core: Core, productIds: readonly string[]): Promise<Record<string, ProductHealth>> {
  const ids = [...new Set(productIds)].slice(0, MAX_PRODUCTS);
  const { health } = core.uow.read.upkeep;
  const pauses = new Map((await health.pauses(ids)).map((pause) => [pause.productId, pause]));
  const found: Record<string, ProductHealth> = {};
  for (const id of ids) {
    const outcomes = await health.latest(id, SAMPLE);
    found[id] = healthOf(outcomes, pauses.get(id) ?? null, core.clock.now(), core.settings);
  }
  return found;
}
