/**
 * Who serves a feature. One nobody serves yet goes to the new account; one that is served gets it as fallback, if it
 * has none. Taking over (`first`) leaves the account of before as the fallback: its open payments go on either way.
 */
import type { Stores } from '../ports/stores/index.ts';
import type { Provider } from './model.ts';

/** @param features feature → the account's method for it, as presets name them. */
export async function mapFeatures(
  stores: Stores,
  features: Record<string, string>,
  { id, environment }: Provider,
  place: 'first' | 'behind' = 'behind',
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
    } else if (!row.fallbackProviderId) {
      await stores.providers.setFeature({ ...row, fallbackProviderId: id, fallbackMethod: method });
    }
  }
}
