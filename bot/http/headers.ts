/** Headers of every answer. Scripts and styles come from our own files only, so injected markup can run nothing. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: browsers would then send "Origin: null" with our own forms. Addresses never leave the site.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const;

/** Routes marked `config: { machine: true }` answer programs, never a browser: what only browsers heed is left out. */
export function registerHeaders(app: FastifyInstance, options: { https: boolean }): void {
  const headers = options.https ? { ...HEADERS, 'strict-transport-security': 'max-age=31536000' } : HEADERS;
  app.addHook('onRequest', (request, reply, done) => {
    if (!isForMachines(request)) reply.headers(headers);
    done();
  });
}

const isForMachines = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { machine?: boolean } | undefined)?.machine === true;

/** For requests a browser could be tricked into by another site: refuses unless our own page sent them. */
export function requireSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem(403, 'foreign_origin');
  if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host) {
    throw new Problem(403, 'foreign_origin');
  }
}
