/**
 * Reads the ids of choices that work at any time (made by commerce/ports/actions.ts): which flow they start and with
 * what. An id nobody made here is null, however it looks.
 */
import { action } from '../commerce/ports/actions.ts';

export interface FlowStart {
  flow: string;
  args?: unknown;
}

const PLAIN: Record<string, FlowStart> = {
  [action.menu]: { flow: 'menu' },
  [action.rooms]: { flow: 'rooms' },
  [action.shop]: { flow: 'shop' },
  [action.orders]: { flow: 'orders' },
  [action.history]: { flow: 'history' },
  [action.priceList]: { flow: 'price-list' },
  [action.help]: { flow: 'help' },
  [action.human]: { flow: 'human' },
  [action.endRelay]: { flow: 'relay-end' },
  [action.queue]: { flow: 'queue' },
  [action.webhooks]: { flow: 'webhooks' },
  [action.balance]: { flow: 'balance' },
  [action.topUp]: { flow: 'topup' },
  [action.statement]: { flow: 'statement' },
  [action.pin]: { flow: 'pin' },
  [action.remind]: { flow: 'remind' },
  [action.joinResellers]: { flow: 'reseller-join' },
  [action.resellers]: { flow: 'resellers' },
  [action.suppliers]: { flow: 'suppliers' },
  [action.staff]: { flow: 'staff' },
  [action.auditLog]: { flow: 'audit' },
  [action.providers]: { flow: 'providers' },
  [action.addProvider]: { flow: 'provider-add' },
};

/** Prefix of an id that carries what it is about → flow and the name of its argument. */
const ABOUT: Record<string, { flow: string; arg: string }> = {
  room: { flow: 'rooms', arg: 'room' },
  product: { flow: 'product', arg: 'code' },
  order: { flow: 'order', arg: 'code' },
  check: { flow: 'check-payment', arg: 'code' },
  cancel: { flow: 'cancel', arg: 'code' },
  newqr: { flow: 'renew-payment', arg: 'code' },
  hist: { flow: 'history', arg: 'at' },
  goods: { flow: 'resend-goods', arg: 'code' },
  dates: { flow: 'change-dates', arg: 'code' },
  altroom: { flow: 'alternatives', arg: 'code' },
  topay: { flow: 'pay-charge', arg: 'chargeId' },
  nopay: { flow: 'decline-charge', arg: 'chargeId' },
  test: { flow: 'test-provider', arg: 'slug' },
  payrest: { flow: 'pay-rest', arg: 'code' },
  takeback: { flow: 'take-parked', arg: 'code' },
  keepit: { flow: 'keep-parked', arg: 'code' },
  refund: { flow: 'take-refund', arg: 'reference' },
  balance: { flow: 'keep-refund', arg: 'reference' },
  refundto: { flow: 'refund-to', arg: 'reference' },
  case: { flow: 'case', arg: 'caseId' },
  job: { flow: 'dead-job', arg: 'id' },
  webhook: { flow: 'webhook', arg: 'id' },
  lang: { flow: 'language', arg: 'lang' },
  reply: { flow: 'relay-take', arg: 'relayId' },
  why: { flow: 'why', arg: 'code' },
  reseller: { flow: 'reseller', arg: 'id' },
  approve: { flow: 'reseller-approve', arg: 'request' },
  refuse: { flow: 'reseller-refuse', arg: 'request' },
  report: { flow: 'report', arg: 'file' },
  provider: { flow: 'provider', arg: 'slug' },
  payways: { flow: 'provider-ways', arg: 'slug' },
  hook: { flow: 'webhook-news', arg: 'slug' },
  syncfresh: { flow: 'sync', arg: 'fresh' },
  applylist: { flow: 'list-apply', arg: 'listId' },
  keeplist: { flow: 'list-keep', arg: 'listId' },
  prices: { flow: 'held-prices', arg: 'slug' },
  pause: { flow: 'product-pause', arg: 'code' },
  sell: { flow: 'product-sell', arg: 'code' },
  rungs: { flow: 'rungs', arg: 'code' },
};

const MAX_ID_CHARS = 64;

export function readAction(id: string): FlowStart | null {
  if (id.length > MAX_ID_CHARS) return null;
  if (Object.hasOwn(PLAIN, id)) return PLAIN[id] ?? null;
  const match = /^([a-z]+):([\w.+-]+)$/.exec(id);
  const prefix = match?.[1] ?? '';
  const about = Object.hasOwn(ABOUT, prefix) ? ABOUT[prefix] : undefined;
  return about ? { flow: about.flow, args: { [about.arg]: match?.[2] } } : null;
}
