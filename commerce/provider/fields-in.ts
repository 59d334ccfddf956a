/**
 * What the values of an account must look like in one environment. Where a vendor's test and live keys differ in
 * writing, a key of the wrong kind is told on the spot, before it is saved or sent anywhere.
 */
import type { Environment } from '../environment.ts';
import type { Preset, PresetField } from '../ports/registry.ts';

export function fieldsIn({ fields }: Pick<Preset, 'fields'>, environment: Environment): PresetField[] {
  if (environment === 'practice') return fields;
  return fields.map((field) => ({ ...field, pattern: field.patterns?.[environment] ?? field.pattern }));
}
