/**
 * Turns new work away early when there is too much of it, so that what is taken stays fast and what was acknowledged is
 * worked off. Two signs: as many deliveries or messages as allowed wait for their commit (seen at once), and the event
 * loop is late or memory is high (seen by measuring, and only believed when it lasts: one long pause of the machine is
 * no reason to refuse anybody). A fully used processor is no sign: 32 gateways at once use it up and are all answered in
 * milliseconds; `shedUtilisationPct` is there for machines shared with others.
 */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Gate } from '../../commerce/gate.ts';
import type { Clock, Log } from '../../commerce/ports/runtime.ts';
import type { Settings } from '../../commerce/settings.ts';
import type { Metrics } from '../metrics.ts';
import { routeLabel } from './metrics-route.ts';
import { html } from './pages/html.ts';
import { sendPage } from './pages/layout.ts';
import { Problem, sendProblem } from './problem.ts';
import { langOf, word } from './words.ts';

export interface Gates {
  webhooks: Gate;
  messages: Gate;
}

export interface SheddingDeps {
  settings: Pick<Settings, 'shedEventLoopMs' | 'shedRssMb' | 'shedUtilisationPct'>;
  gates: Gates;
  clock: Pick<Clock, 'elapsedMs'>;
  log: Log;
  metrics?: Pick<Metrics, 'shed' | 'webhook'> | undefined;
}

/** Answered whatever happens: health for who watches, and the files without which a page cannot even say "one moment". */
const ALWAYS = new Set(['/healthz', '/readyz', '/metrics', '/', '/web/*', '/favicon.ico', '/robots.txt']);
const SAMPLE_MS = 500;
const LASTS_MS = 500;
/** Who was turned away together does not come back together. */
const RETRY_AFTER_S = [2, 3, 4, 5] as const;
const LOG_EVERY_MS = 10_000;
const MIB = 1024 * 1024;

/** To be registered before the routes. */
export function registerShedding(app: FastifyInstance, deps: SheddingDeps): void {
  const { settings, gates, clock } = deps;
  void app.register(underPressure, {
    maxEventLoopDelay: settings.shedEventLoopMs,
    maxRssBytes: settings.shedRssMb * MIB,
    maxEventLoopUtilization: settings.shedUtilisationPct / 100,
    eventLoopUtilizationMode: 'interval',
    sampleInterval: SAMPLE_MS,
    // It measures; the hook below decides.
    pressureHandler: () => undefined,
  });
  const lasting = createLasting(() => clock.elapsedMs());
  const report = createReport(deps, () => app.memoryUsage());
  let turnedAway = 0;
  app.addHook('onRequest', (request, reply, done) => {
    const route = routeLabel(request);
    if (ALWAYS.has(route)) return done();
    const full = gateOf(gates, request.method, route)?.isFull() ?? false;
    // Asked for every request, so that the time it lasts is known.
    const pressed = lasting(app.isUnderPressure());
    if (!full && !pressed) return done();
    report(route, full ? 'waiting' : 'pressure');
    turnedAway += 1;
    turnAway(request, reply, RETRY_AFTER_S[turnedAway % RETRY_AFTER_S.length] ?? 2);
  });
}

function gateOf(gates: Gates, method: string, route: string): Gate | null {
  if (method !== 'POST') return null;
  if (route === '/api/chat/messages') return gates.messages;
  return route.includes('/webhook') ? gates.webhooks : null;
}

/** Whether something was so at every look for long enough; looks further apart than that begin anew. */
function createLasting(elapsedMs: () => number): (now: boolean) => boolean {
  let sinceMs = 0;
  let seenMs = Number.NEGATIVE_INFINITY;
  return (isSo) => {
    if (!isSo) {
      seenMs = Number.NEGATIVE_INFINITY;
      return false;
    }
    const nowMs = elapsedMs();
    if (nowMs - seenMs > 2 * LASTS_MS) sinceMs = nowMs;
    seenMs = nowMs;
    return nowMs - sinceMs >= LASTS_MS;
  };
}

/** Every refusal is counted, one line in a while is logged: a flood must not become a flood of lines. */
function createReport({ log, metrics, clock }: SheddingDeps, measured: () => object) {
  let lineAtMs = Number.NEGATIVE_INFINITY;
  return (route: string, why: 'waiting' | 'pressure') => {
    metrics?.shed(route);
    const nowMs = clock.elapsedMs();
    if (nowMs - lineAtMs < LOG_EVERY_MS) return;
    lineAtMs = nowMs;
    log.warn({ route, why, ...measured() }, 'too much to do: new work is turned away');
  };
}

function turnAway(request: FastifyRequest, reply: FastifyReply, seconds: number): FastifyReply {
  if (request.method !== 'GET' || !(request.headers.accept ?? '').includes('text/html'))
    return sendProblem(request, reply, new Problem(503, 'busy', { seconds }));
  const words = word(langOf(request), 'error_busy', { seconds });
  const main = html`<h1>${words}</h1>`;
  return sendPage(request, reply.code(503).header('retry-after', String(seconds)), {
    title: words,
    practice: false,
    refreshS: seconds,
    main,
  });
}
