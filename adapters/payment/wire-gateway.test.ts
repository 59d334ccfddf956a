/** The payment contract over every preset that has a recording. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { blankProvider } from '../../commerce/provider/blank.ts';
import { secret } from '../../commerce/ports/secret.ts';
import { MEANT_FOR, NOW, paymentContract } from '../../tests/contract/payment.contract.ts';
import type { PaymentBench, PaymentRecording } from '../../tests/contract/payment.contract.ts';
import { createHttpClient } from '../wire/http.ts';
import type { HttpClient, HttpRequest } from '../wire/http.ts';
import { paymentFormats } from './formats.ts';

const presets = new URL('../../presets/', import.meta.url);
const recordings = new URL('../../tests/wire/', import.meta.url);
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

afterAll(async () => await client.close());

interface PresetFile {
  id: string;
  integrationType: string;
  apiFormat: string;
  profile: Record<string, unknown>;
}

const read = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

for (const file of readdirSync(presets)) {
  const preset = read(new URL(file, presets)) as PresetFile;
  if (preset.integrationType === 'payment') {
    paymentContract({ recording: read(new URL(file, recordings)) as PaymentRecording, build: builderFor(preset) });
  }
}

function builderFor(preset: PresetFile): PaymentBench['build'] {
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
