/**
 * The owner joins another supplier's offer to a product, and takes it apart again. The product it came from has nothing
 * to sell then: it leaves the shelf and its code answers with the one it was joined to. Its open orders are bought where
 * they always were (see offersToBuy). The daily sync knows offers by supplier and SKU, so it finds a joined one where
 * it is and makes no second product of it.
 */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import { idempotent } from '../../idempotent.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import { Refused } from '../../refusal.ts';
import type { Offer, Product } from '../model.ts';
import { onlyOffer, shownAs, whyNotJoined } from './candidates.ts';
import { MAX_RUNGS } from './model.ts';
import { suppliedProduct } from './view-rungs.ts';

export interface JoinOfferInput {
  code: string;
  offerId: string;
  /** The product the owner saw it under; `conflict` when it is not there any more. */
  from: string;
}

/** Refused with `bad_input` and a `field` that says what does not fit: `same_supplier`, `destination`, `rungs`. */
export async function joinOffer(
  core: Core,
  actor: Actor,
  key: string,
  input: JoinOfferInput,
): Promise<Answer<{ code: string; oldCode: string }>> {
  const joined = await idempotent(core, actor, 'offer.join', key, input, async (stores) => {
    requireRight(actor, 'joinOffer');
    // Two owners at once, or a join and a separation, must not each see the half of the other.
    await stores.admin.settings.lockShop();
    const product = await suppliedProduct(stores, actor, input.code);
    const { offer, home } = await offerAt(stores, actor, input);
    const own = await stores.catalogue.offersOf(product.id);
    if (own.length >= MAX_RUNGS) throw new Refused('bad_input', { field: 'rungs', max: MAX_RUNGS });
    const problem = whyNotJoined(product, own, home, offer);
    if (problem) throw new Refused('bad_input', { field: problem });
    const { template } = shownAs(home, offer);
    const to = { productId: product.id, homeProductId: home.id };
    demand(await stores.catalogue.moveOffer(offer.id, home.id, to));
    if (template !== undefined) await stores.catalogue.arrangeOffer(offer.id, { template });
    demand(await stores.catalogue.replaceProduct(home.id, null, product.id));
    const detail = `${home.code} to ${product.code}, sku ${offer.sku}`;
    await audit(core, stores, actor, 'offer.joined', `offers:${offer.id}`, detail);
    return { code: product.code, oldCode: home.code };
  });
  return 'ok' in joined ? joined : { ok: true, ...joined };
}

/** The offer where the owner saw it, alone with a product that stands for itself. */
async function offerAt(
  stores: Stores,
  actor: Actor,
  { offerId, from }: JoinOfferInput,
): Promise<{ offer: Offer; home: Product }> {
  const home = await stores.catalogue.product(from);
  if (!home || home.environment !== actor.environment || home.kind !== 'h2h')
    throw new Refused('not_found', { what: 'offer' });
  const offer = await onlyOffer(stores, home);
  if (!home.active || home.replacedBy !== undefined || offer?.id !== offerId) throw new Refused('conflict');
  return { offer, home };
}

export interface SeparateOfferInput {
  code: string;
  offerId: string;
}

export async function separateOffer(
  core: Core,
  actor: Actor,
  key: string,
  input: SeparateOfferInput,
): Promise<Answer<{ code: string; ownCode: string }>> {
  const separated = await idempotent(core, actor, 'offer.separate', key, input, async (stores) => {
    requireRight(actor, 'separateOffer');
    await stores.admin.settings.lockShop();
    const product = await suppliedProduct(stores, actor, input.code);
    const offer = await stores.catalogue.offer(input.offerId);
    if (offer?.productId !== product.id || offer.homeProductId === undefined) throw new Refused('conflict');
    const home = await stores.catalogue.product(offer.homeProductId);
    if (!home) throw new Refused('not_found', { what: 'product' });
    demand(await stores.catalogue.moveOffer(offer.id, product.id, { productId: home.id, homeProductId: null }));
    demand(await stores.catalogue.replaceProduct(home.id, product.id, null));
    const detail = `${home.code} from ${product.code}, sku ${offer.sku}`;
    await audit(core, stores, actor, 'offer.separated', `offers:${offer.id}`, detail);
    return { code: product.code, ownCode: home.code };
  });
  return 'ok' in separated ? separated : { ok: true, ...separated };
}

function demand(won: boolean): void {
  if (!won) throw new Refused('conflict');
}
