/** Providers and the features they serve. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Provider, ProviderFeature } from '../../commerce/provider/model.ts';
import type { ProviderNeed, ProviderStore } from '../../commerce/ports/stores/providers.ts';
import { fromRow, toRow, type Row } from '../rows.ts';
import type { Database } from '../tables/index.ts';
import type { ProvidersTable } from '../tables/providers.ts';
import type { StoreDeps } from './deps.ts';
import { flag } from './values.ts';
import { oneBy } from './by-key.ts';

export function createProviderStore(db: Kysely<Database>, deps: StoreDeps): ProviderStore {
  return {
    insert: async (provider) => {
      await db.insertInto('providers').values(providerRow(provider)).execute();
      deps.changedKept();
    },
    update: async (provider) => {
      const { id, slug: _slug, environment: _environment, created_at: _createdAt, ...changed } = providerRow(provider);
      await db
        .updateTable('providers')
        .set((eb) => ({ ...changed, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
      deps.changedKept();
    },
    ...readMethods(db),
    setTestResult: async (id, status, message, at) => {
      await db
        .updateTable('providers')
        .set({ test_status: status, test_message: message, last_tested_at: at })
        .where('id', '=', id)
        .execute();
      deps.changedKept();
    },
    ...featureMethods(db, deps),
    neededBy: (id) => neededBy(db, id),
    remove: async (id) => {
      for (const table of KEPT_FOR_IT) await db.deleteFrom(table).where('provider_id', '=', id).execute();
      await db.deleteFrom('providers').where('id', '=', id).execute();
      deps.changedKept();
    },
  };
}

/** Rows that say nothing without the account's. */
const KEPT_FOR_IT = [
  'supplier_pauses',
  'deposit_days',
  'price_list_parts',
  'price_lists',
  'balance_watches',
  'event_keys',
] as const;

const NEEDS = [
  ['payments', 'payments', 'provider_id'],
  ['purchases', 'fulfilment_attempts', 'provider_id'],
  ['purchases', 'bill_quotes', 'provider_id'],
  ['products', 'offers', 'provider_id'],
  ['rooms', 'door_keys', 'provider_id'],
  ['rooms', 'room_units', 'lock_provider_id'],
  ['webhooks', 'webhook_logs', 'provider_id'],
] as const satisfies [ProviderNeed, keyof Database, string][];

async function neededBy(db: Kysely<Database>, id: string): Promise<ProviderNeed | null> {
  for (const [need, table, column] of NEEDS) {
    const found = await db
      .selectFrom(table)
      .select(sql<number>`1`.as('one'))
      .where(sql.ref<string>(column), '=', id)
      .limit(1)
      .executeTakeFirst();
    if (found) return need;
  }
  return null;
}

function readMethods(db: Kysely<Database>): Pick<ProviderStore, 'get' | 'bySlug' | 'list'> {
  return {
    get: async (id) => {
      const row = await oneBy(db, 'providers', { id });
      return row ? toProvider(row) : null;
    },
    bySlug: async (slug) => {
      const row = await oneBy(db, 'providers', { slug });
      return row ? toProvider(row) : null;
    },
    list: async ({ integrationType, environment, activeOnly } = {}) => {
      let query = db.selectFrom('providers').selectAll().orderBy('display_order').orderBy('id');
      if (integrationType) query = query.where('integration_type', '=', integrationType);
      if (environment) query = query.where('environment', '=', environment);
      if (activeOnly) query = query.where('is_active', '=', 1);
      return (await query.execute()).map(toProvider);
    },
  };
}

function featureMethods(
  db: Kysely<Database>,
  deps: StoreDeps,
): Pick<ProviderStore, 'feature' | 'setFeature' | 'dropFeature' | 'features'> {
  return {
    feature: async (feature, environment) => {
      const row = await oneBy(db, 'provider_features', { feature, environment });
      return row ? fromRow<ProviderFeature>(row) : null;
    },
    setFeature: async (feature) => {
      const { feature: _feature, environment: _environment, ...changed } = toRow(feature);
      await db
        .insertInto('provider_features')
        .values(toRow(feature))
        .onConflict((c) => c.columns(['feature', 'environment']).doUpdateSet(changed))
        .execute();
      deps.changedKept();
    },
    dropFeature: async (feature, environment) => {
      await db
        .deleteFrom('provider_features')
        .where('feature', '=', feature)
        .where('environment', '=', environment)
        .execute();
      deps.changedKept();
    },
    features: async () => {
      const rows = await db
        .selectFrom('provider_features')
        .selectAll()
        .orderBy('feature')
        .orderBy('environment')
        .execute();
      return rows.map((row) => fromRow<ProviderFeature>(row));
    },
  };
}

type StoredProvider = Omit<Provider, 'profile' | 'config' | 'capabilities' | 'isActive'> & {
  profile: string;
  config: string;
  capabilities: string;
  isActive: number;
};

const providerRow = (provider: Provider): Row<StoredProvider> =>
  toRow<StoredProvider>({
    ...provider,
    profile: JSON.stringify(provider.profile),
    config: JSON.stringify(provider.config),
    capabilities: JSON.stringify(provider.capabilities),
    isActive: flag(provider.isActive),
  });

/** A profile is the largest text of a shop and hardly ever changes. Nobody may change what is read in place. */
const MAX_PROFILES = 200;
const profiles = new Map<string, Provider['profile']>();

function profileIn(text: string): Provider['profile'] {
  let profile = profiles.get(text);
  if (profile === undefined) {
    if (profiles.size >= MAX_PROFILES) profiles.clear();
    profile = JSON.parse(text) as Provider['profile'];
    profiles.set(text, profile);
  }
  return profile;
}

function toProvider(row: Selectable<ProvidersTable>): Provider {
  const stored = fromRow<StoredProvider>(row);
  return {
    ...stored,
    profile: profileIn(stored.profile),
    config: JSON.parse(stored.config) as Provider['config'],
    capabilities: JSON.parse(stored.capabilities) as Provider['capabilities'],
    isActive: stored.isActive === 1,
  };
}
