/**
 * What a process counts of its own work since it started, and what it finds waiting in the database when asked. Labels
 * name kinds only (routes, slugs of providers, states): never an order, a person or anything a stranger can make up,
 * because every new value is kept for ever.
 */
import type { Backlog } from '../commerce/ports/stores/admin.ts';
import type { IntegrationLog } from '../commerce/provider/model.ts';
import { Counter, Histogram, Registry } from './metrics-library.ts';
import { backlogGauges } from './metrics-backlog.ts';
import { processGauges } from './metrics-process.ts';

export type WebhookOutcome = 'accepted' | 'duplicate' | 'refused' | 'unknown' | 'failed';
export type PaymentStep = 'created' | 'paid' | 'failed' | 'expired' | 'cancelled' | 'parked';

export interface Metrics {
  request(done: { route: string; method: string; status: number; tookMs: number | null }): void;
  /** A request that was turned away because there was too much to do. */
  shed(route: string): void;
  payment(step: PaymentStep): void;
  /** `slug` of a provider there is; null for an address nobody has. */
  webhook(slug: string | null, outcome: WebhookOutcome): void;
  providerCall(slug: string, call: Pick<IntegrationLog, 'action' | 'status' | 'latencyMs'>): void;
  job(name: string, outcome: 'done' | 'again' | 'failed', tookMs: number): void;
  turn(tookMs: number): void;
  delivery(channel: string, outcome: string): void;
  /** The page as Prometheus reads it. Answers within seconds even when the database does not. */
  page(): Promise<{ contentType: string; text: string }>;
  /** Stops measuring the event loop. */
  close(): void;
}

export interface MetricsDeps {
  /** Reads what waits; asked at most once in a few seconds, however often the page is read. */
  backlog: () => Promise<Backlog>;
  elapsedMs: () => number;
}

const FAST_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const SLOW_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  const count = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers: [registry] });
  const time = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram<L>({ name, help, labelNames, buckets, registers: [registry] });

  const requests = count('sapa_http_requests_total', 'HTTP requests answered', ['route', 'method', 'status']);
  const durations = time('sapa_http_request_duration_seconds', 'Time to answer', ['route', 'method'], FAST_S);
  const shed = count('sapa_http_shed_total', 'Requests turned away because of too much work', ['route']);
  const payments = count('sapa_payments_total', 'Payment attempts by what became of them', ['step']);
  const webhooks = count('sapa_webhooks_total', 'Webhook deliveries', ['provider', 'outcome']);
  const calls = count('sapa_provider_calls_total', 'Calls to providers', ['provider', 'action', 'status']);
  const latency = time(
    'sapa_provider_call_duration_seconds',
    'Time calls took',
    ['provider', 'action', 'status'],
    SLOW_S,
  );
  const jobs = count('sapa_job_runs_total', 'Runs of jobs', ['name', 'outcome']);
  const jobTime = time('sapa_job_duration_seconds', 'Time runs of jobs took', ['name'], SLOW_S);
  const turns = time(
    'sapa_chat_turn_duration_seconds',
    'Messages of people worked off, and how long each took',
    [],
    FAST_S,
  );
  const deliveries = count('sapa_deliveries_total', 'Messages handed to channels', ['channel', 'outcome']);
  const gauges = backlogGauges(registry, deps);
  const machine = processGauges(registry);

  return {
    request({ route, method, status, tookMs }) {
      requests.inc({ route, method, status: String(status) });
      if (tookMs !== null) durations.observe({ route, method }, tookMs / 1000);
    },
    shed: (route) => shed.inc({ route }),
    payment: (step) => payments.inc({ step }),
    webhook: (slug, outcome) => webhooks.inc({ provider: slug ?? 'none', outcome }),
    providerCall(provider, { action, status, latencyMs }) {
      calls.inc({ provider, action, status });
      latency.observe({ provider, action, status }, latencyMs / 1000);
    },
    job(name, outcome, tookMs) {
      jobs.inc({ name, outcome });
      jobTime.observe({ name }, tookMs / 1000);
    },
    turn: (tookMs) => turns.observe(tookMs / 1000),
    delivery: (channel, outcome) => deliveries.inc({ channel, outcome }),
    async page() {
      await gauges.refresh();
      machine.refresh();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    close: () => machine.close(),
  };
}
