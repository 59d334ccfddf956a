/**
 * A product the owner sells from own codes, or has set up by an own endpoint. Saying it again changes name, grouping and prices; the code stays, because
 * links and orders name it. Supplier products come from the price list (sync-products.ts) and are not touched here.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { PLAIN_TERMS, type Product } from './model.ts';

export interface AddProductInput {
  /** 1–20 letters, digits, dots or dashes; kept in upper case. */
  code: string;
  name: string;
  priceIdr: number;
  /** Left out, resellers pay what everybody pays. */
  resellerIdr?: number;
  /** What is left out of a known product stays; a new one is grouped under its category alone. */
  category?: string;
  brand?: string;
  description?: string;
  /** Slug of the endpoint that sets it up. A product keeps its kind: it is one or the other for ever. */
  endpoint?: string;
  /** What the buyer is asked before paying, in one word or two: "domain". */
  ask?: string;
}

const MAX_PRICE_IDR = 100_000_000;
const DEFAULT_CATEGORY = 'Voucher';
const LENGTHS = { name: 80, category: 40, brand: 40, description: 400, ask: 40 } as const;

export async function addProduct(
  core: Core,
  actor: Actor,
  input: AddProductInput,
): Promise<Answer<{ product: Product; created: boolean }>> {
  return answering(() =>
    core.uow.run('product.add', async (stores) => {
      requireRight(actor, 'addProduct');
      checkInput(input);
      const known = await stores.catalogue.productByCode(actor.environment, input.code);
      if (known && known.kind !== kindOf(input)) throw new Refused('wrong_state');
      const product = known ? changed(known, input) : await fresh(core, stores, actor, input);
      await (known ? stores.catalogue.updateProduct(product) : stores.catalogue.insertProduct(product));
      if (input.endpoint !== undefined) await setEndpoint(core, stores, product, input.endpoint);
      await setPrices(core, stores, product, input);
      const prices = `${input.priceIdr}${input.resellerIdr === undefined ? '' : ` / ${input.resellerIdr}`}`;
      await audit(core, stores, actor, 'product.set', `products:${product.id}`, `${product.code} ${prices}`);
      return { ok: true as const, product, created: known === null };
    }),
  );
}

const kindOf = ({ endpoint }: AddProductInput): Product['kind'] =>
  endpoint === undefined ? 'stock_code' : 'deployment';

/** A whole question's worth; the endpoint checks what it cannot use. */
const questionOf = ({ ask }: AddProductInput): Product['destination'] => {
  const field = ask?.trim();
  return field ? { kind: 'text', fields: [field], rules: { [field]: 'text 1-120' } } : null;
};

function checkInput(input: AddProductInput): void {
  if (!/^[A-Za-z0-9.-]{1,20}$/.test(input.code)) throw new Refused('bad_input', { field: 'code' });
  for (const [field, max] of Object.entries(LENGTHS)) {
    const words = input[field as keyof typeof LENGTHS];
    if (words !== undefined && words.trim().length > max) throw new Refused('bad_input', { field, max });
  }
  if (input.name.trim() === '') throw new Refused('bad_input', { field: 'name' });
  for (const [field, amountIdr] of Object.entries({ price: input.priceIdr, reseller: input.resellerIdr })) {
    const fits = Number.isSafeInteger(amountIdr) && (amountIdr ?? 0) > 0 && (amountIdr ?? 0) <= MAX_PRICE_IDR;
    if (amountIdr !== undefined && !fits) throw new Refused('bad_input', { field, max: MAX_PRICE_IDR });
  }
}

function changed(known: Product, input: AddProductInput): Product {
  const { name, category = known.category, brand = known.brand, description = known.description } = input;
  return {
    ...known,
    name: name.trim(),
    category: category.trim(),
    brand: brand.trim(),
    description: description.trim(),
    destination: input.ask === undefined ? known.destination : questionOf(input),
  };
}

async function fresh(core: Core, stores: Stores, actor: Actor, input: AddProductInput): Promise<Product> {
  const business = await stores.stays.firstBusiness();
  if (!business) throw new Error('no business row');
  const category = input.category?.trim() || DEFAULT_CATEGORY;
  return {
    id: core.ids.uuid(),
    businessId: business.id,
    environment: actor.environment,
    kind: kindOf(input),
    code: input.code.toUpperCase(),
    name: input.name.trim(),
    category,
    // A category of one brand shows its products at once.
    brand: input.brand?.trim() || category,
    description: input.description?.trim() ?? '',
    destination: questionOf(input),
    active: true,
    createdAt: core.clock.now(),
  };
}

/** Its only offer: it costs nothing to be asked, and whatever sold it before does so no longer. */
async function setEndpoint(
  core: Core,
  stores: Stores,
  { id, code, environment }: Product,
  slug: string,
): Promise<void> {
  const provider = await stores.providers.bySlug(slug);
  if (provider?.integrationType !== 'deployment' || provider.environment !== environment)
    throw new Refused('not_found', { what: 'endpoint' });
  for (const offer of await stores.catalogue.offersOf(id))
    if (offer.providerId !== provider.id) await stores.catalogue.setOfferActive(offer.id, false);
  await stores.catalogue.upsertOffer({
    id: core.ids.uuid(),
    productId: id,
    providerId: provider.id,
    sku: code,
    costIdr: 0,
    active: true,
    multi: true,
    cutOffStart: null,
    cutOffEnd: null,
    seenAt: core.clock.now(),
  });
}

/** A price of its own per tier. Resellers follow the retail price until they are given one. */
async function setPrices(core: Core, stores: Stores, product: Product, input: AddProductInput): Promise<void> {
  for (const [tier, amountIdr] of Object.entries({ retail: input.priceIdr, reseller: input.resellerIdr })) {
    if (amountIdr === undefined) continue;
    await stores.catalogue.setPriceRule({
      id: core.ids.uuid(),
      businessId: product.businessId,
      tier,
      scope: 'product',
      scopeValue: product.id,
      kind: 'fixed',
      amountIdr,
      ...PLAIN_TERMS,
    });
  }
}
