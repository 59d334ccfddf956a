/**
 * The HTTP door for vendors: /webhook/:type/:slug and its aliases. The body is taken as raw bytes whatever it claims to
 * be, because signatures are made over bytes. Answers in the form the gateway wants; a delivery that could not be
 * stored gets a 503, so that its sender tries again. GET is for vendors whose profile says that they use it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GateFull, type Gate } from '../commerce/gate.ts';
import type { InboundRequest } from '../commerce/ports/outcome.ts';
import type { Log } from '../commerce/ports/runtime.ts';
import type { Intake } from './intake.ts';

/** Gateways send a few kilobytes; more is somebody else. */
export const WEBHOOK_BODY_LIMIT = 256 * 1024;

type Params = { type?: string; slug: string };

/** `gate` bounds how many deliveries wait for their commit; who comes beyond that is asked to come again. */
export function webhookRoutes(intake: Intake, gate: Gate, log: Log) {
  return async function register(app: FastifyInstance): Promise<void> {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: WEBHOOK_BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );

    // The framework refuses a body whose type it cannot read; what ours claims to be is only kept.
    const claimedTypes = new WeakMap<FastifyRequest, string>();
    app.addHook('onRequest', async (request) => {
      const claimed = request.raw.headers['content-type'];
      if (claimed === undefined) return;
      claimedTypes.set(request, claimed);
      request.raw.headers['content-type'] = 'application/octet-stream';
    });

    async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const { type = null, slug } = request.params as Params;
      try {
        const answer = await gate.run(() => intake.take(type, slug, rawRequest(request, claimedTypes.get(request))));
        if (answer.status === 405) reply.header('allow', 'POST');
        return await reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
      } catch (error) {
        if (!(error instanceof GateFull))
          log.error({ slug: slug.slice(0, 60), error: String(error) }, 'webhook could not be stored');
        return reply.code(503).header('retry-after', '5').send({ error: 'try again' });
      }
    }

    for (const path of ['/webhook/:type/:slug', '/webhooks/:slug', '/api/v1/webhook/:slug']) {
      app.route({ method: 'POST', url: path, bodyLimit: WEBHOOK_BODY_LIMIT, config: FOR_MACHINES, handler: handle });
      app.route({ method: 'GET', url: path, exposeHeadRoute: false, config: FOR_MACHINES, handler: handle });
      // Answered before a body is read.
      app.route({
        method: [...OTHER_METHODS],
        url: path,
        config: FOR_MACHINES,
        onRequest: (_, reply) => refuseMethod(reply),
        handler: handle,
      });
    }
  };
}

/** See bot/http/headers.ts: what only browsers heed is left out. */
const FOR_MACHINES = { machine: true };
const OTHER_METHODS = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const;

const refuseMethod = async (reply: FastifyReply): Promise<FastifyReply> =>
  reply.code(405).header('allow', 'POST, GET').send({ error: 'send it by POST' });

function rawRequest(request: FastifyRequest, claimedType: string | undefined): InboundRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  if (claimedType !== undefined) headers['content-type'] = claimedType;
  return {
    method: request.method,
    path: request.url,
    headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
