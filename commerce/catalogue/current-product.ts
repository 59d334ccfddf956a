/** A product as people name it. One whose offer was joined to another product answers with that one, under its old code. */
import type { Environment } from '../environment.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Product } from './model.ts';

export async function productNamed(stores: Stores, environment: Environment, code: string): Promise<Product | null> {
  const product = await stores.catalogue.productByCode(environment, code);
  return product && current(stores, product);
}

/** Nothing that was replaced replaces anything, so one step leads to the end. */
export async function current(stores: Stores, product: Product): Promise<Product> {
  if (product.replacedBy === undefined) return product;
  return (await stores.catalogue.product(product.replacedBy)) ?? product;
}
