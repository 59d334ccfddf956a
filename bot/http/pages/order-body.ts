/** What stands on the order page. Pure: an order in, HTML out. */
import type { OrderView } from '../../../commerce/app.ts';
import { inGroups } from '../../../commerce/notices/payment-number.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import { formatDate, formatDateTime, formatMoney, formatTime } from '../../../conversations/messages/format.ts';
import { word } from '../words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

export interface OrderPageInput {
  order: OrderView;
  goods: readonly { label: string; value: string; note: string }[];
  lang: Lang;
  payable: boolean;
  qrUrl: string | null;
  /** Asks where a refund is to go; null where none waits for it. */
  refund: Html | null;
}

type Due = NonNullable<OrderView['payment']>;

export function orderBody(input: OrderPageInput): Html {
  const { order, lang } = input;
  return html`<h1>${word(lang, 'order_title', { code: order.code })}</h1>
    <p class="state state-${order.state}" role="status">${word(lang, `order_state_${order.state}`)}</p>
    ${notices(order, lang)} ${input.refund} ${input.payable ? payment(input) : null} ${goods(input)}
    ${items(order, lang)} ${timeline(order, lang)}`;
}

function notices(order: OrderView, lang: Lang): Html[] {
  const said: string[] = [];
  if (order.refundDueIdr > 0)
    said.push(word(lang, 'order_refund_due', { amount: formatMoney(order.refundDueIdr, lang) }));
  if (order.cancelRequested) said.push(word(lang, 'order_cancel_requested'));
  return said.map((text) => html`<p class="notice">${text}</p>`);
}

function payment({ order, lang, qrUrl }: OrderPageInput): Html | null {
  const due = order.payment;
  if (!due) return null;
  const amount = formatMoney(due.payableIdr, lang);
  const until = formatTime(due.expiresAt, order.zone, lang);
  return html`<section class="card pay">
    <h2>${word(lang, 'order_pay', { amount })}</h2>
    ${due.feeIdr > 0 ? html`<p class="quiet">${word(lang, 'order_pay_fee', { fee: formatMoney(due.feeIdr, lang) })}</p>` : null}
    ${
      qrUrl === null
        ? null
        : html`<img
              class="qr"
              src="${qrUrl}"
              width="280"
              height="280"
              alt="${word(lang, 'order_qr_alt', { amount })}"
            />
            <p><a href="${qrUrl}" download="qris-${order.code}.png">${word(lang, 'order_save_qr')}</a></p>`
    }
    ${number(due, lang)}
    ${due.payUrl === null ? null : html`<p><a class="button" href="${due.payUrl}" rel="noreferrer">${word(lang, 'order_pay_link')}</a></p>`}
    <p class="quiet">${word(lang, 'order_pay_until', { time: until })}</p>
  </section>`;
}

/** An account number in groups to read, and whole to copy; above it the company's where a bank asks for both. */
function number({ format, paymentNumber, billerCode, methodName }: Due, lang: Lang): Html | null {
  if (format !== 'va_static' || paymentNumber === null) return null;
  const name = methodName ?? '';
  return html`<div class="good">
    <h3>${word(lang, 'order_pay_number', { name })}</h3>
    ${billerCode === null ? null : html`<p class="quiet">${word(lang, 'order_pay_biller', { biller: billerCode })}</p>`}
    <p class="value">
      <code>${inGroups(paymentNumber)}</code>
      <button type="button" class="copy" data-copy="${paymentNumber}" data-copied="${word(lang, 'copied')}">
        ${word(lang, 'copy')}
      </button>
    </p>
  </div>`;
}

function goods({ goods: list, lang }: OrderPageInput): Html | null {
  if (list.length === 0) return null;
  return html`<section class="card goods">
    <h2>${word(lang, 'order_goods')}</h2>
    ${list.map(
      ({ label, value, note }) =>
        html`<div class="good">
          <h3>${label}</h3>
          <p class="value">
            <code>${value}</code>
            <button type="button" class="copy" data-copy="${value}" data-copied="${word(lang, 'copied')}">
              ${word(lang, 'copy')}
            </button>
          </p>
          ${note === '' ? null : html`<p class="quiet">${note}</p>`}
        </div>`,
    )}
    <p class="quiet">${word(lang, 'order_goods_note')}</p>
  </section>`;
}

function items(order: OrderView, lang: Lang): Html {
  return html`<section class="card">
    <h2>${word(lang, 'order_items')}</h2>
    <ul class="items">
      ${order.lines.map(
        (line) =>
          html`<li>
            <span
              ><strong>${line.name}</strong>${line.qty > 1 ? ` × ${line.qty}` : ''}
              ${line.destination === null ? null : html`<span class="quiet">${word(lang, 'order_destination')}: ${line.destination}</span>`}
              ${line.checkIn === null || line.checkOut === null ? null : html`<span class="quiet">${word(lang, 'order_stay', { checkIn: formatDate(line.checkIn, lang), checkOut: formatDate(line.checkOut, lang) })}</span>`}</span
            >
            <span class="amount">${formatMoney(line.totalIdr, lang)}</span>
          </li>`,
      )}
      <li class="total">
        <span>${word(lang, 'order_total')}</span><span class="amount">${formatMoney(order.totalIdr, lang)}</span>
      </li>
    </ul>
  </section>`;
}

function timeline(order: OrderView, lang: Lang): Html {
  return html`<section class="card">
    <h2>${word(lang, 'order_timeline')}</h2>
    <ol class="timeline">
      ${order.timeline.map(
        ({ at, what }) =>
          html`<li class="was-${what}">
            <span>${word(lang, `timeline_${what}`)}</span>
            <time class="quiet" datetime="${new Date(at).toISOString()}">${formatDateTime(at, order.zone, lang)}</time>
          </li>`,
      )}
    </ol>
  </section>`;
}
