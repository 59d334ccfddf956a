/**
 * The suppliers the shop sells from: active, in the environment new orders are made in. Practice suppliers of a shop that
 * has gone live are not asked any more: nobody plays them.
 */
import type { Stores } from '../ports/stores/index.ts';
import type { Provider } from './model.ts';
import { readMode } from './mode.ts';

export async function suppliersInUse(stores: Stores): Promise<Provider[]> {
  const { environment } = await readMode(stores);
  return stores.providers.list({ integrationType: 'supplier', environment, activeOnly: true });
}
