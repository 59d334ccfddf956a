/**
 * From a provider row to something that can be called. The adapters build the ports from (integration type, format,
 * profile, opened credentials), put the guarded pipeline round them and keep them per provider version.
 */
import type { Provider } from '../provider/model.ts';
import type { DoorLock } from './door-lock.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import type { Supplier } from './supplier.ts';

export interface ProviderRegistry {
  /** All three throw UnknownProvider when the row's format is not of this type or its profile does not validate. */
  payment(provider: Provider): PaymentGateway;
  supplier(provider: Provider): Supplier;
  doorLock(provider: Provider): DoorLock;
}

/** One credential or setting a preset asks the owner for. */
export interface PresetField {
  name: string;
  title: string;
  example: string;
  where: string;
  /** Regular expression the whole value must match. */
  pattern: string;
  /** Stricter ones where a key tells its environment. */
  patterns?: { live: string; sandbox: string } | undefined;
  secret: boolean;
  optional: boolean;
}

export interface Preset {
  id: string;
  displayName: string;
  integrationType: Provider['integrationType'];
  apiFormat: string;
  baseUrls: Partial<Record<'live' | 'sandbox' | 'practice', string>>;
  capabilities: string[];
  fields: PresetField[];
  /** Copied into the provider row when it is saved. */
  profile: Record<string, unknown>;
  /** Features to map by default: "payment.qris" → method name. */
  features: Record<string, string>;
  /** Further ones the owner may switch on. */
  optionalFeatures?: Record<string, string> | undefined;
  /** What the owner should know beforehand, and what nobody could find out about the vendor. */
  notes?: string[];
  docsUrl: string;
  checkedOn: string;
  /** How the practice vendors stand in for this one: path below their address, and the values they know. */
  practice?: { basePath: string; values: Record<string, string> };
}

/** Reads presets/; used by setup only. The running system works from provider rows. */
export interface PresetCatalogue {
  list(integrationType?: Provider['integrationType']): Preset[];
  get(id: string): Preset | null;
}
