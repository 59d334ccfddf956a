/** Providers and what happened at their door: calls we made, webhooks we got. */
import type { Environment } from '../../environment.ts';
import type { IntegrationLog, IntegrationType, Provider, ProviderFeature, WebhookLog } from '../../provider/model.ts';

export interface ProviderStore {
  insert(provider: Provider): Promise<void>;
  /** Replaces everything but id, slug and environment; raises `version`. */
  update(provider: Provider): Promise<void>;
  get(id: string): Promise<Provider | null>;
  bySlug(slug: string): Promise<Provider | null>;
  list(filter?: {
    integrationType?: IntegrationType;
    environment?: Environment;
    activeOnly?: boolean;
  }): Promise<Provider[]>;
  setTestResult(id: string, status: Provider['testStatus'], message: string, at: number): Promise<void>;
  feature(feature: string, environment: Environment): Promise<ProviderFeature | null>;
  setFeature(row: ProviderFeature): Promise<void>;
  dropFeature(feature: string, environment: Environment): Promise<void>;
  features(): Promise<ProviderFeature[]>;
  /** What still needs the account's row, or null. */
  neededBy(id: string): Promise<ProviderNeed | null>;
  /** The row, and what only it was kept for. Throws while something needs it or a feature names it. */
  remove(id: string): Promise<void>;
}

/** Receipts and refunds belong to payments, quotes of bills to purchases, door keys to rooms. */
export type ProviderNeed = 'payments' | 'purchases' | 'products' | 'rooms' | 'webhooks';

export interface IntegrationLogStore {
  append(row: IntegrationLog): Promise<void>;
  latest(filter: { providerId?: string; limit: number }): Promise<IntegrationLog[]>;
  /** The newest row of an action, for limits that hold across processes. */
  lastAt(providerId: string, action: string): Promise<number | null>;
}

export interface WebhookStore {
  /** Stores a delivery. An accepted one whose (provider, eventKey) is known is stored as `duplicate`. */
  append(row: WebhookLog): Promise<'stored' | 'duplicate'>;
  /** The same for all rows of one group commit, in as few statements as the engine allows; answers in order. */
  appendMany(rows: WebhookLog[]): Promise<('stored' | 'duplicate')[]>;
  get(id: string): Promise<WebhookLog | null>;
  markProcessed(id: string, at: number): Promise<void>;
  /** Refused and unknown rows of a slug since an instant, to bound what a flood can store. */
  countRefused(slug: string, since: number): Promise<number>;
  latest(filter: { slug?: string; limit: number }): Promise<WebhookLog[]>;
  /** Those that were refused or are of nobody since an instant, newest first. */
  notTaken(since: number, limit: number): Promise<WebhookLog[]>;
  /** From here on an accepted one of this provider that nobody has processed, whatever it was. */
  reopen(id: string, as: Pick<WebhookLog, 'providerId' | 'integrationType' | 'environment' | 'reason'>): Promise<void>;
}
