/**
 * The practice gateway's form for a shop's own page: a script that opens a frame, and what stands in the frame. Ours; the
 * vendor this gateway speaks like has none. A payment's token pays that payment and nothing else.
 */
import { html } from '../world/handling.ts';
import type { Context, Handled, Incoming, Outgoing } from '../world/handling.ts';
import type { Payment, World } from '../world/model.ts';
import { pay } from './pay.ts';

/** `practicePay.open(token, {onSuccess, onClose})`, as vendors' scripts are called. Finds its own address. */
const SCRIPT = `(() => {
  const base = new URL('.', document.currentScript.src).href;
  window.practicePay = { open(token, on = {}) {
    const frame = document.createElement('iframe');
    frame.src = base + 'embed/' + encodeURIComponent(token);
    frame.title = 'LATIHAN';
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;background:#fff';
    const told = (event) => {
      if (event.source !== frame.contentWindow) return;
      removeEventListener('message', told);
      frame.remove();
      (event.data === 'paid' ? on.onSuccess : event.data === 'failed' ? on.onError : on.onClose)?.();
    };
    addEventListener('message', told);
    document.body.append(frame);
  }, tokenize(card, on = {}) {
    const number = String(card.card_number ?? '');
    if (!/^\\d{16}$/.test(number)) return on.onFailure?.({ status_message: 'card number' });
    on.onSuccess?.({ token_id: 'card-' + number.slice(-4) + '-' + Math.random().toString(36).slice(2, 12) });
  } };
})();
`;

export function embedScript(): Handled {
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cross-origin-resource-policy': 'cross-origin' };
  const response: Outgoing = { status: 200, headers, body: SCRIPT };
  return { response, effects: [] };
}

const paymentOf = (path: string, world: World): Payment | undefined => {
  const token = decodeURIComponent(/^\/embed\/([\w%-]{1,120})$/.exec(path)?.[1] ?? '');
  return token === '' ? undefined : [...world.payments.values()].find((payment) => payment.clientToken === token);
};

const tell = (what: string): string => `<script>parent.postMessage('${what}', '*')</script>`;

export function embedFrame(request: Incoming, world: World): Handled {
  const payment = paymentOf(request.path, world);
  if (!payment) return html(404, frame('<p>Token tidak dikenal.</p>'));
  const close = `<button onclick="parent.postMessage('closed','*')">Tutup</button>`;
  return html(
    200,
    frame(`<form method="post"><button>Bayar Rp ${String(payment.totalIdr)} (latihan)</button></form>${close}`),
  );
}

export function payInFrame(request: Incoming, world: World, context: Context): Handled {
  const payment = paymentOf(request.path, world);
  if (!payment) return html(404, frame('<p>Token tidak dikenal.</p>'));
  const result = pay(world, context, payment, { mode: 'exact', amountIdr: null, webhookTimes: 1 });
  return result.ok ? html(200, frame(tell('paid')), result.effects) : html(409, frame(tell('failed')));
}

/** The payer's bank, where it wants to see them: a card ending in 0000 is charged without it. */
export function bankPage(request: Incoming, world: World, context: Context): Handled {
  const payment = [...world.payments.values()].find(({ bankKey }) => bankKey === request.path.slice('/3ds/'.length));
  if (!payment) return html(404, frame('<p>Tidak dikenal.</p>'));
  if (request.method === 'GET')
    return html(200, frame('<form method="post"><button>Setujui (latihan)</button></form>'));
  const result = pay(world, context, payment, { mode: 'exact', amountIdr: null, webhookTimes: 1 });
  return html(
    result.ok ? 200 : 409,
    frame(`<p>${result.ok ? 'Disetujui' : 'Tidak bisa'}</p>`),
    result.ok ? result.effects : [],
  );
}

const frame = (content: string): string =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>LATIHAN</title></head><body><p>LATIHAN: tidak ada uang sungguhan.</p>${content}</body></html>`;
