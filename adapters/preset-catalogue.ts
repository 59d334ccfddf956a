/**
 * The only reader of `presets/`: autofill for setting up a provider. Nothing running needs it, so a missing or emptied
 * folder is an empty list. A preset that does not validate is left out and named in `problems`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Preset, PresetCatalogue } from '../commerce/ports/registry.ts';
import type { AdapterFormat } from './format.ts';
import { formats as allFormats } from './formats.ts';
import { shapeErrors } from './wire/profile.ts';

/** Files beside the presets that are other kinds of autofill, read by whoever needs them. */
const OTHER_DATA = new Set(['categories.json', 'destinations.json']);

const fieldSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.string().min(1),
  example: z.string(),
  where: z.string(),
  pattern: z.string().min(1),
  patterns: z.strictObject({ live: z.string().min(1), sandbox: z.string().min(1) }).optional(),
  secret: z.boolean(),
  optional: z.boolean(),
});

const url = z.url({ protocol: /^https?$/ });

const presetSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_-]*$/),
  displayName: z.string().min(1),
  integrationType: z.enum(['payment', 'supplier', 'door_lock', 'deployment']),
  apiFormat: z.string().min(1),
  baseUrls: z.strictObject({ live: url.optional(), sandbox: url.optional(), practice: url.optional() }),
  capabilities: z.array(z.string()),
  fields: z.array(fieldSchema),
  profile: z.record(z.string(), z.unknown()),
  features: z.record(z.string(), z.string()),
  optionalFeatures: z.record(z.string(), z.string()).optional(),
  notes: z.array(z.string().min(1)).optional(),
  docsUrl: url,
  checkedOn: z.iso.date(),
  practice: z.strictObject({ basePath: z.string(), values: z.record(z.string(), z.string()) }).optional(),
});

export interface PresetFiles extends PresetCatalogue {
  /** One line per fault, beginning with the file's name. */
  problems(): string[];
}

/** Reads the folder on first use and keeps the result. */
export function createPresetCatalogue(folder: string, formats: readonly AdapterFormat[] = allFormats): PresetFiles {
  let read: { presets: Preset[]; problems: string[] } | null = null;
  const contents = () => (read ??= readFolder(folder, formats));
  return {
    list: (type) => contents().presets.filter((preset) => type === undefined || preset.integrationType === type),
    get: (id) => contents().presets.find((preset) => preset.id === id) ?? null,
    problems: () => contents().problems,
  };
}

function readFolder(folder: string, formats: readonly AdapterFormat[]): { presets: Preset[]; problems: string[] } {
  const checked = presetFiles(folder).map((file) => checkPreset(file, readText(join(folder, file)), formats));
  return {
    presets: checked.flatMap(({ preset }) => (preset ? [preset] : [])),
    problems: checked.flatMap(({ problems }) => problems),
  };
}

function presetFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json') && !OTHER_DATA.has(file))
      .sort();
  } catch {
    return [];
  }
}

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Checks a preset's shape, then its meaning; reports everything wrong with it. */
export function checkPreset(
  file: string,
  text: string,
  formats: readonly AdapterFormat[] = allFormats,
): { preset: Preset | null; problems: string[] } {
  const failed = (lines: string[]) => ({ preset: null, problems: lines.map((line) => `${file}: ${line}`) });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return failed(['is not JSON']);
  }
  const parsed = presetSchema.safeParse(content);
  if (!parsed.success) return failed(shapeErrors(parsed.error));
  const problems = meaningErrors(file, parsed.data, formats);
  return problems.length > 0 ? failed(problems) : { preset: parsed.data, problems: [] };
}

function meaningErrors(file: string, preset: Preset, formats: readonly AdapterFormat[]): string[] {
  const { fields, integrationType, apiFormat } = preset;
  const names = fields.map(({ name }) => name);
  const declared = {
    secrets: fields.filter((field) => field.secret).map(({ name }) => name),
    settings: fields.filter((field) => !field.secret).map(({ name }) => name),
  };
  const format = formats.find((known) => known.integrationType === integrationType && known.apiFormat === apiFormat);
  return [
    ...(basename(file, '.json') === preset.id ? [] : [`id is ${preset.id}`]),
    ...(new Set(names).size === names.length ? [] : ['a field is declared twice']),
    ...fields.flatMap(({ name, pattern, example }) => patternErrors(name, pattern, example)),
    // The example is a test account's, so that it can never be taken for a key that moves money.
    ...fields.flatMap(({ name, patterns, example }) =>
      patterns ? patternErrors(name, patterns.sandbox, example) : [],
    ),
    ...featureErrors(preset),
    ...(format ? format.profileErrors(preset.profile, declared) : [`no ${integrationType} format ${apiFormat}`]),
  ];
}

/** A way of paying leads to a method of the profile, and is mapped once. */
function featureErrors({ integrationType, features, optionalFeatures = {}, profile }: Preset): string[] {
  const twice = Object.keys(optionalFeatures).filter((name) => Object.hasOwn(features, name));
  const methods = integrationType === 'payment' ? profile['methods'] : undefined;
  const known = typeof methods === 'object' && methods !== null ? methods : null;
  const lost = Object.entries({ ...features, ...optionalFeatures }).filter(
    ([, method]) => known !== null && !Object.hasOwn(known, method),
  );
  return [
    ...twice.map((name) => `optionalFeatures.${name}: stands in features`),
    ...lost.map(([name, method]) => `features.${name}: no method ${method}`),
  ];
}

function patternErrors(name: string, pattern: string, example: string): string[] {
  try {
    return new RegExp(`^(?:${pattern})$`).test(example) ? [] : [`fields.${name}: the example does not fit the pattern`];
  } catch {
    return [`fields.${name}: not a regular expression`];
  }
}
