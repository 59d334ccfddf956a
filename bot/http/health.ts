/** `/healthz`: the process answers. `/readyz`: it can serve, the database included. Neither says anything of the shop. */
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';

export function registerHealth(app: FastifyInstance, deps: Pick<HttpDeps, 'uow' | 'log' | 'ready'>): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const { ready, detail } = await state(deps);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(detail === undefined ? { ready } : { ready, detail });
  });
}

async function state(deps: Pick<HttpDeps, 'uow' | 'log' | 'ready'>): Promise<{ ready: boolean; detail?: string }> {
  try {
    await deps.uow.read.chats.get('ready?');
  } catch (error) {
    deps.log.error({ err: error }, 'not ready: the database does not answer');
    return { ready: false, detail: 'database' };
  }
  return deps.ready ? deps.ready() : { ready: true };
}
