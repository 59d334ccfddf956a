/** One case for the person who decides it: what it is about, what can be done now, and who was faster if somebody was. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import { zoneOf } from '../order/view.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import { answering } from '../refusal.ts';
import { isRefundOf } from '../refund/refund-due.ts';
import { caseFor } from './case-for.ts';
import { decidedBy } from './decided-by.ts';
import { queuedCase, type QueuedCase } from './open-cases.ts';

export interface CaseView extends QueuedCase {
  totalIdr: number;
  zone: string;
  /** The masked account of the refund the case is about. */
  destination: string | null;
  decided: { by: string; at: number; how: string } | null;
}

export async function caseView(core: Core, actor: Actor, caseId: string): Promise<Answer<{ view: CaseView }>> {
  return answering(async () => {
    requireRight(actor, 'caseView');
    const stores = core.uow.read;
    const row = await caseFor(stores, actor, caseId);
    const order = row.orderId ? await stores.orders.get(row.orderId) : null;
    const refunds = order ? await stores.payments.refundsOf(order.id) : [];
    const lines = order ? await stores.orders.lines(order.id) : [];
    return {
      ok: true as const,
      view: {
        ...queuedCase(actor, { row, order }),
        totalIdr: order?.totalIdr ?? 0,
        zone: await zoneOf(stores, lines),
        destination: refunds.find((refund) => isRefundOf(row, refund))?.destinationMasked ?? null,
        decided: row.state === 'open' ? null : await decidedBy(stores, row),
      },
    };
  });
}
