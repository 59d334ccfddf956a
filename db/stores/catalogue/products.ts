/** Products and the search over them. Prices are worked out in commerce from offers and rules. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { DestinationRule } from '../../../commerce/catalogue/destination.ts';
import type { Product } from '../../../commerce/catalogue/model.ts';
import type { CatalogueStore, ProductFilter } from '../../../commerce/ports/stores/catalogue.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { ProductsTable } from '../../tables/catalogue.ts';
import type { Database } from '../../tables/index.ts';
import { changedOne, codeKey, flag, without } from '../values.ts';
import { oneBy } from '../by-key.ts';

/** Words past this are ignored: a search is typed by a person, and every word is one more condition. */
const SEARCH_WORDS_MAX = 12;

type ProductMethods = Pick<
  CatalogueStore,
  | 'insertProduct'
  | 'updateProduct'
  | 'replaceProduct'
  | 'product'
  | 'productByCode'
  | 'products'
  | 'countProducts'
  | 'categories'
  | 'brands'
>;

export function productMethods(db: Kysely<Database>): ProductMethods {
  const active = (environment: Product['environment']) =>
    db.selectFrom('products').where('environment', '=', environment).where('active', '=', 1);
  return {
    async insertProduct(product) {
      await db.insertInto('products').values(productRow(product)).execute();
    },
    async updateProduct(product) {
      const { name, category, brand, description, destination, active, search_text } = productRow(product);
      await db
        .updateTable('products')
        .set({ name, category, brand, description, destination, active, search_text })
        .where('id', '=', product.id)
        .execute();
    },
    async replaceProduct(id, from, to) {
      const done = await db
        .updateTable('products')
        .set({ replaced_by: to, active: flag(to === null) })
        .where('id', '=', id)
        .where('replaced_by', from === null ? 'is' : '=', from)
        .executeTakeFirst();
      return changedOne(done);
    },
    async product(id) {
      const row = await oneBy(db, 'products', { id });
      return row ? toProduct(row) : null;
    },
    async productByCode(environment, code) {
      const row = await db
        .selectFrom('products')
        .selectAll()
        .where('environment', '=', environment)
        .where('code_key', '=', codeKey(code))
        .orderBy('business_id')
        .limit(1)
        .executeTakeFirst();
      return row ? toProduct(row) : null;
    },
    async products(filter) {
      const rows = await matching(db, filter)
        .selectAll()
        .orderBy('category')
        .orderBy('brand')
        // Denominations read best from small to large, and only the offers know which is larger.
        .orderBy((eb) =>
          eb.fn.coalesce(
            eb
              .selectFrom('offers')
              .select((o) => o.fn.min('offers.cost_idr').as('cost'))
              .whereRef('offers.product_id', '=', 'products.id'),
            sql.lit(0),
          ),
        )
        .orderBy('name')
        .orderBy('id')
        .limit(filter.limit)
        .offset(filter.offset ?? 0)
        .execute();
      return rows.map(toProduct);
    },
    async countProducts(filter) {
      const row = await matching(db, filter).select(countAll).executeTakeFirstOrThrow();
      return row.count;
    },
    async categories(environment) {
      const rows = await active(environment).select(['category as name', countAll]).groupBy('category').execute();
      return byCount(rows);
    },
    async brands(environment, category) {
      const rows = await active(environment)
        .where('category', '=', category)
        .select(['brand as name', countAll])
        .groupBy('brand')
        .execute();
      return byCount(rows);
    },
  };
}

function matching(db: Kysely<Database>, filter: Omit<ProductFilter, 'limit' | 'offset'>) {
  let query = db.selectFrom('products').where('environment', '=', filter.environment);
  if (!filter.includeInactive) query = query.where('active', '=', 1);
  if (filter.businessId !== undefined) query = query.where('business_id', '=', filter.businessId);
  if (filter.category !== undefined) query = query.where('category', '=', filter.category);
  if (filter.brand !== undefined) query = query.where('brand', '=', filter.brand);
  for (const word of searchWords(filter.search ?? '')) {
    query = query.where(
      sql<boolean>`search_text like ${`%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`,
    );
  }
  return query;
}

const searchWords = (search: string): string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, SEARCH_WORDS_MAX);

const countAll = sql<number>`count(*)`.as('count');

const byCount = (rows: { name: string; count: number }[]): { name: string; count: number }[] =>
  rows.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

const productRow = (product: Product): ProductsTable => ({
  ...toRow(product),
  destination: product.destination ? JSON.stringify(product.destination) : null,
  active: flag(product.active),
  code_key: codeKey(product.code),
  search_text: [product.name, product.brand, product.category, product.code].join('\n').toLowerCase(),
  replaced_by: product.replacedBy ?? null,
});

const toProduct = (row: ProductsTable): Product => ({
  ...fromRow<Omit<Product, 'replacedBy'>>({
    ...without(row, 'code_key', 'search_text', 'replaced_by'),
    destination: row.destination ? (JSON.parse(row.destination) as DestinationRule) : null,
    active: row.active === 1,
  }),
  ...(row.replaced_by === null ? {} : { replacedBy: row.replaced_by }),
});
