/**
 * The payer says where a refund by hand is to go, in the chat or on the order page, and may change it until it is paid.
 * Sealed at once; everybody but the person who transfers sees it masked.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { destinationAlert } from '../notices/owner-refund.ts';
import { destinationNotedScreen } from '../notices/refund.ts';
import { tellBuyer, tellOwner } from '../notices/send.ts';
import type { Order } from '../order/model.ts';
import { caseFor } from '../cases/case-for.ts';
import { requireRight } from '../people/rights.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { answering, Refused } from '../refusal.ts';
import { maskDestination, readDestination, type Destination } from './destination.ts';
import { isRefundOf } from './refund-due.ts';
import { ownRefund, refundOfToken, type OwnRefund } from './own-refund.ts';

export type DestinationNoted = Answer<{ masked: string }>;

export async function giveDestination(
  core: Core,
  actor: Actor,
  key: string,
  input: { reference: string; words: string },
): Promise<DestinationNoted> {
  return note(core, actor, key, input, (stores) => ownRefund(stores, actor, input.reference));
}

/** For who has no chat: whoever holds the order's page holds the order. */
export async function giveDestinationByToken(
  core: Core,
  actor: Actor,
  key: string,
  input: { token: string; words: string },
): Promise<DestinationNoted> {
  return note(core, actor, key, { reference: '', words: input.words }, (stores) =>
    refundOfToken(core, stores, input.token),
  );
}

async function note(
  core: Core,
  actor: Actor,
  key: string,
  input: { reference: string; words: string },
  find: (stores: Stores) => Promise<OwnRefund>,
): Promise<DestinationNoted> {
  const read = readDestination(input.words);
  if (typeof read === 'string') return { ok: false, reason: 'bad_destination', detail: { problem: read } };
  // The words are a secret: what is remembered of the wish is a fingerprint.
  const wish = { reference: input.reference, words: core.vault.fingerprint('refund_destination', input.words) };
  const result = await idempotent(core, actor, 'refund.destination', key, wish, async (stores) => {
    const { order, refund } = await find(stores);
    if (refund.way !== 'manual' || refund.endedAt !== null) throw new Refused('wrong_state');
    return { masked: await store(core, stores, actor, order, refund.id, read) };
  });
  return 'ok' in result ? result : { ok: true, ...result };
}

async function store(
  core: Core,
  stores: Stores,
  actor: Actor,
  order: Order,
  refundId: string,
  destination: Destination,
): Promise<string> {
  const refund = await stores.payments.refund(refundId);
  if (!refund) throw new Refused('not_found');
  const masked = maskDestination(destination);
  const destinationSealed = core.vault.seal('refund_destination', `refunds:${refund.id}`, JSON.stringify(destination));
  const patch = { destinationSealed, destinationMasked: masked };
  mustWin(await stores.payments.updateRefund(refund.id, refund.version, patch), refund.reference);
  const noted = { ...refund, ...patch };
  await tellBuyer(
    core,
    stores,
    order,
    `refund-noted:${refund.version}:${refund.id}`,
    destinationNotedScreen(order, noted),
  );
  const alert = destinationAlert(order, noted);
  await tellOwner(core, stores, order.environment, `refund-to:${refund.id}:${refund.version}`, alert);
  await audit(core, stores, actor, 'refund.destination', `orders:${order.id}`, masked);
  return masked;
}

/** For the person who transfers: the whole account, and a line in the audit that they saw it. */
export async function refundDestination(
  core: Core,
  actor: Actor,
  caseId: string,
): Promise<Answer<{ destination: Destination | null }>> {
  return answering(() =>
    core.uow.run('refund.show', async (stores) => {
      requireRight(actor, 'refundDestination');
      const row = await caseFor(stores, actor, caseId);
      const refunds = row.orderId ? await stores.payments.refundsOf(row.orderId) : [];
      const refund = refunds.find((each) => isRefundOf(row, each));
      if (!refund?.destinationSealed) return { ok: true as const, destination: null };
      await audit(core, stores, actor, 'refund.shown', `orders:${row.orderId}`, refund.reference);
      const words = core.vault.open('refund_destination', `refunds:${refund.id}`, refund.destinationSealed);
      return { ok: true as const, destination: JSON.parse(words) as Destination };
    }),
  );
}
