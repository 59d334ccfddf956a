/** What is sold, where it comes from and what it costs whom. Codes sold from stock are in stock.ts. */
import type { Kysely } from 'kysely';
import type { CatalogueStore } from '../../commerce/ports/stores/catalogue.ts';
import type { Database } from '../tables/index.ts';
import { offerMethods } from './catalogue/offers.ts';
import { priceRuleMethods } from './catalogue/price-rules.ts';
import { productMethods } from './catalogue/products.ts';
import type { StoreDeps } from './deps.ts';

export function createCatalogueStore(db: Kysely<Database>, _deps: StoreDeps): CatalogueStore {
  return { ...productMethods(db), ...offerMethods(db), ...priceRuleMethods(db) };
}
