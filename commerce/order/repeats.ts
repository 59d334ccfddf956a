/**
 * Whether somebody just ordered the very same to the very same number. Suppliers take some products once per number and
 * day, and fingers slip: it is asked about before money moves. What failed or was never paid does not count.
 */
import { bestOffer } from '../catalogue/price.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import type { OrderState } from './model.ts';

export interface Repeat {
  code: string;
  placedAt: number;
  state: OrderState;
  /** False when the supplier takes this product only once for a number: ordering again would only be refused. */
  mayRepeat: boolean;
}

const COUNTS: readonly OrderState[] = ['paid', 'completed'];

/** `destination` as it is sent to the supplier. */
export async function recentSame(
  core: Core,
  actor: Actor,
  productId: string,
  destination: string,
): Promise<Repeat | null> {
  if (actor.personId === null) return null;
  const { orders, catalogue } = core.uow.read;
  const since = core.clock.now() - core.settings.repeatAskMs;
  const [same] = await orders.toDestination(actor.personId, actor.environment, destination, {
    productId,
    states: COUNTS,
    since,
    limit: 1,
  });
  if (!same) return null;
  const offer = bestOffer(await catalogue.offersOf(productId));
  return { code: same.code, placedAt: same.placedAt, state: same.state, mayRepeat: offer?.multi ?? true };
}
