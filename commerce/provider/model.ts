/**
 * A provider row is one account at a vendor: one slug, one secret set, one webhook address. Its `profile` (copied from
 * a preset when saved) tells the adapter the vendor's dialect; the core never looks into it.
 */
import type { Environment } from '../environment.ts';

export type IntegrationType =
  | 'ai'
  | 'payment'
  | 'sms'
  | 'whatsapp'
  | 'mail'
  | 'door_lock'
  | 'rate_shopper'
  | 'ota'
  | 'storage'
  | 'captcha'
  | 'accounting_export'
  | 'other'
  | 'supplier'
  | 'telegram'
  | 'deployment';

export interface Provider {
  id: string;
  businessId: string;
  integrationType: IntegrationType;
  name: string;
  slug: string;
  apiFormat: string;
  environment: Environment;
  baseUrl: string;
  presetId: string | null;
  profile: Record<string, unknown>;
  config: Record<string, string>;
  /** JSON of the credential fields, sealed under the master key. */
  credentialsEncrypted: string;
  capabilities: string[];
  isActive: boolean;
  displayOrder: number;
  testStatus: 'untested' | 'ok' | 'failed';
  testMessage: string;
  lastTestedAt: number | null;
  notes: string;
  /** Raised on every change, so opened credentials and adapters kept in memory know when to renew. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Which provider serves a feature ("payment.qris", "supplier.h2h", "door_lock.pin") in an environment. */
export interface ProviderFeature {
  feature: string;
  environment: Environment;
  primaryProviderId: string;
  primaryMethod: string;
  fallbackProviderId: string | null;
  fallbackMethod: string | null;
}

export interface IntegrationLog {
  id: string;
  providerId: string;
  integrationType: IntegrationType;
  action: string;
  status: 'ok' | 'rejected' | 'not_sent' | 'unknown' | 'breaker_open';
  latencyMs: number;
  errorMessage: string | null;
  requestSummary: string;
  responseSummary: string;
  createdAt: number;
}

export interface WebhookLog {
  id: string;
  integrationType: string;
  slug: string;
  providerId: string | null;
  environment: Environment | null;
  method: string;
  path: string;
  headersMasked: string;
  bodySealed: string;
  /** `accepted` has a job; `duplicate` repeats an event; `refused` failed verification; `unknown` has no provider. */
  verdict: 'accepted' | 'duplicate' | 'refused' | 'unknown';
  reason: string;
  eventKey: string | null;
  receivedAt: number;
  processedAt: number | null;
}
