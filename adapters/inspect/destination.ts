/**
 * What the running app would make of a destination somebody typed. A brand without rules of its own is looked up in the
 * brand list (presets/destinations.json, read by the caller), as the price list sync does it.
 */
import { z } from 'zod';
import { checkDestination } from '../../commerce/catalogue/destination-check.ts';
import type { DestinationRule } from '../../commerce/catalogue/destination.ts';
import { ruleOfBrand } from '../supplier/catalogue-map.ts';
import type { BrandRules } from '../supplier/catalogue-map.ts';

const inputSchema = z.object({
  kind: z.enum(['phone', 'ewallet', 'pln', 'game', 'text']),
  brand: z.string().nullish(),
  fields: z.array(z.string()).nullish(),
  rules: z.record(z.string(), z.string()).nullish(),
  template: z.string().nullish(),
  input: z.string(),
});

export type DestinationInspection =
  | { ok: true; value: string; display: string }
  | { ok: false; reason: string; detail?: Record<string, string | number> };

/** Throws Error with a readable line when the input has another shape. */
export function inspectDestination(brands: BrandRules, input: unknown): DestinationInspection {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; '),
    );
  }
  const rule = ruleFor(brands, parsed.data);
  if (rule === null) return { ok: false, reason: 'unknown_brand' };
  const check = checkDestination(rule, parsed.data.input);
  return check.ok ? { ok: true, value: check.value.value, display: check.value.display } : check;
}

/** What is given wins over what the brand list says. */
function ruleFor(brands: BrandRules, given: z.infer<typeof inputSchema>): DestinationRule | null {
  const { kind, brand, fields, rules, template } = given;
  const known = brand && kind === 'game' ? ruleOfBrand(brands, brand) : null;
  if (kind === 'game' && known === null && !fields && !template) return null;
  return {
    kind,
    fields: fields ?? known?.fields,
    rules: rules ?? known?.rules,
    template: template ?? known?.template,
  };
}
