/**
 * `/queues`: what waits in Redis, for the owner. Only to look: the jobs table decides what is run, so moving an id in
 * Redis would change nothing. Where there is no Redis the page says where to look instead.
 */
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { requireOwner } from './owner-login.ts';
import { html } from './pages/html.ts';
import { pageLang, sendPage } from './pages/layout.ts';
import { Problem, sendProblem } from './problem.ts';
import { word } from './words.ts';

const PATH = '/queues';

/** As everywhere, but the page's own markup styles itself. Fonts it would fetch elsewhere stay out. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** In a scope of its own: everything registered here asks for the owner first. */
export async function registerQueuesPage(app: FastifyInstance, deps: HttpDeps): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    // Answered here: the page's library has an error handler of its own, to which a refusal is a failure.
    try {
      await requireOwner(deps, request);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return sendProblem(request, reply, error);
    }
  });
  const { queues } = deps;
  if (!queues) return registerWithout(app, deps);
  const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/fastify'),
  ]);
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(PATH);
  const board = createBullBoard({ queues: [], serverAdapter });
  let shown: ReturnType<typeof queues> = [];
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
    const now = queues();
    if (now.length === shown.length && now.every((queue, index) => queue === shown[index])) return;
    shown = now;
    board.replaceQueues(now.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })));
  });
  await app.register(serverAdapter.registerPlugin(), { prefix: PATH });
}

function registerWithout(app: FastifyInstance, deps: HttpDeps): void {
  app.get(PATH, async (request, reply) => {
    const lang = pageLang(request);
    return sendPage(request, reply, {
      title: word(lang, 'queues_title'),
      practice: (await deps.mode()).practice,
      refreshS: null,
      main: html`<h1>${word(lang, 'queues_title')}</h1>
        <p>${word(lang, 'queues_none')}</p>`,
    });
  });
}
