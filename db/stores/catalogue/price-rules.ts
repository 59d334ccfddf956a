/** What a product costs whom; one rule per business, tier and scope. */
import type { Kysely, Selectable } from 'kysely';
import type { PriceRule } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore } from '../../../commerce/ports/stores/catalogue.ts';
import type { PriceRulesTable } from '../../tables/catalogue.ts';
import type { Database } from '../../tables/index.ts';

export function priceRuleMethods(db: Kysely<Database>): Pick<CatalogueStore, 'priceRules' | 'setPriceRule'> {
  return {
    async priceRules(businessId) {
      const rows = await db
        .selectFrom('price_rules')
        .selectAll()
        .where('business_id', '=', businessId)
        .orderBy('id')
        .execute();
      return rows.map(toPriceRule);
    },
    async setPriceRule(rule) {
      await db
        .insertInto('price_rules')
        .values({
          id: rule.id,
          business_id: rule.businessId,
          tier: rule.tier,
          scope: rule.scope,
          scope_value: rule.scopeValue,
          kind: rule.kind,
          amount_idr: rule.amountIdr,
        })
        .onConflict((c) =>
          c
            .columns(['business_id', 'tier', 'scope', 'scope_value'])
            .doUpdateSet({ kind: rule.kind, amount_idr: rule.amountIdr }),
        )
        .execute();
    },
  };
}

const toPriceRule = (row: Selectable<PriceRulesTable>): PriceRule => ({
  id: row.id,
  businessId: row.business_id,
  tier: row.tier,
  scope: row.scope,
  scopeValue: row.scope_value,
  kind: row.kind,
  amountIdr: row.amount_idr,
});
