/**
 * Who serves a feature. One nobody serves yet goes to the new account, whatever its place. `first` takes over and leaves
 * the account of before as the fallback; `behind` becomes the fallback, in the place of another; `free` only where there
 * is none. What an account has begun it goes on with either way.
 */
import type { Stores } from '../ports/stores/index.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Provider } from './model.ts';
import { allFeatures } from './ways.ts';

/** @param features feature → the account's method for it, as presets name them. */
export async function mapFeatures(
  stores: Stores,
  features: Record<string, string>,
  { id, environment }: Provider,
  place: 'first' | 'behind' | 'free',
): Promise<void> {
  for (const [feature, method] of Object.entries(features)) {
    const row = await stores.providers.feature(feature, environment);
    if (!row) {
      await stores.providers.setFeature({
        feature,
        environment,
        primaryProviderId: id,
        primaryMethod: method,
        fallbackProviderId: null,
        fallbackMethod: null,
      });
    } else if (row.primaryProviderId === id) {
      continue;
    } else if (place === 'first') {
      const before = { fallbackProviderId: row.primaryProviderId, fallbackMethod: row.primaryMethod };
      await stores.providers.setFeature({ ...row, primaryProviderId: id, primaryMethod: method, ...before });
    } else if (place === 'behind' || !row.fallbackProviderId) {
      await stores.providers.setFeature({ ...row, fallbackProviderId: id, fallbackMethod: method });
    }
  }
}

/** After an account went out of use: ways of paying that nobody active serves go to another account that can, if any. */
export async function refillFeatures(core: Core, stores: Stores, environment: Environment): Promise<void> {
  const active = await stores.providers.list({ integrationType: 'payment', environment, activeOnly: true });
  const isActive = (id: string | null) => active.some((row) => row.id === id);
  for (const row of await stores.providers.features()) {
    if (row.environment !== environment || !row.feature.startsWith('payment.')) continue;
    if (isActive(row.primaryProviderId) || isActive(row.fallbackProviderId)) continue;
    const methodOf = ({ presetId }: Provider) => allFeatures(core.presets.get(presetId ?? ''))[row.feature];
    const heir = active.find((provider) => methodOf(provider) !== undefined);
    if (heir) await mapFeatures(stores, { [row.feature]: methodOf(heir) ?? '' }, heir, 'first');
  }
}
