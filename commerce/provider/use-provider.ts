/** Takes an account into use, or out of it. What it has begun it goes on with: payments, purchases and keys keep theirs. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { demandPin } from '../people/danger.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { changeProvider, type ProviderChange } from './changing.ts';
import { mapFeatures, refillFeatures } from './map-features.ts';
import type { Provider } from './model.ts';

export interface UseProviderInput extends ProviderChange {
  /** `first`: what it can serve goes to it from now on. `behind`: it serves what nobody does, else as the fallback. */
  place: 'first' | 'behind';
}

const USE = { right: 'useProvider', act: 'provider.used' } as const;
const REST = { right: 'restProvider', act: 'provider.rested' } as const;

export const useProvider = (core: Core, actor: Actor, key: string, input: UseProviderInput): Promise<Answer<object>> =>
  changeProvider(core, actor, key, USE, input, async (stores, provider) => {
    if (provider.environment === 'live') await demandPin(core, stores, actor);
    await stores.providers.update({ ...provider, isActive: true, updatedAt: core.clock.now() });
    const features = core.presets.get(provider.presetId ?? '')?.features ?? {};
    await mapFeatures(stores, features, provider, input.place);
    return `${provider.environment} ${input.place}`;
  });

export const restProvider = (core: Core, actor: Actor, key: string, input: ProviderChange): Promise<Answer<object>> =>
  changeProvider(core, actor, key, REST, input, async (stores, provider) => {
    await refuseLast(stores, provider);
    await stores.providers.update({ ...provider, isActive: false, updatedAt: core.clock.now() });
    await refillFeatures(core, stores, provider.environment);
  });

/** Without any real account the shop would practise again, under its customers' eyes. */
async function refuseLast(stores: Stores, provider: Provider): Promise<void> {
  if (provider.environment === 'practice' || !provider.isActive) return;
  const active = await stores.providers.list({ activeOnly: true });
  const others = active.filter((row) => row.id !== provider.id);
  if (!others.some(({ environment }) => environment !== 'practice')) throw new Refused('wrong_state', { kind: 'last' });
  // Selling in live and selling in sandbox are two shops to a customer.
  if (provider.environment === 'live' && !others.some(({ environment }) => environment === 'live'))
    throw new Refused('wrong_state', { kind: 'last' });
}
