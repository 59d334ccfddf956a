/**
 * From a supplier's words to our catalogue: its category becomes ours, its brand tells what the buyer must give. The
 * map is copied into the provider's profile when it is saved, so the running shop does not need the preset files. What
 * the map does not know gets no destination, and nothing without one is sold by itself.
 */
import { z } from 'zod';
import type { DestinationRule } from '../../commerce/catalogue/destination.ts';
import type { Preset } from '../../commerce/ports/registry.ts';

const categorySchema = z.strictObject({
  name: z.string().min(1),
  from: z.array(z.string().min(1)).min(1),
  destination: z.enum(['phone', 'ewallet', 'pln', 'brand', 'contact']).nullable(),
});

const brandSchema = z.strictObject({
  brand: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  kind: z.enum(['phone', 'ewallet', 'pln', 'game', 'text']),
  fields: z.array(z.string().regex(/^[a-z]+$/)).min(1),
  rules: z.record(z.string(), z.string()),
  template: z.string().min(1),
});

export const catalogueMapSchema = z.strictObject({
  categories: z.array(categorySchema),
  /** Name of ours for what no category names. */
  other: z.string().min(1),
  brands: z.array(brandSchema),
});

const categoriesFile = z.looseObject(catalogueMapSchema.pick({ categories: true, other: true }).shape);
const destinationsFile = z.looseObject(catalogueMapSchema.pick({ brands: true }).shape);

export type CatalogueMap = z.infer<typeof catalogueMapSchema>;
export type BrandRules = CatalogueMap['brands'];

/** A code's own delivery needs no destination; suppliers keep a contact with it, so any short text will do. */
const CONTACT: DestinationRule = { kind: 'text', fields: ['contact'], rules: { contact: 'text 5-64' } };

/** The parsed contents of presets/categories.json and presets/destinations.json. Throws when one does not validate. */
export function readCatalogueMap(categories: unknown, destinations: unknown): CatalogueMap {
  const { other, categories: list } = categoriesFile.parse(categories);
  return { other, categories: list, brands: destinationsFile.parse(destinations).brands };
}

/** Puts the map into the profile of a supplier's preset; presets of other types come back as they are. */
export function withCatalogueMap(preset: Preset, map: CatalogueMap): Preset {
  if (preset.integrationType !== 'supplier') return preset;
  return { ...preset, profile: { catalogue: map, ...preset.profile } };
}

/** Our category and the destination rule for a supplier's row. */
export function placeInCatalogue(
  map: CatalogueMap | undefined,
  row: { category: string; brand: string },
): { category: string; destination: DestinationRule | null } {
  const wanted = plain(row.category);
  const category = map?.categories.find(({ from }) => from.some((word) => plain(word) === wanted));
  if (!map || !category) return { category: map?.other ?? row.category, destination: null };
  return { category: category.name, destination: destinationOf(map, category.destination, row.brand) };
}

/** The rule of a brand under any of its names, without regard to case, spaces and signs. */
export function ruleOfBrand(brands: BrandRules, brand: string): DestinationRule | null {
  const wanted = plain(brand);
  const found = brands.find(({ brand: name, aliases }) => [name, ...aliases].some((word) => plain(word) === wanted));
  if (!found || wanted === '') return null;
  const { aliases: _aliases, ...rule } = found;
  return rule;
}

function destinationOf(
  map: CatalogueMap,
  kind: CatalogueMap['categories'][number]['destination'],
  brand: string,
): DestinationRule | null {
  if (kind === null) return null;
  if (kind === 'brand') return ruleOfBrand(map.brands, brand);
  return kind === 'contact' ? CONTACT : { kind };
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
