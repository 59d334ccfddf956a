/** Providers, the calls we made to them, and what they sent to our door. */
import type {
  IntegrationLogStore,
  ProviderNeed,
  ProviderStore,
  WebhookStore,
} from '../../../commerce/ports/stores/providers.ts';
import type { WebhookLog } from '../../../commerce/provider/model.ts';
import { RowRefused } from '../table.ts';
import { joined, type AllRows } from '../tables.ts';
import { by, newestFirst, orNull, refer, type MakeStore } from './support.ts';

export const createProviderStore: MakeStore<ProviderStore> = (rows) => {
  const { providers, features } = rows;
  return {
    async insert(provider) {
      providers.insert(provider);
    },
    async update({ id, slug: _slug, environment: _environment, createdAt: _createdAt, version: _version, ...changed }) {
      const version = (providers.get(id)?.version ?? 0) + 1;
      providers.update(id, { ...changed, version });
    },
    get: async (id) => orNull(providers.get(id)),
    bySlug: async (slug) => orNull(providers.by('slug', slug)),
    async list({ integrationType, environment, activeOnly } = {}) {
      const found = providers
        .all()
        .filter(
          (row) =>
            (!integrationType || row.integrationType === integrationType) &&
            (!environment || row.environment === environment) &&
            (!activeOnly || row.isActive),
        );
      return found.sort(
        by(
          (row) => row.displayOrder,
          (row) => row.id,
        ),
      );
    },
    async setTestResult(id, testStatus, testMessage, at) {
      providers.update(id, { testStatus, testMessage, lastTestedAt: at });
    },
    feature: async (feature, environment) => orNull(features.get(joined(feature, environment))),
    async setFeature(row) {
      refer('providers', rows, row.primaryProviderId, row.environment);
      refer('providers', rows, row.fallbackProviderId, row.environment);
      if (!features.update(joined(row.feature, row.environment), row)) features.insert(row);
    },
    async dropFeature(feature, environment) {
      features.remove(joined(feature, environment));
    },
    neededBy: async (id) => neededBy(rows, id),
    async remove(id) {
      if (neededBy(rows, id)) throw new RowRefused('a row refers to the provider');
      for (const table of [rows.pauses, rows.priceLists, rows.watches]) table.remove(id);
      for (const row of rows.depositDays.all()) if (row.providerId === id) rows.depositDays.remove(joined(id, row.day));
      for (const { place } of rows.priceListParts.group('provider', id)) rows.priceListParts.remove(joined(id, place));
      providers.remove(id);
    },
    features: async () =>
      features.all().sort(
        by(
          (row) => row.feature,
          (row) => row.environment,
        ),
      ),
  };
};

function neededBy(rows: AllRows, id: string): ProviderNeed | null {
  const isOf = (row: { providerId: string | null }): boolean => row.providerId === id;
  if (rows.payments.all().some(isOf)) return 'payments';
  if (rows.attempts.all().some(isOf) || rows.bills.all().some(isOf)) return 'purchases';
  if (rows.offers.all().some(isOf)) return 'products';
  if (rows.doorKeys.all().some(isOf)) return 'rooms';
  if (rows.roomUnits.all().some(({ lockProviderId }) => lockProviderId === id)) return 'rooms';
  return rows.webhooks.all().some(isOf) ? 'webhooks' : null;
}

export const createIntegrationLogStore: MakeStore<IntegrationLogStore> = ({ calls }) => ({
  async append(row) {
    calls.insert(row);
  },
  latest: async ({ providerId, limit }) =>
    calls
      .all()
      .filter((row) => !providerId || row.providerId === providerId)
      .sort(newestFirst((row) => row.createdAt))
      .slice(0, limit),
  async lastAt(providerId, action) {
    const instants = calls.group('action', joined(providerId, action)).map((row) => row.createdAt);
    return instants.length === 0 ? null : Math.max(...instants);
  },
});

export const createWebhookStore: MakeStore<WebhookStore> = (rows) => ({
  append: async (row) => store(rows, row),
  appendMany: async (many) => many.map((row) => store(rows, row)),
  get: async (id) => orNull(rows.webhooks.get(id)),
  async markProcessed(id, at) {
    rows.webhooks.update(id, { processedAt: at });
  },
  countRefused: async (slug, since) =>
    rows.webhooks.group('lone', slug).filter((row) => row.receivedAt >= since).length,
  latest: async ({ slug, limit }) =>
    rows.webhooks
      .all()
      .filter((row) => slug === undefined || row.slug === slug)
      .sort(newestFirst((row) => row.receivedAt))
      .slice(0, limit),
  notTaken: async (since, limit) =>
    rows.webhooks
      .all()
      .filter(({ verdict, receivedAt }) => (verdict === 'refused' || verdict === 'unknown') && receivedAt >= since)
      .sort(newestFirst((row) => row.receivedAt))
      .slice(0, limit),
  async reopen(id, { providerId, integrationType, environment, reason }) {
    const as = { providerId, integrationType, environment, reason };
    rows.webhooks.update(id, { ...as, verdict: 'accepted', processedAt: null });
  },
});

/** Only accepted rows may take the key of their event. */
function store(rows: AllRows, row: WebhookLog): 'stored' | 'duplicate' {
  const { id, providerId, eventKey, verdict } = row;
  refer('providers', rows, providerId, row.environment);
  const isRepeat =
    verdict === 'accepted' &&
    providerId !== null &&
    eventKey !== null &&
    !rows.eventKeys.insertUnless({ providerId, eventKey, webhookId: id });
  rows.webhooks.insert(isRepeat ? { ...row, verdict: 'duplicate' } : row);
  return isRepeat ? 'duplicate' : 'stored';
}
