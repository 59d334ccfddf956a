/**
 * What the running app would make of a webhook, for somebody holding one in his hand. It builds the provider's own
 * adapter from the preset and asks that; nothing is sent, stored or believed.
 */
import { z } from 'zod';
import type { InboundRequest } from '../../commerce/ports/outcome.ts';
import type { Preset } from '../../commerce/ports/registry.ts';
import { secret } from '../../commerce/ports/secret.ts';
import { blankProvider } from '../../commerce/provider/blank.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { ProfileError } from '../format.ts';
import type { FormatContext, Ports, ServedType } from '../format.ts';
import { formats } from '../formats.ts';

export interface WebhookInspection {
  verified: boolean;
  reason: string;
  confirm: 'never' | 'always';
  events: {
    reference: string | null;
    gatewayTransactionId: string | null;
    status: string;
    /** Whole rupiah the gateway says was paid for the order. */
    amount: number | null;
    currency: string | null;
    paidAt: string | null;
    eventKey: string;
  }[];
}

const inputSchema = z.object({
  /** GET: the vendor tries the address out, or reports in the query of `path`, where its preset says so. */
  method: z.string().default('POST'),
  path: z.string().default('/'),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  /** The exact text: signatures are over its bytes. */
  body: z.string().default(''),
  now: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
});

/** Verifies and reads; `now` stands in where the input has none. Throws Error with a readable line on other input. */
export function inspectWebhook(
  preset: Preset,
  credentials: Record<string, string>,
  input: unknown,
  now: number,
): WebhookInspection {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new Error(parsed.error.issues.map(describe).join('; '));
  const { method, path, headers, body } = parsed.data;
  const request: InboundRequest = {
    method: method.toUpperCase(),
    path,
    headers: lowerCase(headers),
    body: Buffer.from(body),
  };
  return read(preset, credentials, request, instantOf(parsed.data.now) ?? now);
}

function read(preset: Preset, credentials: Record<string, string>, request: InboundRequest, now: number) {
  const { integrationType: type } = preset;
  if (type === 'payment') return readPayment(build(type, preset, credentials), request, now);
  if (type === 'supplier') return readSupplier(build(type, preset, credentials), request, now);
  throw new Error(`preset ${preset.id} has no webhook`);
}

function readPayment(gateway: Ports['payment'], request: InboundRequest, now: number): WebhookInspection {
  const { verified, reason, confirm, events } = gateway.readWebhook(request, now);
  return {
    verified,
    reason,
    confirm,
    events: events.map((event) => ({
      reference: event.reference,
      gatewayTransactionId: event.gatewayTransactionId,
      status: event.status,
      amount: event.amountIdr,
      currency: event.currency,
      paidAt: event.paidAt === null ? null : new Date(event.paidAt).toISOString(),
      eventKey: event.eventKey,
    })),
  };
}

/** A supplier's webhook is about a purchase: its outcome takes the place of a payment's status, and nothing was paid. */
function readSupplier(supplier: Ports['supplier'], request: InboundRequest, now: number): WebhookInspection {
  const { verified, reason, confirm, events } = supplier.readWebhook(request, now);
  const unpaid = { gatewayTransactionId: null, amount: null, currency: null, paidAt: null };
  return {
    verified,
    reason,
    confirm,
    events: events.map(({ refId, eventKey, reading }) => ({
      reference: refId,
      status: reading.outcome,
      eventKey,
      ...unpaid,
    })),
  };
}

function build<T extends ServedType>(type: T, preset: Preset, credentials: Record<string, string>): Ports[T] {
  const format = formats.find((known) => known.integrationType === type && known.apiFormat === preset.apiFormat);
  if (!format) throw new Error(`preset ${preset.id}: no format ${preset.apiFormat}`);
  const opened = Object.entries(credentials).map(([name, value]) => [name, secret(value)] as const);
  const context: FormatContext = {
    provider: providerOf(preset),
    credentials: Object.fromEntries(opened),
    http: async () => await Promise.resolve({ kind: 'not_sent', message: 'inspectors send nothing' }),
    clock: { now: () => 0, elapsedMs: () => 0 },
  };
  try {
    return format.build(context) as Ports[T];
  } catch (error) {
    throw error instanceof ProfileError ? new Error(`preset ${preset.id}: ${error.problems.join('; ')}`) : error;
  }
}

/** A row as it would be saved from the preset, as far as reading a webhook looks at it. */
function providerOf(preset: Preset): Provider {
  return blankProvider({
    id: preset.id,
    businessId: '',
    integrationType: preset.integrationType,
    name: preset.displayName,
    slug: preset.id,
    apiFormat: preset.apiFormat,
    environment: 'sandbox',
    baseUrl: preset.baseUrls.sandbox ?? preset.baseUrls.live ?? 'http://127.0.0.1',
    presetId: preset.id,
    profile: preset.profile,
    capabilities: preset.capabilities,
    isActive: false,
  });
}

/** A header that came several times is joined, as Node's server hands it to the app. */
function lowerCase(headers: Record<string, string | string[]>): Record<string, string> {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), [value].flat().join(', ')] as const,
  );
  return Object.fromEntries(entries);
}

const instantOf = (now: number | string | undefined): number | undefined =>
  typeof now === 'string' ? Date.parse(now) : now;

const describe = (issue: z.core.$ZodIssue): string => `${issue.path.join('.') || 'input'}: ${issue.message}`;
