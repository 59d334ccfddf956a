/** What a product costs whom; one rule per business, tier and scope. */
import type { Kysely } from 'kysely';
import type { PriceRule } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore } from '../../../commerce/ports/stores/catalogue.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Database } from '../../tables/index.ts';
import { selectBy } from '../by-key.ts';

export function priceRuleMethods(db: Kysely<Database>): Pick<CatalogueStore, 'priceRules' | 'setPriceRule'> {
  return {
    async priceRules(businessId) {
      const rows = await selectBy(db, 'price_rules', { business_id: businessId }, 'id');
      return rows.map((row) => fromRow<PriceRule>(row));
    },
    async setPriceRule(rule) {
      await db
        .insertInto('price_rules')
        .values(toRow(rule))
        .onConflict((c) =>
          c.columns(['business_id', 'tier', 'scope', 'scope_value']).doUpdateSet({
            kind: rule.kind,
            amount_idr: rule.amountIdr,
            basis_points: rule.basisPoints,
            rounding_idr: rule.roundingIdr,
          }),
        )
        .execute();
    },
  };
}
