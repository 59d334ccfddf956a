/**
 * `/metrics` for Prometheus, and the counting of requests. Served without login only to this machine itself: the
 * connection comes from loopback, was asked for by a loopback name, and nothing says that a proxy stands in between.
 * Everybody else needs the owner's login.
 */
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';

/** Streams last as long as the page is open; their time says nothing. */
const LONG_LIVED = new Set(['/api/chat/stream']);
const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host'];
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const NO_ROUTE = 'none';
/** Its pattern ends in something only Telegram knows. */
const TELEGRAM = '/telegram/webhook';

/** The route's pattern, since addresses carry order tokens and whatever strangers make up. */
export function routeLabel({ routeOptions }: FastifyRequest): string {
  const route = routeOptions.url ?? NO_ROUTE;
  return route.startsWith(TELEGRAM) ? TELEGRAM : route;
}

/** `requireOwner` throws for everybody but the owner. */
export function registerMetrics(
  app: FastifyInstance,
  metrics: Pick<Metrics, 'page' | 'request'>,
  requireOwner: (request: FastifyRequest) => Promise<unknown>,
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeLabel(request);
    const tookMs = LONG_LIVED.has(route) ? null : reply.elapsedTime;
    metrics.request({
      route,
      method: request.routeOptions.url ? request.method : 'any',
      status: reply.statusCode,
      tookMs,
    });
    done();
  });
  app.get('/metrics', async (request, reply) => {
    if (!fromThisMachine(request)) await requireOwner(request);
    const { contentType, text } = await metrics.page();
    return reply.header('cache-control', 'no-store').type(contentType).send(text);
  });
}

function fromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (!loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return false;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK_NAMES.has(host);
}
