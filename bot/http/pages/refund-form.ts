/**
 * `/o/:token/refund`: the order page asks where a refund by hand is to go, for who has no chat or lost it. Whoever holds
 * the page holds the order, so the page's own address is the proof; what was typed is sealed and shown masked only.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { OrderView } from '../../../commerce/app.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import { formatMoney } from '../../../conversations/messages/format.ts';
import type { HttpDeps } from '../deps.ts';
import { requireSameOrigin } from '../headers.ts';
import { parsed, Problem } from '../problem.ts';
import { word } from '../words.ts';
import { html, type Html } from './html.ts';

const MAX_WORDS_CHARS = 200;
const path = z.object({ token: z.string().regex(/^[\w-]{16,128}$/) });
/** The form is sent once by its key; a reload repeats it and changes nothing. */
const form = z.object({ account: z.string().min(1).max(MAX_WORDS_CHARS), key: z.string().regex(/^[\w-]{8,64}$/) });

export function registerRefundForm(app: FastifyInstance, deps: HttpDeps): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.post('/o/:token/refund', async (request: FastifyRequest, reply) => {
    requireSameOrigin(request);
    const { token } = parsed(path, request.params);
    const { account, key } = parsed(form, request.body);
    const noted = await deps.commerce.giveDestinationByToken(`page:${key}`, { token, words: account });
    if (!noted.ok && noted.reason !== 'bad_destination') throw new Problem(404, 'not_found');
    return reply.redirect(`/o/${token}${noted.ok ? '' : '?account=wrong'}`, 303);
  });
}

/** Nothing where no refund waits for an account. `token` null: the page is shown to somebody who may not write. */
export function refundForm(
  order: OrderView,
  lang: Lang,
  at: { token: string; key: string; wasWrong: boolean },
): Html | null {
  const refund = order.refunds.find(({ byHand }) => byHand);
  if (!refund) return null;
  const amount = formatMoney(refund.amountIdr, lang);
  const known = refund.destination;
  return html`<section class="card">
    <h2>${word(lang, 'refund_title', { amount })}</h2>
    ${known === null ? null : html`<p>${word(lang, 'refund_known', { destination: known })}</p>`}
    ${at.wasWrong ? html`<p class="notice">${word(lang, 'refund_wrong')}</p>` : null}
    <form method="post" action="/o/${at.token}/refund">
      <label for="account">${word(lang, known === null ? 'refund_ask' : 'refund_change')}</label>
      <input
        id="account"
        name="account"
        required
        maxlength="${MAX_WORDS_CHARS}"
        autocomplete="off"
        placeholder="BCA 1234567890 Budi Santoso"
      />
      <input type="hidden" name="key" value="${at.key}" />
      <button type="submit">${word(lang, 'refund_send')}</button>
    </form>
  </section>`;
}
