/**
 * A name for every request: in each line logged while it is answered, in the answer's `x-request-id`, and nowhere else.
 * A name somebody sends along is not taken over: a stranger must not write into our log.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { inContext } from '../log-context.ts';

const RUN_BYTES = 4;

/** The names tell the run of the process and the request in it. They are no secret and nothing is kept under them. */
export function registerRequestContext(app: FastifyInstance): void {
  const run = randomBytes(RUN_BYTES).toString('hex');
  let count = 0;
  app.addHook('onRequest', (_request, reply, done) => {
    count += 1;
    const requestId = `${run}-${count.toString(36)}`;
    reply.header('x-request-id', requestId);
    inContext({ requestId }, done);
  });
}
