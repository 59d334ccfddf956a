/** How products have been doing, for a price list or a product card. Anybody may know: it is about the goods. */
import type { Core } from '../../core.ts';
import { healthOf, healthOfRungs, SAMPLE } from './health.ts';
import type { ProductHealth } from './model.ts';

const MAX_PRODUCTS = 50;

/** By product id. Costs a bounded look at an index per product, whatever was ever sold. */
export async function productHealth(core: Core, productIds: readonly string[]): Promise<Record<string, ProductHealth>> {
  const ids = [...new Set(productIds)].slice(0, MAX_PRODUCTS);
  const { catalogue, upkeep } = core.uow.read;
  const { health } = upkeep;
  const pauses = new Map((await health.pauses(ids)).map((pause) => [pause.productId, pause]));
  const found: Record<string, ProductHealth> = {};
  for (const id of ids) {
    const outcomes = await health.latest(id, SAMPLE);
    const [pause, now] = [pauses.get(id) ?? null, core.clock.now()];
    const whole = healthOf(outcomes, pause, now, core.settings);
    if (whole.status === 'normal') {
      found[id] = whole;
      continue;
    }
    // Only trouble is worth asking who else delivers.
    const active = (await catalogue.offersOf(id)).filter((offer) => offer.active);
    const providers = active.map((offer) => offer.providerId);
    found[id] = healthOfRungs(outcomes, providers, pause, now, core.settings);
  }
  return found;
}
