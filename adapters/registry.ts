/**
 * Implements the provider registry: row → format → port, guarded, kept per provider version. Credentials are opened
 * when a version is first used and then stay in memory, so a webhook costs no decryption. One breaker per provider
 * version: a corrected key starts with a closed one.
 */
import type { ProviderRegistry } from '../commerce/ports/registry.ts';
import type { Clock, Ids } from '../commerce/ports/runtime.ts';
import { secret } from '../commerce/ports/secret.ts';
import type { Vault } from '../commerce/ports/vault.ts';
import type { IntegrationLog, Provider } from '../commerce/provider/model.ts';
import { ProfileError } from './format.ts';
import type { AdapterFormat, Ports, ServedType } from './format.ts';
import { formats as allFormats } from './formats.ts';
import { createBreaker } from './pipeline/breaker.ts';
import { scopedHttp } from './pipeline/call-scope.ts';
import { guard } from './pipeline/guard.ts';
import type { GuardOptions } from './pipeline/guard.ts';
import { doorLockPolicies, paymentPolicies, supplierPolicies } from './pipeline/policy.ts';
import type { HttpClient } from './wire/http.ts';

export interface RegistryOptions {
  http: HttpClient;
  vault: Pick<Vault, 'openCredentials'>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  /** Takes one row per call; must not throw. */
  logSink: (row: IntegrationLog) => void;
  /** For tests; production serves every format there is. */
  formats?: readonly AdapterFormat[];
}

/** The row's format is not of this type, its profile does not validate, or its credentials do not open. */
export class UnknownProvider extends Error {}

const GUARDS: { [T in ServedType]: (port: Ports[T], options: GuardOptions) => Ports[T] } = {
  payment: (port, options) => guard(port, paymentPolicies, options),
  supplier: (port, options) => guard(port, supplierPolicies, options),
  deployment: (port, options) => guard(port, supplierPolicies, options),
  door_lock: (port, options) => guard(port, doorLockPolicies, options),
};

export function createRegistry(options: RegistryOptions): ProviderRegistry {
  const kept = new Map<string, { version: number; type: ServedType; port: unknown }>();
  const http = scopedHttp(options.http, options.clock);

  function serve<T extends ServedType>(type: T, provider: Provider): Ports[T] {
    const known = kept.get(provider.id);
    if (known?.version === provider.version && known.type === type) return known.port as Ports[T];
    const port = build(type, provider, { ...options, http });
    // Another process may still hand us an older row for a moment; it must not push the newer one out.
    if (!known || known.version <= provider.version) kept.set(provider.id, { version: provider.version, type, port });
    return port;
  }

  return {
    payment: (provider) => serve('payment', provider),
    supplier: (provider) => serve(provider.integrationType === 'deployment' ? 'deployment' : 'supplier', provider),
    doorLock: (provider) => serve('door_lock', provider),
  };
}

function build<T extends ServedType>(type: T, provider: Provider, options: RegistryOptions): Ports[T] {
  const known = options.formats ?? allFormats;
  const format = known.find(
    (candidate) => candidate.integrationType === type && candidate.apiFormat === provider.apiFormat,
  );
  if (!format || provider.integrationType !== type) {
    throw new UnknownProvider(`provider ${provider.slug}: no ${type} format ${provider.apiFormat}`);
  }
  const fields = openFields(provider, options.vault);
  const credentials = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, secret(value)]));
  try {
    const port = format.build({ provider, credentials, http: options.http, clock: options.clock }) as Ports[T];
    const breaker = createBreaker(options.clock);
    return GUARDS[type](port, {
      provider,
      clock: options.clock,
      ids: options.ids,
      breaker,
      secretValues: Object.values(fields),
      log: options.logSink,
    });
  } catch (error) {
    if (error instanceof ProfileError) throw new UnknownProvider(`provider ${provider.slug}: ${error.message}`);
    throw error;
  }
}

function openFields(provider: Provider, vault: RegistryOptions['vault']): Record<string, string> {
  try {
    const fields: unknown = JSON.parse(vault.openCredentials(provider.id, provider.credentialsEncrypted));
    const entries = Object.entries(fields as Record<string, unknown>);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // Nothing of the cause goes on: it could quote what it could not read.
    throw new UnknownProvider(`provider ${provider.slug}: its credentials do not open`);
  }
}
