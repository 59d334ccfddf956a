/**
 * The gateway's hosted pay page: `/pay/{slug}/{amount}?order_id=…[&redirect=…][&qris_only=1]`. Opening it creates the
 * payment when there is none yet (a link is the vendor's way of creating without a call); the button pays it exactly.
 */
import { html } from '../world/handling.ts';
import type { Context, Handled, Incoming } from '../world/handling.ts';
import { put } from '../world/model.ts';
import type { Effect, Payment, World } from '../world/model.ts';
import { pay } from './pay.ts';
import { feeIdr, minimumIdr, newPayment, paymentKey, statusOf } from './payment.ts';

export function hostedPage(request: Incoming, world: World, context: Context): Handled {
  const found = openPayment(request, world, context);
  if (!found) return notFound();
  return html(200, render(found.payment, request, context), found.effects);
}

export function payOnPage(request: Incoming, world: World, context: Context): Handled {
  const found = openPayment(request, world, context);
  if (!found) return notFound();
  const result = pay(world, context, found.payment, { mode: 'exact', amountIdr: null, webhookTimes: 1 });
  if (!result.ok) return html(409, render(found.payment, request, context), found.effects);
  const effects = [...found.effects, ...result.effects];
  const back = request.query.get('redirect');
  if (back && /^https?:\/\//.test(back) && URL.canParse(back))
    return { response: { status: 303, headers: { location: new URL(back).href }, body: '' }, effects };
  return html(200, render(result.payment, request, context), effects);
}

function notFound(): Handled {
  return html(404, page('Tidak ditemukan', '<p>Tautan pembayaran tidak dikenal.</p>'));
}

function openPayment(
  request: Incoming,
  world: World,
  context: Context,
): { payment: Payment; effects: Effect[] } | null {
  const [, kind, slug, amount] = /^\/(pay|paypal)\/([^/]{1,80})\/(\d{1,12})$/.exec(request.path) ?? [];
  const project = world.projects.get(slug ?? '');
  const orderId = request.query.get('order_id') ?? '';
  const amountIdr = Number(amount);
  const method = kind === 'paypal' ? 'paypal' : 'qris';
  if (!project || !/^[A-Za-z0-9\-_.~]{5,100}$/.test(orderId) || amountIdr < minimumIdr(method)) return null;

  const key = paymentKey(project.slug, orderId);
  const earlier = world.payments.get(key);
  if (earlier) return earlier.amountIdr === amountIdr ? { payment: earlier, effects: [] } : null;
  const fee = feeIdr(method, amountIdr) ?? 0;
  const payment = newPayment(project, { orderId, amountIdr, feeIdr: fee, method }, context);
  return { payment, effects: [put('payments', key, payment)] };
}

const STATUS_TEXT = {
  pending: 'Menunggu pembayaran',
  completed: 'Pembayaran diterima',
  expired: 'Kedaluwarsa',
  canceled: 'Dibatalkan',
};

function render(payment: Payment, request: Incoming, context: Context): string {
  const status = statusOf(payment, context.now);
  const rows = [
    ['Pesanan', payment.orderId],
    ['Jumlah', rupiah(payment.amountIdr)],
    ['Biaya', rupiah(payment.feeIdr)],
    ['Total', rupiah(payment.totalIdr)],
    ['Status', STATUS_TEXT[status]],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '')}</dd>`);
  // A relative action keeps the prefix and the query, whatever address the page was opened under.
  const action = `?${escape(request.query.toString())}`;
  const button = `<form method="post" action="${action}"><button>Bayar ${rupiah(payment.totalIdr)} (latihan)</button></form>`;
  const code = `<p><code>${escape(payment.paymentNumber)}</code></p>`;
  return page('Pembayaran latihan', `<dl>${rows.join('')}</dl>${status === 'pending' ? code + button : ''}`);
}

function rupiah(amountIdr: number): string {
  return `Rp ${String(amountIdr).replace(/\B(?=(\d{3})+$)/g, '.')}`;
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>body{font:1rem/1.5 system-ui;max-width:30rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
dt{opacity:.7}dd{margin:0 0 .5rem}code{word-break:break-all}button{font:inherit;padding:.7rem 1rem}</style></head>
<body><h1>${title}</h1><p>LATIHAN: tidak ada uang sungguhan.</p>${content}</body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
