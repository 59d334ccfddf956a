/**
 * Which ways of paying an account serves: first, as the fallback behind another account, or not at all. A preset names
 * what is on from the start and what the owner may switch on; what the account's own profile cannot do is not offered.
 */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Actor } from '../people/model.ts';
import type { PaymentMethodFacts } from '../ports/payment-gateway.ts';
import type { Preset } from '../ports/registry.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering, Refused } from '../refusal.ts';
import { changeProvider, ownProvider, type ProviderChange } from './changing.ts';
import type { Provider, ProviderFeature } from './model.ts';

export type WayPlace = 'first' | 'behind' | 'off';

export interface AccountWay extends Pick<PaymentMethodFacts, 'format' | 'name' | 'place'> {
  feature: string;
  at: WayPlace;
  /** The account that serves it first, where that is another one. */
  other: string | null;
}

/** feature → method, what is on from the start and what may be switched on. */
export const allFeatures = (preset: Preset | null): Record<string, string> => ({
  ...preset?.features,
  ...preset?.optionalFeatures,
});

export async function accountWays(core: Core, actor: Actor, slug: string): Promise<Answer<{ ways: AccountWay[] }>> {
  return answering(async () => {
    const stores = core.uow.read;
    const provider = await ownProvider(stores, actor, 'accountWays', slug);
    const ways: AccountWay[] = [];
    for (const [feature, method] of Object.entries(waysOf(core, provider))) {
      const facts = core.registry.payment(provider).method(method);
      const row = await stores.providers.feature(feature, provider.environment);
      if (!facts) continue;
      const { format, name, place } = facts;
      ways.push({
        feature,
        format,
        name,
        place,
        at: placeOf(row, provider),
        other: await otherFirst(stores, row, provider),
      });
    }
    return { ok: true as const, ways };
  });
}

/** Only what is on here, where a preset is gone. */
function waysOf(core: Core, { integrationType, presetId }: Provider): Record<string, string> {
  return integrationType === 'payment' ? allFeatures(core.presets.get(presetId ?? '')) : {};
}

function placeOf(row: ProviderFeature | null, { id }: Provider): WayPlace {
  if (row?.primaryProviderId === id) return 'first';
  return row?.fallbackProviderId === id ? 'behind' : 'off';
}

async function otherFirst(stores: Stores, row: ProviderFeature | null, { id }: Provider): Promise<string | null> {
  const other = row?.primaryProviderId === id ? row.fallbackProviderId : (row?.primaryProviderId ?? null);
  return other === null ? null : ((await stores.providers.get(other))?.name ?? null);
}

export interface SetWaysInput extends ProviderChange {
  /** What changes; features not named stay as they are. */
  ways: Record<string, WayPlace>;
}

export const setWays = (core: Core, actor: Actor, key: string, input: SetWaysInput): Promise<Answer<object>> =>
  changeProvider(core, actor, key, { right: 'setWays', act: 'provider.ways' }, input, async (stores, provider) => {
    const offered = waysOf(core, provider);
    for (const [feature, place] of Object.entries(input.ways)) {
      const method = offered[feature];
      if (method === undefined) throw new Refused('bad_input', { field: feature });
      await setWay(stores, provider, { feature, method }, place);
    }
    await refuseNone(stores, provider.environment);
    // Two owners with the same screen open: the second is told that it is old.
    await stores.providers.update({ ...provider, updatedAt: core.clock.now() });
    return Object.entries(input.ways)
      .map(([feature, place]) => `${feature} ${place}`)
      .join(', ');
  });

async function setWay(
  stores: Stores,
  provider: Provider,
  { feature, method }: { feature: string; method: string },
  place: WayPlace,
): Promise<void> {
  const { id, environment } = provider;
  const row = await stores.providers.feature(feature, environment);
  const own = { providerId: id, method };
  const other = row ? otherOf(row, id) : null;
  if (place === 'off' && !other) return row ? stores.providers.dropFeature(feature, environment) : undefined;
  const order = place === 'off' ? [other, null] : place === 'behind' && other ? [other, own] : [own, other];
  const [first, second] = order;
  if (!first) return;
  await stores.providers.setFeature({
    feature,
    environment,
    primaryProviderId: first.providerId,
    primaryMethod: first.method,
    fallbackProviderId: second?.providerId ?? null,
    fallbackMethod: second?.method ?? null,
  });
}

/** Whoever serves it beside this account: the one before it, else the one behind it. */
function otherOf(row: ProviderFeature, id: string): { providerId: string; method: string } | null {
  if (row.primaryProviderId !== id) return { providerId: row.primaryProviderId, method: row.primaryMethod };
  if (row.fallbackProviderId === null) return null;
  return { providerId: row.fallbackProviderId, method: row.fallbackMethod ?? row.primaryMethod };
}

/** The last way of paying is not switched off by accident: nothing could be sold any more. */
async function refuseNone(stores: Stores, environment: Environment): Promise<void> {
  const rows = (await stores.providers.features()).filter((row) => row.environment === environment);
  if (!rows.some(({ feature }) => feature.startsWith('payment.')))
    throw new Refused('wrong_state', { kind: 'last_way' });
}
