/** The order suppliers of a product are asked in, and how each is sent a destination. */
import type { Answer } from '../../app.ts';
import { audit } from '../../audit.ts';
import type { Core } from '../../core.ts';
import { idempotent } from '../../idempotent.ts';
import type { Actor } from '../../people/model.ts';
import { requireRight } from '../../people/rights.ts';
import type { Stores } from '../../ports/stores/index.ts';
import { answering, Refused } from '../../refusal.ts';
import type { DestinationRule } from '../destination.ts';
import type { Offer, Product } from '../model.ts';
import { apartProblem, exampleFields, fieldsOf, renderTemplate, templateProblem } from '../offer-destination.ts';
import { inTurn } from '../price.ts';
import { suppliedProduct, templateOf } from './view-rungs.ts';

export interface OrderRungsInput {
  code: string;
  /** Offer ids in the order the owner saw; another order by now is a `conflict`. */
  seen: string[];
  /** The new order; null = by cost. */
  order: string[] | null;
}

export async function orderRungs(
  core: Core,
  actor: Actor,
  key: string,
  input: OrderRungsInput,
): Promise<Answer<{ code: string }>> {
  const ordered = await idempotent(core, actor, 'rungs.order', key, input, async (stores) => {
    requireRight(actor, 'orderRungs');
    await stores.admin.settings.lockShop();
    const product = await suppliedProduct(stores, actor, input.code);
    const now = (await stores.catalogue.offersOf(product.id)).toSorted(inTurn).map((offer) => offer.id);
    if (now.join() !== input.seen.join()) throw new Refused('conflict');
    const { order } = input;
    if (order && order.toSorted().join() !== now.toSorted().join()) throw new Refused('bad_input', { field: 'order' });
    for (const id of now) await stores.catalogue.arrangeOffer(id, { rank: order ? order.indexOf(id) + 1 : null });
    await audit(core, stores, actor, 'rungs.ordered', `products:${product.id}`, order ? order.join() : 'by cost');
    return { code: product.code };
  });
  return 'ok' in ordered ? ordered : { ok: true, ...ordered };
}

export interface TemplateInput {
  code: string;
  offerId: string;
  /** "{user}|{zone}". */
  template: string;
}

export interface TemplatePreview {
  supplier: string;
  /** Null where the parts are joined like that now already. */
  before: string | null;
  given: string;
  sent: string;
}

/** What the supplier would be sent; refuses what setting it would refuse. */
export async function previewTemplate(
  core: Core,
  actor: Actor,
  input: TemplateInput,
): Promise<Answer<{ preview: TemplatePreview }>> {
  return answering(async () => {
    requireRight(actor, 'previewTemplate');
    const stores = core.uow.read;
    const { product, offer } = await checked(core, stores, actor, input);
    const fields = product.destination ? exampleFields(product.destination) : {};
    const before = templateOf(product, offer);
    const provider = await stores.providers.get(offer.providerId);
    const preview = {
      supplier: provider?.name ?? '',
      before: before === null || before === input.template ? null : renderTemplate(before, fields),
      given: Object.values(fields).join(' '),
      sent: renderTemplate(input.template, fields) ?? '',
    };
    return { ok: true as const, preview };
  });
}

/** Orders that are placed already but not sent yet go out in the new format too: the old one was wrong. */
export async function setOfferTemplate(
  core: Core,
  actor: Actor,
  key: string,
  input: TemplateInput,
): Promise<Answer<{ code: string }>> {
  const set = await idempotent(core, actor, 'offer.template', key, input, async (stores) => {
    requireRight(actor, 'setOfferTemplate');
    await stores.admin.settings.lockShop();
    const { product, offer } = await checked(core, stores, actor, input);
    await stores.catalogue.arrangeOffer(offer.id, { template: input.template });
    const detail = `${product.code} sku ${offer.sku}: ${templateOf(product, offer)} to ${input.template}`;
    await audit(core, stores, actor, 'offer.template', `offers:${offer.id}`, detail);
    return { code: product.code };
  });
  return 'ok' in set ? set : { ok: true, ...set };
}

async function checked(
  core: Core,
  stores: Stores,
  actor: Actor,
  { code, offerId, template }: TemplateInput,
): Promise<{ product: Product; offer: Offer }> {
  const product = await suppliedProduct(stores, actor, code);
  const offers = await stores.catalogue.offersOf(product.id);
  const offer = offers.find((one) => one.id === offerId);
  if (!offer) throw new Refused('conflict');
  const rule = product.destination;
  if (!rule || fieldsOf(rule).length < 2) throw new Refused('wrong_state', { code });
  const separator = await separatorOf(core, stores, offer);
  const problem =
    separator === undefined
      ? await typedProblem(stores, rule, offer, template)
      : apartProblem(template, rule, separator);
  if (problem) throw new Refused('bad_input', { field: `template_${problem}`, separator: separator ?? '' });
  return { product, offer };
}

async function separatorOf(core: Core, stores: Stores, { providerId }: Offer): Promise<string | undefined> {
  const provider = await stores.providers.get(providerId);
  return provider ? core.registry.supplier(provider).capabilities.destinationSeparator : undefined;
}

/** What the vendor's own format is came with its list, and may be gone back to. */
async function typedProblem(stores: Stores, rule: DestinationRule, offer: Offer, template: string) {
  const home = offer.homeProductId === undefined ? null : await stores.catalogue.product(offer.homeProductId);
  const isDocumented = template === rule.template || template === home?.destination?.template;
  return isDocumented ? null : templateProblem(template, rule);
}
