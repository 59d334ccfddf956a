/** Builds a supplier from a preset for the contract suite, as a provider row saved from it would be built. */
import { withCatalogueMaps } from '../../adapters/catalogue-files.ts';
import { formats } from '../../adapters/formats.ts';
import { createPresetCatalogue } from '../../adapters/preset-catalogue.ts';
import type { HttpClient } from '../../adapters/wire/http.ts';
import type { Preset } from '../../commerce/ports/registry.ts';
import { secret } from '../../commerce/ports/secret.ts';
import type { Supplier } from '../../commerce/ports/supplier.ts';
import { blankProvider } from '../../commerce/provider/blank.ts';
import type { SupplierBench } from './supplier.contract.ts';

const PRESETS = new URL('../../presets', import.meta.url).pathname;
const presets = withCatalogueMaps(createPresetCatalogue(PRESETS), PRESETS);

export function presetNamed(id: string): Preset {
  const preset = presets.get(id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset;
}

/** Throws ProfileError when `profile` replaces the preset's by one that is not fit to run. */
export const benchOf =
  (id: string, http: HttpClient, profile?: unknown): SupplierBench['build'] =>
  ({ baseUrl, credentials, timeoutMs }) => {
    const preset = presetNamed(id);
    const format = formats.find(({ apiFormat }) => apiFormat === preset.apiFormat);
    const own = { id, businessId: '', integrationType: 'supplier', name: id, slug: id, environment: 'live' } as const;
    const provider = blankProvider({
      ...own,
      apiFormat: preset.apiFormat,
      baseUrl,
      presetId: id,
      profile: (profile ?? preset.profile) as Preset['profile'],
    });
    return format?.build({
      provider,
      credentials: Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, secret(value)])),
      http: async (request) => await http({ ...request, budgetMs: timeoutMs }),
      clock: { now: () => Date.now(), elapsedMs: () => performance.now() },
    }) as Supplier;
  };
