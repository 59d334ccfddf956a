/** Reads what the ladder decides on: offers of suppliers that are in use, attempts so far, pauses, and the ceiling. */
import type { Core } from '../core.ts';
import type { Offer } from '../catalogue/model.ts';
import { customerNoFor } from '../catalogue/offer-destination.ts';
import type { OrderLine } from '../order/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { nextRung, type Rung } from './ladder.ts';
import type { Delivery } from './load.ts';
import type { Charge } from './supply-model.ts';

export async function findRung(core: Core, stores: Stores, { fulfilment, line, order }: Delivery): Promise<Rung> {
  const all = line.productId ? await stores.catalogue.offersToBuy(line.productId) : [];
  const offers: Offer[] = [];
  const paused = new Map<string, number>();
  for (const offer of all) {
    if (customerNoFor(offer, line.snapshot.destination) === null) continue;
    const provider = await stores.providers.get(offer.providerId);
    if (!provider?.isActive || provider.environment !== order.environment) continue;
    offers.push(offer);
    const pause = await stores.supply.pause(provider.id);
    if (pause?.resumedAt === null) paused.set(provider.id, pause.nextProbeAt);
  }
  return nextRung({
    offers,
    attempts: await stores.fulfilments.attemptsOf(fulfilment.id),
    paused,
    ceilingIdr: ceilingOf(line, await stores.supply.chargesOf(fulfilment.id)),
    maxAttempts: core.settings.supplierMaxAttempts,
    now: core.clock.now(),
  });
}

/** What a supplier may take: agreed when the order was placed, raised by what the buyer paid on top. */
export const ceilingOf = (line: OrderLine, charges: readonly Charge[]): number =>
  Math.max(
    line.snapshot.maxCostIdr ?? line.unitPriceIdr,
    ...charges.filter((row) => row.kind === 'price_rise' && row.state === 'paid').map((row) => row.ceilingIdr),
  );
