/**
 * Webhooks that say what is not so: another amount, another currency, another account, a payment nobody asked for.
 * Nothing is ever booked or delivered on their word; the owner hears of each once. Who signs nothing can be anybody, and
 * anybody may send thousands, so only so many an hour are told one by one, and then one line says that there are more.
 */
import type { Core } from '../core.ts';
import { manyUntruthsAlert, untruthAlert } from '../notices/owner.ts';
import { tellOwner } from '../notices/send.ts';
import type { ObservedPayment } from '../ports/payment-gateway.ts';
import type { Provider } from '../provider/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import type { Payment } from '../payment/model.ts';

const HOUR_MS = 3_600_000;
/** Longer than any of ours; two strangers' that begin alike are told once. */
const MAX_REFERENCE = 100;

export interface Untruth {
  kind: 'unknown' | 'account' | 'amount' | 'currency';
  /** As the message writes it: a stranger's text. */
  reference: string;
  /** Signed ones have an allowance of their own, so that a stranger cannot use it up. */
  isSigned: boolean;
}

/** What a message says of a payment of ours that cannot be so unless the gateway itself says the same. */
export interface Claim {
  kind: 'amount' | 'currency';
  amountIdr: number | null;
  currency: string | null;
  isSigned: boolean;
}

/** Null when the message claims nothing that contradicts the payment. */
export function claimIn(payment: Payment, event: ObservedPayment, isSigned: boolean): Claim | null {
  const { status, amountIdr, currency } = event;
  if (status !== 'paid') return null;
  if (currency !== null && currency !== 'IDR') return { kind: 'currency', amountIdr, currency, isSigned };
  if (amountIdr !== null && amountIdr !== payment.amountIdr) return { kind: 'amount', amountIdr, currency, isSigned };
  return null;
}

/** Whether the gateway, when asked, says the same: then it is a case of its own and no untruth. */
export function isBorneOut(claim: Claim, answer: ObservedPayment): boolean {
  if (answer.status !== 'paid') return false;
  if (claim.kind === 'currency') return answer.currency === claim.currency;
  return [answer, ...(answer.transfers ?? [])].some(({ amountIdr }) => amountIdr === claim.amountIdr);
}

/** What this process passed on in the current hour, so that a flood of untruths costs no transactions. */
interface Heard {
  hour: number;
  keys: Map<string, Set<string>>;
}
const heardBy = new WeakMap<Core, Heard>();

/** Its place among the distinct ones of this hour, from 1; null when it was heard or there were too many. */
function placeOf(core: Core, hour: number, prefix: string, key: string, most: number): number | null {
  let heard = heardBy.get(core);
  if (heard?.hour !== hour) heardBy.set(core, (heard = { hour, keys: new Map() }));
  const keys = heard.keys.get(prefix) ?? new Set();
  heard.keys.set(prefix, keys);
  if (keys.has(key) || keys.size > most) return null;
  keys.add(key);
  return keys.size;
}

/** Tells the owner, once per provider, reference and kind, and at most so often an hour. Repeats are harmless. */
export async function reportUntruth(
  core: Core,
  provider: Pick<Provider, 'id' | 'name' | 'environment'>,
  untruth: Untruth,
): Promise<void> {
  const { kind, reference, isSigned } = untruth;
  const prefix = `webhook-untrue:${provider.id}:${isSigned ? 'signed' : 'hint'}:`;
  const dedupeKey = `${prefix}${kind}:${reference.slice(0, MAX_REFERENCE)}`;
  const hour = Math.floor(core.clock.now() / HOUR_MS);
  const most = core.settings.untrueWebhookAlertsPerHour;
  const place = placeOf(core, hour, prefix, dedupeKey, most);
  if (place === null) return;
  try {
    await core.uow.run('webhook.untrue', async (stores) => {
      // Other processes tell, too, and so did this one before it was started anew.
      const told = await stores.people.alertKeys(prefix, hour * HOUR_MS, most);
      if (told.includes(dedupeKey)) return;
      const isMany = place > most || told.length >= most;
      const key = isMany ? `many-${prefix}${hour}` : dedupeKey;
      const screen = isMany
        ? manyUntruthsAlert(provider.name, most)
        : untruthAlert(await whatKind(stores, provider, untruth), provider.name, reference);
      await tellOwner(core, stores, provider.environment, key, screen);
    });
  } catch (error) {
    heardBy.delete(core);
    throw error;
  }
}

async function whatKind(stores: Stores, { id }: Pick<Provider, 'id'>, { kind, reference }: Untruth) {
  if (kind !== 'unknown') return kind;
  return (await isOfAnotherProvider(stores, id, reference)) ? 'other-provider' : 'unknown';
}

/** A reference is an order's code and the attempt. */
async function isOfAnotherProvider(stores: Stores, providerId: string, reference: string): Promise<boolean> {
  const order = await stores.orders.byCode(reference.slice(0, Math.max(0, reference.lastIndexOf('-'))));
  const payments = order ? await stores.payments.ofOrder(order.id) : [];
  return payments.some((payment) => payment.reference === reference && payment.providerId !== providerId);
}
