/**
 * Deletes an account nothing ever came of. One that payments, purchases, products or keys know is refused: refunds, late
 * money and receipts need it for years. It can be put out of use instead.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { demandPin } from '../people/danger.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { changeProvider, type ProviderChange } from './changing.ts';
import { refillFeatures } from './map-features.ts';
import type { Provider } from './model.ts';

const REMOVE = { right: 'removeProvider', act: 'provider.removed' } as const;

export const removeProvider = (core: Core, actor: Actor, key: string, input: ProviderChange): Promise<Answer<object>> =>
  changeProvider(core, actor, key, REMOVE, input, async (stores, provider) => {
    if (provider.environment !== 'practice') await demandPin(core, stores, actor);
    if (provider.isActive) throw new Refused('wrong_state', { kind: 'active' });
    if (await isPracticeSet(stores, provider)) throw new Refused('wrong_state', { kind: 'practice' });
    const need = await stores.providers.neededBy(provider.id);
    if (need) throw new Refused('wrong_state', { kind: need });
    for (const row of await stores.providers.features()) {
      const { feature, environment, primaryProviderId, fallbackProviderId, fallbackMethod } = row;
      if (fallbackProviderId === provider.id) {
        await stores.providers.setFeature({ ...row, fallbackProviderId: null, fallbackMethod: null });
      } else if (primaryProviderId === provider.id && fallbackProviderId) {
        const next = { primaryProviderId: fallbackProviderId, primaryMethod: fallbackMethod ?? row.primaryMethod };
        await stores.providers.setFeature({ ...row, ...next, fallbackProviderId: null, fallbackMethod: null });
      } else if (primaryProviderId === provider.id) {
        await stores.providers.dropFeature(feature, environment);
      }
    }
    await refillFeatures(core, stores, provider.environment);
    await stores.providers.remove(provider.id);
  });

/** The practice shop has one account of each kind at the least: the start would look for it. */
async function isPracticeSet(stores: Stores, { environment, integrationType }: Provider): Promise<boolean> {
  if (environment !== 'practice') return false;
  return (await stores.providers.list({ environment, integrationType })).length === 1;
}
