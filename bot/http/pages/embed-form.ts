/**
 * The vendor's form on a pay page. Its script runs by a nonce of this one answer, and nothing is loaded from or sent to
 * anywhere but ourselves and the vendor's own origins, whatever that script would like.
 */
import { randomBytes } from 'node:crypto';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { PayPageView } from '../../../commerce/payment/pay-page.ts';
import { word } from '../words.ts';
import { attribute, html, type Html } from './html.ts';

type Embed = NonNullable<PayPageView['embed']>;

export const newNonce = (): string => randomBytes(18).toString('base64');

/** An origin as a policy names it; anything that could end the directive or widen it is left out. */
const isOrigin = (origin: string): boolean => /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(origin);

export function embedPolicy({ origins }: Pick<Embed, 'origins'>, nonce: string): string {
  const theirs = origins.filter(isOrigin).join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${theirs}`,
    `style-src 'self' ${theirs}`,
    `img-src 'self' data: ${theirs}`,
    `font-src ${theirs}`,
    `connect-src 'self' ${theirs}`,
    `frame-src ${theirs}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Loaded before ours, which waits for the name it gives itself. */
export function embedHead({ scriptUrl, attributes }: Embed, nonce: string): Html {
  const extra = Object.entries(attributes).map(([name, value]) => attribute(name, value));
  return html`<script src="${scriptUrl}" nonce="${nonce}" async ${extra}></script>
    <script type="module" src="/web/embed.js" nonce="${nonce}"></script>`;
}

/** The fields of a card. They have no names and stand in no form, so nothing but the vendor's script ever reads them. */
function cardFields(card: NonNullable<Embed['card']>, lang: Lang): Html {
  const field = (part: 'number' | 'month' | 'year' | 'code', autocomplete: string, maxlength: number): Html =>
    html`<p>
      <label for="card-${part}">${word(lang, `card_${part}`)}</label>
      <input
        id="card-${part}"
        data-card="${card[part]}"
        inputmode="numeric"
        autocomplete="${autocomplete}"
        maxlength="${maxlength}"
      />
    </p>`;
  return html`<div id="card" data-answer="${card.token}">
    ${field('number', 'cc-number', 23)} ${field('month', 'cc-exp-month', 2)} ${field('year', 'cc-exp-year', 4)}
    ${field('code', 'cc-csc', 4)}
  </div>`;
}

export function embedForm({ kind, global, token, card }: Embed, payUrl: string | null, lang: Lang): Html {
  return html`<section
      class="card pay"
      id="embed"
      data-kind="${kind}"
      data-global="${global}"
      data-token="${token}"
      data-next="/paid?lang=${lang}"
      data-failed="${word(lang, 'embed_failed')}"
      data-closed="${word(lang, 'embed_closed')}"
      data-empty="${word(lang, 'card_empty')}"
      data-missing="${word(lang, 'embed_missing')}"
    >
      ${card === null ? null : cardFields(card, lang)}
      <p><button type="button" class="button" id="pay" disabled>${word(lang, 'embed_pay')}</button></p>
      <p class="notice" id="embed-note" role="status" hidden></p>
      <noscript><p class="notice">${word(lang, 'embed_no_script')}</p></noscript>
      ${
        payUrl === null
          ? null
          : html`<p class="quiet">${word(lang, 'embed_other')}</p>
              <p><a href="${payUrl}" rel="noreferrer">${word(lang, 'order_pay_link')}</a></p>`
      }
    </section>
    <p class="quiet">${word(lang, 'embed_where')}</p>`;
}
