/**
 * What a buyer types as the destination of a top-up, checked per product. A rule is data on the product (seeded from
 * presets/destinations.json, editable by the owner); nothing in here knows a brand.
 */
export interface DestinationRule {
  /** `phone` and `ewallet` take Indonesian mobile numbers, `pln` meter or customer numbers, `game` named fields. */
  kind: 'phone' | 'ewallet' | 'pln' | 'game' | 'text';
  brand?: string;
  /** Names of the parts in the order people type them: ["user", "zone"]. */
  fields?: string[];
  /** Rule per part: "digits 6-12", "text 3-20", "one of os_asia|os_usa". */
  rules?: Record<string, string>;
  /** How the supplier wants the parts joined: "{user}{zone}", "{user}|{server}". */
  template?: string;
}

export interface DestinationValue {
  /** Joined as the product writes it. What is sent is rendered per offer; see offer-destination.ts. */
  value: string;
  /** What the buyer is shown before paying. */
  display: string;
  fields: Record<string, string>;
}

/**
 * Reasons are machine words: `empty`, `too_long`, `bad_characters`, `not_a_phone`, `not_digits`, `digits_count`,
 * `missing_field:zone`, `too_many_parts`, `rule:zone`; `bad_rule:zone`, `no_template` and `bad_template` are the shop's
 * fault. `detail` carries what a message needs: min, max, got, field, options.
 */
export type DestinationCheck =
  | { ok: true; value: DestinationValue }
  | { ok: false; reason: string; detail?: Record<string, string | number> };
