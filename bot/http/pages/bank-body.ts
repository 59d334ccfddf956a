/** What stands on the practice bank's page. Pure: bills in, HTML out. */
import type { Lang } from '../../../commerce/chat/model.ts';
import { formatMoney, formatTime } from '../../../conversations/messages/format.ts';
import type { BankPayment, PayMode, PayRefusal } from '../bank.ts';
import { word } from '../words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What a bank can still do with a bill; anything else the practice gateway refuses. */
const WAYS: Record<BankPayment['state'], readonly PayMode[]> = {
  pending: ['exact', 'under', 'over', 'late', 'twice'],
  paid: ['again'],
  expired: ['late'],
  cancelled: ['late'],
};
const OTHER_AMOUNT: readonly PayMode[] = ['under', 'over'];

/** A bank does not even ask for another amount where the bill is closed. */
const waysOf = ({ state, closed }: BankPayment): readonly PayMode[] =>
  closed ? WAYS[state].filter((mode) => !OTHER_AMOUNT.includes(mode)) : WAYS[state];

const SHOWN = 20;
/** The bank is nowhere in particular; times are told as most of the country reads them. */
const ZONE = 'Asia/Jakarta';

export interface BankPageInput {
  /** Null when the practice gateway does not answer. */
  payments: readonly BankPayment[] | null;
  lang: Lang;
  shown: { ref?: string; done?: 'yes' | PayRefusal };
  token: string;
}

export function bankBody({ payments, lang, shown, token }: BankPageInput): Html {
  const bills = payments ?? [];
  const wanted = shown.ref === undefined ? bills : bills.filter(({ reference }) => reference === shown.ref);
  return html`<h1>${word(lang, 'bank_title')}</h1>
    <p class="quiet">${word(lang, 'bank_intro')}</p>
    ${outcome(shown, lang)}
    ${wanted.length === 0 ? html`<p class="notice">${payments === null ? word(lang, 'bank_why_unavailable') : emptySentence(shown.ref, lang)}</p>` : null}
    ${wanted.slice(0, SHOWN).map((payment) => bill(payment, lang, token))}
    ${shown.ref === undefined ? null : html`<p><a href="/practice/bank?lang=${lang}">${word(lang, 'bank_all')}</a></p>`}`;
}

function outcome(shown: BankPageInput['shown'], lang: Lang): Html | null {
  if (shown.done === undefined) return null;
  if (shown.done === 'yes') return html`<p class="notice good-news" role="status">${word(lang, 'bank_done')}</p>`;
  return html`<p class="notice" role="alert">${word(lang, `bank_why_${shown.done}`)}</p>`;
}

const emptySentence = (reference: string | undefined, lang: Lang) =>
  reference === undefined ? word(lang, 'bank_none') : word(lang, 'bank_missing', { reference });

function bill(payment: BankPayment, lang: Lang, token: string): Html {
  const rows: [string, string][] = [
    [word(lang, 'bank_reference'), payment.reference],
    ...(payment.number === null ? [] : [[word(lang, 'bank_number'), payment.number] satisfies [string, string]]),
    [word(lang, 'bank_bill'), formatMoney(payment.payableIdr, lang)],
    [word(lang, 'bank_received'), formatMoney(payment.receivedIdr, lang)],
  ];
  return html`<section class="card bill">
    <h2>${payment.merchant}</h2>
    <p class="state state-${payment.state}">
      ${word(lang, `bank_state_${payment.state}`)}
      <span class="quiet">${word(lang, 'bank_until', { time: formatTime(payment.expiresAt, ZONE, lang) })}</span>
    </p>
    <dl>
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <form method="post" action="/practice/bank?lang=${lang}">
      <input type="hidden" name="reference" value="${payment.reference}" />
      <input type="hidden" name="token" value="${token}" />
      ${waysOf(payment).map(
        (mode, at) =>
          html`<button type="submit" name="mode" value="${mode}" ${at === 0 ? html`class="main"` : null}>
            ${word(lang, `bank_pay_${mode}`)}<small>${word(lang, `bank_hint_${mode}`)}</small>
          </button>`,
      )}
    </form>
  </section>`;
}
