/** The shop's accounts as the owner sees them in a chat. Never a credential, nor the sealed form of one. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { PresetField } from '../ports/registry.ts';
import type { Stores } from '../ports/stores/index.ts';
import { answering } from '../refusal.ts';
import { hasAccountRight } from './account-right.ts';
import { ownProvider } from './changing.ts';
import { readMode } from './mode.ts';
import type { IntegrationType, Provider, WebhookLog } from './model.ts';
import { allFeatures } from './ways.ts';
import { knownValues } from './setup-choices.ts';
import type { KnownValue } from './value-check.ts';
import { fieldsIn } from './fields-in.ts';

export interface ProviderLine {
  slug: string;
  name: string;
  type: IntegrationType;
  environment: Environment;
  isActive: boolean;
  testStatus: Provider['testStatus'];
  lastTestedAt: number | null;
}

export interface ProviderCard extends ProviderLine {
  version: number;
  /** The vendor's words at the last test. */
  testMessage: string;
  /** Features it serves now, or stands behind for. */
  serves: string[];
  standsBehind: string[];
  /** Name of the account that serves now what this one could. */
  present: string | null;
  /** There are ways of paying to choose from. */
  hasWays: boolean;
  /** Null where nothing calls us. */
  webhookUrl: string | null;
  /** Whether the address can be reached from outside. */
  isReachable: boolean;
  fields: PresetField[];
  others: KnownValue[];
}

/** In practice the practice accounts, and real ones for who owns the shop for good; later real ones only. */
export async function providerLines(core: Core, actor: Actor): Promise<Answer<{ lines: ProviderLine[] }>> {
  return answering(async () => {
    requireRight(actor, 'providerLines');
    const stores = core.uow.read;
    const { practice } = await readMode(stores);
    const isLasting = await hasAccountRight(stores, actor, 'providerLines', 'sandbox');
    const rows = await stores.providers.list();
    const own = rows.filter(({ environment }) => (environment === 'practice' ? practice : isLasting));
    return { ok: true as const, lines: own.map(lineOf) };
  });
}

export async function providerCard(core: Core, actor: Actor, slug: string): Promise<Answer<{ card: ProviderCard }>> {
  return answering(async () => {
    const stores = core.uow.read;
    const provider = await ownProvider(stores, actor, 'providerCard', slug);
    const preset = core.presets.get(provider.presetId ?? '');
    const { integrationType, version, testMessage } = provider;
    const card: ProviderCard = {
      ...lineOf(provider),
      ...(await places(stores, provider, Object.keys(preset?.features ?? {}))),
      hasWays: integrationType === 'payment' && Object.keys(allFeatures(preset)).length > 1,
      version,
      testMessage,
      webhookUrl: integrationType === 'door_lock' ? null : `${core.publicUrl}/webhook/${integrationType}/${slug}`,
      isReachable: core.publicUrl.startsWith('https:'),
      fields: preset ? fieldsIn(preset, provider.environment) : [],
      others: knownValues(core.presets.list(), provider.presetId ?? ''),
    };
    return { ok: true as const, card };
  });
}

const lineOf = (provider: Provider): ProviderLine => {
  const { slug, name, integrationType: type, environment, isActive, testStatus, lastTestedAt } = provider;
  return { slug, name, type, environment, isActive, testStatus, lastTestedAt };
};

/** Only ways of paying have one account that serves them; of suppliers and locks all do. */
async function places(stores: Stores, { id, environment }: Provider, could: readonly string[]) {
  const rows = (await stores.providers.features()).filter(
    (row) => row.environment === environment && row.feature.startsWith('payment.'),
  );
  const serves = rows.filter((row) => row.primaryProviderId === id).map(({ feature }) => feature);
  const standsBehind = rows.filter((row) => row.fallbackProviderId === id).map(({ feature }) => feature);
  let present: string | null = null;
  for (const { feature, primaryProviderId, fallbackProviderId } of rows) {
    if (present !== null || !could.includes(feature)) continue;
    for (const other of [primaryProviderId, fallbackProviderId]) {
      if (other === null || other === id || present !== null) continue;
      const provider = await stores.providers.get(other);
      if (provider?.isActive) present = provider.name;
    }
  }
  return { serves, standsBehind, present };
}

export interface WebhookNews {
  /** The newest one that was believed or repeated, if any. */
  arrivedAt: number | null;
  /** The newest one that was refused, and why. */
  refusedAt: number | null;
  reason: string;
}

/** How far back one looks for either. */
const LOOK_BACK = 20;

export async function webhookNews(core: Core, actor: Actor, slug: string): Promise<Answer<{ news: WebhookNews }>> {
  return answering(async () => {
    await ownProvider(core.uow.read, actor, 'webhookNews', slug);
    const rows = await core.uow.read.webhooks.latest({ slug, limit: LOOK_BACK });
    const known = (row: WebhookLog) => row.verdict === 'accepted' || row.verdict === 'duplicate';
    const refused = rows.find((row) => row.verdict === 'refused');
    const arrivedAt = rows.find(known)?.receivedAt ?? null;
    return {
      ok: true as const,
      news: { arrivedAt, refusedAt: refused?.receivedAt ?? null, reason: refused?.reason ?? '' },
    };
  });
}
