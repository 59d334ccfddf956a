/**
 * `POST /pay/:token/charge`: the page hands over what the vendor's script made of a card. The card itself is never sent
 * here: the fields have no names, the form is never submitted, and what looks like a card number is refused unread.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpDeps } from '../deps.ts';
import { requireSameOrigin } from '../headers.ts';
import { parsed, Problem } from '../problem.ts';

const path = z.object({ token: z.string().min(1).max(256) });
const body = z.strictObject({ token: z.string().min(8).max(200) });
/** A token and nothing else fits in it. */
const BODY_BYTES = 1024;

export function registerChargeRoute(app: FastifyInstance, deps: HttpDeps): void {
  app.post('/pay/:token/charge', { bodyLimit: BODY_BYTES }, async (request: FastifyRequest, reply) => {
    requireSameOrigin(request);
    const { token: page } = parsed(path, request.params);
    const { token } = parsed(body, request.body);
    const taken = await deps.commerce.chargePayment(page, token);
    if (taken.ok) return reply.code(202).send({ ok: true });
    if (taken.reason === 'not_found') throw new Problem(404, 'not_found');
    throw new Problem(taken.reason === 'bad_input' ? 400 : 409, 'bad_request');
  });
}
