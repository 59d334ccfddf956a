/** Presets as the offline inspectors and `provider:add` find them; an unknown one is a wrong call. */
import { join } from 'node:path';
import { withCatalogueMaps } from '../../adapters/catalogue-files.ts';
import { createPresetCatalogue } from '../../adapters/preset-catalogue.ts';
import type { Preset, PresetCatalogue } from '../../commerce/ports/registry.ts';
import { UsageError } from './command.ts';

export const PRESETS_FOLDER = join(import.meta.dirname, '..', '..', 'presets');

export const openPresets = (): PresetCatalogue =>
  withCatalogueMaps(createPresetCatalogue(PRESETS_FOLDER), PRESETS_FOLDER);

/** Throws UsageError with the presets there are when `id` is none of them or of no allowed type. */
export function presetNamed(id: string, types: readonly Preset['integrationType'][], presets = openPresets()): Preset {
  const fitting = presets.list().filter((preset) => types.includes(preset.integrationType));
  const preset = fitting.find((candidate) => candidate.id === id);
  if (preset) return preset;
  throw new UsageError(`no preset "${id.slice(0, 60)}"; there is ${fitting.map((one) => one.id).join(', ') || 'none'}`);
}
