/**
 * `/pay/:token`: what a payer needs that a chat cannot carry. For a wallet: the address that opens the app, and another
 * way for who has none here; for a card, the vendor's own form. It only shows; whether money came is learnt from the gateway, never from this page.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { PayPageView } from '../../../commerce/payment/pay-page.ts';
import { formatMoney, formatTime } from '../../../conversations/messages/format.ts';
import type { HttpDeps } from '../deps.ts';
import { word } from '../words.ts';
import { embedForm, embedHead, embedPolicy, newNonce } from './embed-form.ts';
import { html, type Html } from './html.ts';
import { pageLang, sendPage } from './layout.ts';

type TokenRequest = FastifyRequest<{ Params: { token: string } }>;

/** Often enough that the page says "paid" soon after. */
const REFRESH_S = 5;

export function registerPayPage(app: FastifyInstance, deps: HttpDeps): void {
  app.get('/pay/:token', async (request: TokenRequest, reply) => {
    const lang = pageLang(request);
    const view = await deps.commerce.payPage(request.params.token);
    if (!view) {
      const title = word(lang, 'pay_unknown_title');
      const main = html`<h1>${title}</h1>
        <p>${word(lang, 'pay_unknown')}</p>`;
      return sendPage(request, reply.code(404), { title, practice: false, refreshS: null, main });
    }
    const nonce = newNonce();
    return sendPage(request, reply, {
      title: word(lang, 'order_title', { code: view.code }),
      practice: view.environment === 'practice',
      ...(view.embed ? { guest: { head: embedHead(view.embed, nonce), policy: embedPolicy(view.embed, nonce) } } : {}),
      // Somebody may be typing in the vendor's form.
      refreshS: view.state === 'open' && view.embed === null ? REFRESH_S : null,
      main: view.state === 'open' ? openBody(view, lang) : overBody(view, lang),
    });
  });
}

/** What is to be paid, for which order, until when. */
function payHead(view: PayPageView, lang: Lang): Html {
  const until = formatTime(view.expiresAt, view.zone, lang);
  return html`<h1>${word(lang, 'order_pay', { amount: formatMoney(view.payableIdr, lang) })}</h1>
    <p class="quiet">${word(lang, 'order_title', { code: view.code })}</p>
    <p class="quiet">${word(lang, 'order_pay_until', { time: until })}</p>`;
}

function openBody(view: PayPageView, lang: Lang): Html {
  const name = view.name ?? '';
  const { deepLink, payUrl, embed, charge } = view;
  if (charge === 'working')
    return html`${payHead(view, lang)}
      <p class="notice" role="status">${word(lang, 'card_working')}</p>`;
  if (charge === 'bank')
    return html`${payHead(view, lang)}
      <section class="card pay">
        <p>${word(lang, 'card_bank')}</p>
        <p><a class="button" href="${payUrl}" rel="noreferrer">${word(lang, 'card_to_bank')}</a></p>
      </section>`;
  if (embed) return html`${payHead(view, lang)} ${embedForm(embed, payUrl, lang)}`;
  return html`${payHead(view, lang)}
    <section class="card pay">
      ${deepLink === null ? null : html`<p><a class="button" href="${deepLink}" rel="noreferrer">${word(lang, 'pay_open_app', { name })}</a></p>`}
      ${
        payUrl === null
          ? null
          : html`<p>${word(lang, 'pay_no_app')}</p>
              <p><a href="${payUrl}" rel="noreferrer">${word(lang, 'order_pay_link')}</a></p>`
      }
      ${deepLink === null && payUrl === null ? html`<p>${word(lang, 'pay_in_app', { name })}</p>` : null}
    </section>`;
}

function overBody(view: PayPageView, lang: Lang): Html {
  const key = view.state === 'paid' ? 'pay_done' : 'pay_over';
  return html`<h1>${word(lang, `${key}_title`)}</h1>
    <p>${word(lang, key, { code: view.code })}</p>`;
}
