/**
 * A bundle of stores with some exchanged. A bundle makes its stores when they are first asked for, so spreading one
 * copies nothing; this inherits from it instead.
 */
import type { Stores } from './index.ts';

export function withStores(stores: Stores, exchanged: Partial<Stores>): Stores {
  const properties = Object.entries(exchanged).map(([name, value]) => [name, { value, enumerable: true }] as const);
  return Object.create(stores, Object.fromEntries(properties)) as Stores;
}
