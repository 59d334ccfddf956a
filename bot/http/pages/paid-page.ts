/**
 * `/paid`: where a gateway's pay page sends the payer's browser back to. It knows nothing of the order on purpose: the
 * address goes through the gateway, so it must not open anything.
 */
import type { FastifyInstance } from 'fastify';
import { word } from '../words.ts';
import type { HttpDeps } from '../deps.ts';
import { html } from './html.ts';
import { pageLang, sendPage } from './layout.ts';

export function registerPaidPage(app: FastifyInstance, deps: Pick<HttpDeps, 'mode'>): void {
  app.get('/paid', async (request, reply) => {
    const lang = pageLang(request);
    const { practice } = await deps.mode();
    const main = html`<h1>${word(lang, 'paid_title')}</h1>
      <p>${word(lang, 'paid_what_next')}</p>`;
    return sendPage(request, reply, { title: word(lang, 'paid_title'), practice, refreshS: null, main });
  });
}
