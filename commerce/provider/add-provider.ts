/**
 * Adds an account at a vendor. The preset only fills the row in: what is saved is complete, so the preset may change or
 * vanish afterwards. Credentials are checked by their pattern and sealed before they touch the disk.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import { idempotent } from '../idempotent.ts';
import { demandPin } from '../people/danger.ts';
import type { Actor } from '../people/model.ts';
import type { Preset, PresetField } from '../ports/registry.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { requireAccountRight } from './account-right.ts';
import { blankProvider } from './blank.ts';
import { isFitEndpoint } from './endpoint-rule.ts';
import { fieldsIn } from './fields-in.ts';
import { mapFeatures } from './map-features.ts';
import type { Provider } from './model.ts';
import { practiceVendor } from './practice-vendors.ts';

export interface AddProviderInput {
  presetId: string;
  environment: Environment;
  name?: string;
  values: Record<string, string>;
  baseUrl?: string;
  /** Saved but not used for anything until somebody takes it into use (use-provider.ts). */
  resting?: boolean;
}

const MAX_SAME_PRESET = 50;

export async function addProvider(
  core: Core,
  actor: Actor,
  key: string,
  input: AddProviderInput,
): Promise<Answer<{ provider: Provider }>> {
  const result = await idempotent(core, actor, 'provider.add', key, fingerprinted(core, input), async (stores) => {
    await requireAccountRight(stores, actor, 'addProvider', input.environment);
    if (input.environment === 'live') await demandPin(core, stores, actor);
    const preset = core.presets.get(input.presetId);
    if (!preset) throw new Refused('not_found', { what: 'preset' });
    checkValues(fieldsIn(preset, input.environment), input.values);
    await stores.admin.settings.lockShop();
    const provider = await buildProvider(core, stores, preset, await placed(stores, actor, preset, input));
    await stores.providers.insert(provider);
    if (!input.resting) await mapFeatures(stores, preset.features, provider, 'free');
    await audit(
      core,
      stores,
      actor,
      'provider.added',
      `providers:${provider.id}`,
      `${provider.slug} ${provider.environment}`,
    );
    return { providerId: provider.id };
  });
  if ('ok' in result) return result;
  const provider = await core.uow.read.providers.get(result.providerId);
  if (!provider) throw new Error('added provider is missing');
  return { ok: true, provider };
}

/** The input as it may be remembered: values only as a fingerprint. */
const fingerprinted = (core: Core, input: AddProviderInput) => ({
  ...input,
  values: core.vault.fingerprint('provider_values', JSON.stringify(input.values)),
});

function checkValues(fields: readonly PresetField[], values: Record<string, string>): void {
  for (const field of fields) {
    const value = values[field.name] ?? '';
    if (value === '' && field.optional) continue;
    if (!new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) {
      throw new Refused('bad_input', { field: field.name, title: field.title, example: field.example });
    }
  }
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
  if (unknown) throw new Refused('bad_input', { field: unknown });
}

/** Where practice vendors are is the program's to say: anybody may play the owner of a practice shop. */
async function placed(
  stores: Stores,
  actor: Actor,
  preset: Preset,
  input: AddProviderInput,
): Promise<AddProviderInput> {
  if (input.environment !== 'practice' || actor.via === 'cli') return input;
  const vendor = await practiceVendor(stores, preset);
  if (!vendor) throw new Refused('not_found', { what: 'practice' });
  return { ...input, baseUrl: vendor.baseUrl, values: { ...vendor.config, ...input.values } };
}

async function buildProvider(core: Core, stores: Stores, preset: Preset, input: AddProviderInput): Promise<Provider> {
  const business = await stores.stays.firstBusiness();
  const baseUrl = input.baseUrl ?? preset.baseUrls[input.environment];
  if (!business || !baseUrl) throw new Refused('bad_input', { field: input.baseUrl ? 'environment' : 'base_url' });
  if (preset.integrationType === 'deployment' && !isFitEndpoint(baseUrl, input.environment))
    throw new Refused('bad_input', { field: 'base_url' });
  const id = core.ids.uuid();
  const now = core.clock.now();
  const pick = (isSecret: boolean) =>
    Object.fromEntries(
      preset.fields
        .filter((field) => field.secret === isSecret)
        .map((field) => [field.name, input.values[field.name] ?? '']),
    );
  const slug = await freeSlug(stores, preset.id);
  const number = slug === preset.id ? '' : ` ${slug.slice(preset.id.length + 1)}`;
  const own = {
    id,
    businessId: business.id,
    integrationType: preset.integrationType,
    name: input.name?.trim() || `${preset.displayName}${number} (${input.environment})`,
    slug,
    apiFormat: preset.apiFormat,
    environment: input.environment,
    baseUrl,
    presetId: preset.id,
    profile: preset.profile,
    config: pick(false),
    credentialsEncrypted: core.vault.sealCredentials(id, JSON.stringify(pick(true))),
    capabilities: preset.capabilities,
    isActive: !input.resting,
  };
  return blankProvider(own, now);
}

async function freeSlug(stores: Stores, base: string): Promise<string> {
  for (let number = 1; number <= MAX_SAME_PRESET; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await stores.providers.bySlug(slug))) return slug;
  }
  throw new Refused('rate_limited');
}
