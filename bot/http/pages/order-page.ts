/**
 * `/o/:token`: an order for whoever holds its link, also after the chat is lost. It shows what the chat shows: what was
 * ordered, where it stands, the payment code while it can be paid, and the goods.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OrderView } from '../../../commerce/app.ts';
import { qrPng } from '../../qr/png.ts';
import type { HttpDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { word } from '../words.ts';
import { html } from './html.ts';
import { pageLang, sendPage } from './layout.ts';
import { orderBody } from './order-body.ts';
import { refundForm } from './refund-form.ts';

/** A QRIS payload begins with its format indicator; anything else is no picture. */
const QRIS_START = '000201';
const REFRESH_S = 10;

type TokenRequest = FastifyRequest<{ Params: { token: string }; Querystring: Record<string, unknown> }>;

export function registerOrderPage(app: FastifyInstance, deps: HttpDeps): void {
  app.get('/o/:token', async (request: TokenRequest, reply) => {
    const lang = pageLang(request);
    const { token } = request.params;
    const order = await orderOf(deps, token);
    if (!order) {
      const title = word(lang, 'order_not_found_title');
      const main = html`<h1>${title}</h1>
        <p>${word(lang, 'order_not_found')}</p>`;
      return sendPage(request, reply.code(404), { title, practice: false, refreshS: null, main });
    }
    const goods = order.fulfilments.some(({ hasGoods }) => hasGoods) ? await deps.commerce.goodsByToken(token) : [];
    const now = deps.clock.now();
    return sendPage(request, reply, {
      title: word(lang, 'order_title', { code: order.code }),
      practice: order.environment === 'practice',
      refreshS: isSettled(order) ? null : REFRESH_S,
      main: orderBody({
        order,
        goods,
        lang,
        payable: isPayable(order, now),
        qrUrl: qrUrl(order, token, now),
        refund: refundForm(order, lang, { token, key: deps.ids.uuid(), wasWrong: 'account' in request.query }),
      }),
    });
  });

  app.get('/o/:token/qr.png', async (request: TokenRequest, reply) => {
    const order = await orderOf(deps, request.params.token);
    if (!order || qrUrl(order, request.params.token, deps.clock.now()) === null) throw new Problem(404, 'not_found');
    return reply
      .type('image/png')
      .header('cache-control', 'no-store')
      .send(qrPng(order.payment?.paymentNumber ?? ''));
  });
}

/** Tokens have at least 128 bits; anything shorter is not worth a look-up. */
const orderOf = async (deps: HttpDeps, token: string): Promise<OrderView | null> =>
  /^[\w-]{16,128}$/.test(token) ? deps.commerce.orderByToken(token) : null;

function isPayable(order: OrderView, now: number): boolean {
  return order.state === 'awaiting_payment' && order.payment?.state === 'pending' && now < order.payment.expiresAt;
}

function qrUrl(order: OrderView, token: string, now: number): string | null {
  const due = order.payment;
  const isQr = due?.format === 'qris_dynamic' && due.paymentNumber?.startsWith(QRIS_START);
  return isPayable(order, now) && isQr ? `/o/${token}/qr.png` : null;
}

/** Nothing more is expected to change, so the page need not look again. */
function isSettled(order: OrderView): boolean {
  if (order.state === 'awaiting_payment' || order.state === 'paid') return false;
  return order.refundDueIdr === 0 && !order.cancelRequested;
}
