/** The owner's queue: every open case with the order it is about and what can be decided, oldest first. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { answering } from '../refusal.ts';
import type { CaseFacts, Decision } from './decision.ts';
import { decisionsOf } from './table.ts';

export type OfferedDecision = Pick<Decision, 'name' | 'needsReason' | 'isFinalForMoney' | 'asksSerial'>;

/** `orderCode` is what a person calls the order of a case. */
export type QueuedCase = ReviewCase & { orderCode: string | null; decisions: OfferedDecision[] };

export async function openCases(core: Core, actor: Actor): Promise<Answer<{ cases: QueuedCase[] }>> {
  return answering(async () => {
    requireRight(actor, 'queue');
    const { reviews, orders } = core.uow.read;
    const rows = await reviews.listOpen(actor.via === 'cli' ? undefined : actor.environment);
    const cases: QueuedCase[] = [];
    for (const row of rows) {
      const order = row.orderId ? await orders.get(row.orderId) : null;
      cases.push(queuedCase(actor, { row, order }));
    }
    return { ok: true as const, cases };
  });
}

export const queuedCase = (actor: Actor, facts: CaseFacts): QueuedCase => ({
  ...facts.row,
  orderCode: facts.order?.code ?? null,
  decisions: decisionsOf(actor, facts).map(({ name, needsReason, isFinalForMoney, asksSerial }) => ({
    name,
    needsReason,
    isFinalForMoney,
    ...(asksSerial ? { asksSerial } : {}),
  })),
});
