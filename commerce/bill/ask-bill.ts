/** A buyer wants to know what a bill comes to, before deciding to pay it. The quote holds for the rest of the day. */
import { checkDestination } from '../catalogue/destination-check.ts';
import { customerNoFor } from '../catalogue/offer-destination.ts';
import { openOffers } from '../catalogue/rungs/open-offers.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { tierOf } from '../people/rights.ts';
import { inquireBill } from './inquire.ts';
import { isAboutBill } from './terms.ts';

export type BillView =
  | {
      kind: 'quoted';
      quoteId: string;
      maskedName: string;
      period: string;
      billIdr: number;
      feeIdr: number;
      totalIdr: number;
    }
  /** The supplier says there is nothing to pay for this number. */
  | { kind: 'refused' }
  /** It could not be asked just now; nothing happened. */
  | { kind: 'unclear' };

export async function askBill(
  core: Core,
  actor: Actor,
  input: { chatId: string | null; productId: string; destination: string },
): Promise<BillView> {
  const stores = core.uow.read;
  const product = await stores.catalogue.product(input.productId);
  if (product?.kind !== 'bill' || product.environment !== actor.environment || !product.active || !product.destination)
    return { kind: 'unclear' };
  const destination = checkDestination(product.destination, input.destination);
  if (!destination.ok) return { kind: 'refused' };
  const [offer] = (await openOffers(stores, product, core.clock.now())).filter(({ active }) => active);
  const provider = offer ? await stores.providers.get(offer.providerId) : null;
  const customerNo = offer ? customerNoFor(offer, destination.value) : null;
  if (!offer || !provider?.isActive || customerNo === null) return { kind: 'unclear' };
  const { quote, result } = await inquireBill(core, {
    product,
    provider,
    sku: offer.sku,
    customerNo,
    tier: tierOf(actor),
    personId: actor.personId,
    chatId: input.chatId,
    lineId: null,
  });
  if (result.kind === 'rejected' && isAboutBill(result.code)) return { kind: 'refused' };
  if (quote.state !== 'quoted') return { kind: 'unclear' };
  const { id: quoteId, maskedName, period, sellingIdr, feeIdr } = quote;
  return { kind: 'quoted', quoteId, maskedName, period, billIdr: sellingIdr - feeIdr, feeIdr, totalIdr: sellingIdr };
}
