/**
 * The HTTP side of the app. Every limit is written out, because the framework sets none of these timeouts: 300 clients
 * that send one byte a second would otherwise hold their connections for ever. Requests are not logged: addresses carry
 * tokens and bodies carry people's words; refusals and failures are, by route.
 */
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { registerFileRoute } from './chat/file-route.ts';
import { createHistory } from './chat/history.ts';
import { registerMessageRoutes } from './chat/message-routes.ts';
import { registerSessionRoutes } from './chat/session-routes.ts';
import { registerStream } from './chat/stream.ts';
import { registerTickets } from './chat/ticket.ts';
import { createWatch } from './chat/watch.ts';
import { registerClosing } from './closing.ts';
import type { HttpDeps } from './deps.ts';
import { registerHeaders } from './headers.ts';
import { registerHealth } from './health.ts';
import { registerMedia } from './media.ts';
import { registerMetrics } from './metrics-route.ts';
import { registerOrderPage } from './pages/order-page.ts';
import { registerChargeRoute } from './pages/charge-route.ts';
import { registerPayPage } from './pages/pay-page.ts';
import { registerPaidPage } from './pages/paid-page.ts';
import { registerRefundForm } from './pages/refund-form.ts';
import { registerPracticeBank } from './pages/practice-bank.ts';
import { registerSite } from './pages/site.ts';
import { registerOwnerLogin, requireOwner } from './owner-login.ts';
import { Problem, registerProblems, sendProblem } from './problem.ts';
import { registerRequestContext } from './request-context.ts';
import { registerShedding } from './shedding.ts';
import { registerQueuesPage } from './queues-page.ts';

export const HTTP_LIMITS = {
  bodyBytes: 256 * 1024,
  headerBytes: 16 * 1024,
  keepAliveTimeoutMs: 10_000,
  /** How often the timeouts in the settings are looked at; the platform's default of 30 s would triple them. */
  checkEveryMs: 2000,
  connections: 5000,
} as const;

/** Builds the server; the caller listens and closes. Closing ends open streams, whose pages come back by themselves. */
export function createServer(deps: HttpDeps): FastifyInstance {
  const { settings } = deps;
  const app = Fastify({
    logger: false,
    trustProxy: deps.trustProxy?.length ? [...deps.trustProxy] : false,
    bodyLimit: HTTP_LIMITS.bodyBytes,
    requestTimeout: settings.httpRequestMs,
    connectionTimeout: settings.httpSilenceMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveTimeoutMs,
    routerOptions: { maxParamLength: 256 },
    http: {
      headersTimeout: settings.httpHeadersMs,
      connectionsCheckingInterval: Math.min(HTTP_LIMITS.checkEveryMs, settings.httpHeadersMs),
      maxHeaderSize: HTTP_LIMITS.headerBytes,
    },
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, new Problem(400, 'bad_request')),
  });
  app.server.maxConnections = HTTP_LIMITS.connections;
  registerClosing(app);
  registerProblems(app, deps.log);
  registerRequestContext(app);
  registerHeaders(app, { https: deps.publicUrl.startsWith('https:') });
  if (deps.metrics) registerMetrics(app, deps.metrics, (request) => requireOwner(deps, request));
  registerShedding(app, deps);
  void app.register(async (scope) => registerOwnRoutes(scope, deps));
  for (const plugin of deps.plugins ?? []) void app.register(plugin);
  return app;
}

function registerOwnRoutes(scope: FastifyInstance, deps: HttpDeps): void {
  // A form another site could post without being asked first would arrive as text/plain.
  scope.removeContentTypeParser('text/plain');
  const history = createHistory(deps);
  const watch = createWatch({ history, web: deps.web, log: deps.log });
  registerSessionRoutes(scope, deps);
  registerMessageRoutes(scope, deps, history);
  registerTickets(scope, deps);
  registerFileRoute(scope, deps);
  registerStream(scope, deps, watch);
  registerMedia(scope, deps);
  registerSite(scope);
  registerOrderPage(scope, deps);
  void scope.register(async (refunds) => registerRefundForm(refunds, deps));
  registerPaidPage(scope, deps);
  registerPayPage(scope, deps);
  registerChargeRoute(scope, deps);
  // In a scope of its own: it reads forms, which nothing else here may accept.
  void scope.register(async (bank) => registerPracticeBank(bank, deps));
  void scope.register(async (owner) => registerOwnerLogin(owner, deps));
  void scope.register(async (owner) => registerQueuesPage(owner, deps));
  registerHealth(scope, deps);
}
