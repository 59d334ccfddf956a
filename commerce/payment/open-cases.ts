/** The owner's queue: every open case with the order it is about, oldest first. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { requireRole } from '../people/rights.ts';
import { answering } from '../refusal.ts';
import type { ReviewCase } from './model.ts';

export type QueuedCase = ReviewCase & { orderCode: string | null };

export async function openCases(core: Core, actor: Actor): Promise<Answer<{ cases: QueuedCase[] }>> {
  return answering(async () => {
    requireRole(actor, 'owner', 'manager', 'front_desk', 'finance', 'support');
    const { reviews, orders } = core.uow.read;
    const rows = await reviews.listOpen(actor.via === 'cli' ? undefined : actor.environment);
    const cases: QueuedCase[] = [];
    for (const row of rows) {
      const order = row.orderId ? await orders.get(row.orderId) : null;
      cases.push({ ...row, orderCode: order?.code ?? null });
    }
    return { ok: true as const, cases };
  });
}
