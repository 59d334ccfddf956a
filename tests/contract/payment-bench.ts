/**
 * A payment gateway built from a preset as it stands in `presets/`, on a real HTTP client, at a fixed instant: what the
 * contract suite and the comparison with the vendors' own clients run.
 */
import { readFileSync } from 'node:fs';
import { createHttpClient } from '../../adapters/wire/http.ts';
import type { HttpClient, HttpRequest } from '../../adapters/wire/http.ts';
import { paymentFormats } from '../../adapters/payment/formats.ts';
import { blankProvider } from '../../commerce/provider/blank.ts';
import { secret } from '../../commerce/ports/secret.ts';
import { MEANT_FOR, NOW } from './payment.contract.ts';
import type { PaymentBench } from './payment.contract.ts';

const client = createHttpClient();
const clock = { now: () => NOW, elapsedMs: () => performance.now() };

const ACCOUNT = {
  id: 'p1',
  businessId: 'b1',
  integrationType: 'payment',
  name: 'Test',
  slug: 'test',
  apiFormat: 'qris_dynamic',
} as const;

export interface PresetFile {
  id: string;
  integrationType: string;
  apiFormat: string;
  profile: Record<string, unknown>;
}

/** Drops the connections all gateways of a test file share. */
export const closeConnections = async (): Promise<void> => await client.close();

export const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

export const presetFile = (file: string): PresetFile =>
  readJson(new URL(`../../presets/${file}`, import.meta.url)) as PresetFile;

export function builderFor(preset: PresetFile): PaymentBench['build'] {
  const format = paymentFormats.find(({ apiFormat }) => apiFormat === preset.apiFormat);
  if (!format) throw new Error(`${preset.id}: no format ${preset.apiFormat}`);
  return ({ baseUrl, credentials, config = {}, environment = 'sandbox', timeoutMs }) => {
    const http: HttpClient = async (request) =>
      await client.request({ ...ledTo(baseUrl, request), budgetMs: timeoutMs });
    const opened = Object.entries(credentials).map(([name, value]) => [name, secret(value)] as const);
    const provider = blankProvider({ ...ACCOUNT, baseUrl, config, environment, profile: preset.profile });
    return format.build({ provider, credentials: Object.fromEntries(opened), http, clock });
  };
}

/** What a profile sends to a further address of the vendor arrives at the test's vendor, which sees where it was meant for. */
function ledTo(baseUrl: string, request: HttpRequest): HttpRequest {
  const { origin, pathname, search } = new URL(request.url);
  if (request.url.startsWith(baseUrl)) return request;
  return { ...request, url: baseUrl + pathname + search, headers: { ...request.headers, [MEANT_FOR]: origin } };
}
