/**
 * The real formats over the in-process vendors, without the guard: its pauses and breakers are measured on the machine's
 * own clock and have suites of their own. One attempt a call is also the harder case: every trouble reaches the core.
 */
import { formats } from '../../adapters/formats.ts';
import type { Ports, ServedType } from '../../adapters/format.ts';
import type { HttpClient } from '../../adapters/wire/http.ts';
import type { ProviderRegistry } from '../../commerce/ports/registry.ts';
import { secret } from '../../commerce/ports/secret.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { plainVault, type SimClock } from './chance.ts';

export function createSimRegistry(http: HttpClient, clock: SimClock): ProviderRegistry {
  const kept = new Map<string, { version: number; port: unknown }>();
  function serve<T extends ServedType>(type: T, provider: Provider): Ports[T] {
    const known = kept.get(provider.id);
    if (known?.version === provider.version) return known.port as Ports[T];
    const format = formats.find((each) => each.integrationType === type && each.apiFormat === provider.apiFormat);
    if (!format) throw new Error(`no format ${provider.apiFormat}`);
    const fields = JSON.parse(plainVault.openCredentials(provider.id, provider.credentialsEncrypted)) as object;
    const credentials = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, secret(String(value))]),
    );
    const port = format.build({ provider, credentials, http, clock }) as Ports[T];
    kept.set(provider.id, { version: provider.version, port });
    return port;
  }
  return {
    payment: (provider) => serve('payment', provider),
    supplier: (provider) => serve(provider.integrationType === 'deployment' ? 'deployment' : 'supplier', provider),
    doorLock: (provider) => serve('door_lock', provider),
  };
}
