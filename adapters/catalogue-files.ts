/**
 * Reads our category map and the game brands' destination rules (presets/categories.json, presets/destinations.json) and
 * puts them into the profiles of supplier presets, so that a saved provider carries them and the running shop needs no
 * file. Setup only, like the presets themselves.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PresetCatalogue } from '../commerce/ports/registry.ts';
import { readCatalogueMap, withCatalogueMap } from './supplier/catalogue-map.ts';
import type { CatalogueMap } from './supplier/catalogue-map.ts';

/** Null when the folder has no such files. Throws when one is there and does not validate. */
export function loadCatalogueMap(folder: string): CatalogueMap | null {
  const [categories, destinations] = ['categories.json', 'destinations.json'].map((file) =>
    readJson(join(folder, file)),
  );
  return categories === null || destinations === null ? null : readCatalogueMap(categories, destinations);
}

/** The same presets, those of suppliers with the map in their profile. Reads the files on first use. */
export function withCatalogueMaps(presets: PresetCatalogue, folder: string): PresetCatalogue {
  let read: { map: CatalogueMap | null } | null = null;
  const map = () => (read ??= { map: loadCatalogueMap(folder) }).map;
  const whole = <P extends ReturnType<PresetCatalogue['get']>>(preset: P) => {
    const known = preset?.integrationType === 'supplier' ? map() : null;
    return preset && known ? withCatalogueMap(preset, known) : preset;
  };
  return {
    list: (type) => presets.list(type).flatMap((preset) => whole(preset) ?? []),
    get: (id) => whole(presets.get(id)),
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
