/**
 * What a price rule would do, before it is saved: an example from the shop's own goods, and how many of those it is for
 * would sell below what they cost. Looks at no more than a page of products, which is plenty for an example.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { productNamed } from './current-product.ts';
import type { Product } from './model.ts';
import { bestOffer, priceByRule } from './price.ts';
import { ruleOf, type SetPriceInput } from './set-price.ts';

export interface PriceExample {
  name: string;
  /** Null for goods from own stock, whose cost nobody noted. */
  costIdr: number | null;
  priceIdr: number;
}

export interface PricePreview {
  /** Null where the shop has nothing the rule is for. */
  example: PriceExample | null;
  /** Products in the rule's reach; a hundred at the most are counted. */
  products: number;
}

const LOOKED_AT = 100;

export async function previewPrice(
  core: Core,
  actor: Actor,
  input: SetPriceInput,
): Promise<Answer<{ preview: PricePreview }>> {
  return answering(async () => {
    requireRight(actor, 'previewPrice');
    const stores = core.uow.read;
    const rule = await ruleOf(core, stores, actor, input);
    const reached = await productsOf(stores, actor, input);
    const examples: PriceExample[] = [];
    // The goods of a supplier say more about a markup than own stock does.
    for (const product of reached.toSorted((a, b) => Number(b.kind === 'h2h') - Number(a.kind === 'h2h'))) {
      if (examples.length > 0) break;
      const offer = bestOffer(await stores.catalogue.offersOf(product.id));
      if (product.kind === 'h2h' && !offer) continue;
      const costIdr = offer?.costIdr ?? null;
      examples.push({ name: product.name, costIdr, priceIdr: priceByRule(rule, costIdr ?? 0) });
    }
    return { ok: true as const, preview: { example: examples[0] ?? null, products: reached.length } };
  });
}

async function productsOf(stores: Stores, actor: Actor, { scope, value, kind }: SetPriceInput): Promise<Product[]> {
  if (scope === 'product') {
    const product = await productNamed(stores, actor.environment, value);
    if (!product) throw new Refused('not_found', { what: 'product' });
    return [product];
  }
  const filter = scope === 'all' ? {} : { [scope]: value };
  const found = await stores.catalogue.products({ environment: actor.environment, ...filter, limit: LOOKED_AT });
  // A markup for everything is for supplier goods only; see price.ts.
  return scope === 'all' || kind !== 'fixed' ? found.filter((product) => product.kind === 'h2h') : found;
}
