/**
 * Health and figures of a process that serves no HTTP otherwise (bot, worker), on this machine's loopback only, so that
 * whoever runs it (a container engine, a scraper beside it) can ask. Off unless SAPA_STATUS_PORT is set.
 */
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { registerHealth } from './health.ts';
import { registerMetrics } from './metrics-route.ts';
import { Problem, registerProblems } from './problem.ts';

const REQUEST_MS = 5_000;

export function createStatusServer(deps: Pick<HttpDeps, 'uow' | 'log' | 'ready' | 'metrics'>): FastifyInstance {
  const app = Fastify({ logger: false, requestTimeout: REQUEST_MS, connectionTimeout: 2 * REQUEST_MS });
  registerProblems(app, deps.log);
  // Nobody from elsewhere gets here; a name that leads here from elsewhere is turned away all the same.
  if (deps.metrics) registerMetrics(app, deps.metrics, () => Promise.reject(new Problem(404, 'not_found')));
  registerHealth(app, deps);
  return app;
}
