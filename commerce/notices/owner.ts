/** What the owner is told without asking. First the money, then what is wrong, then the way in. */
import type { Order } from '../order/model.ts';
import { action } from '../ports/actions.ts';
import { text, type Screen, type Text } from '../ports/screen.ts';

const withOrder = (order: Order, line: Text): Screen => ({
  lines: [line],
  choices: [
    { id: action.dossier(order.code), label: text('button-why') },
    { id: action.queue, label: text('button-queue') },
  ],
});

export const moneyAlert = (
  order: Order,
  kind: 'underpaid' | 'overpaid' | 'paid-twice' | 'maybe-paid-twice' | 'wrong-money' | 'reversed',
  receivedIdr: number | null,
  expectedIdr: number,
): Screen =>
  withOrder(
    order,
    text(`alert-${kind}`, {
      code: order.code,
      received: { money: receivedIdr ?? 0 },
      expected: { money: expectedIdr },
    }),
  );

export const badQrisAlert = (order: Order, why: string): Screen =>
  withOrder(order, text('alert-bad-qris', { code: order.code, why }));

export const createTroubleAlert = (order: Order, provider: string, message: string): Screen =>
  withOrder(order, text('alert-create-trouble', { code: order.code, provider, message }));

export const purchaseAlert = (
  order: Order,
  kind:
    | 'unclear'
    | 'failed'
    | 'failed-balance'
    | 'late-success'
    | 'reversed'
    | 'over-price'
    | 'refused'
    | 'waits'
    | 'overdue'
    | 'unpaid-late'
    | 'serial-missing'
    | 'other-sku'
    | 'other-destination',
  message: string,
): Screen => withOrder(order, text(`alert-purchase-${kind}`, { code: order.code, message }));

export const keyAlert = (order: Order, kind: 'no-room' | 'lock-trouble', room: string): Screen =>
  withOrder(order, text(`alert-key-${kind}`, { code: order.code, room }));

export const goodsUnreadAlert = (order: Order): Screen =>
  withOrder(order, text('alert-goods-unread', { code: order.code }));

export const cancelRequestAlert = (order: Order): Screen =>
  withOrder(order, text('alert-cancel-request', { code: order.code }));

/** A stranger chose the reference: only what references are made of is shown, so that no link or command comes along. */
const shown = (reference: string): string => reference.replaceAll(/[^\w-]+/g, '?').slice(0, 40) || '?';

export const untruthAlert = (
  kind: 'unknown' | 'other-provider' | 'account' | 'amount' | 'currency',
  provider: string,
  reference: string,
): Screen => ({
  lines: [
    text(`alert-webhook-untrue-${kind}`, { provider, reference: shown(reference) }),
    text(`alert-webhook-untrue-${kind}-do`),
  ],
});

export const manyUntruthsAlert = (provider: string, count: number): Screen => ({
  lines: [text('alert-webhook-untrue-many', { provider, count }), text('alert-webhook-untrue-many-do')],
});

/** Good news needs no "why". */
export const soldAlert = (order: Order, summary: Text): Screen => ({
  lines: [text('alert-sold', { code: order.code, summary: { text: summary }, amount: { money: order.totalIdr } })],
  choices: [{ id: action.order(order.code), label: text('button-see-order') }],
});

/** Said in the transaction of the claim, so that it stands above the alerts that waited for an owner. */
export const claimedScreen = (business: string): Screen => ({
  lines: [text('claimed', { business }), text('claimed-next')],
  choices: [
    { id: action.queue, label: text('menu-button-queue') },
    { id: action.menu, label: text('menu-button-menu') },
  ],
});
