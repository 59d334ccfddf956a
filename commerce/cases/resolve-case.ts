/**
 * Somebody decides a case. Each is decided once; the deed and the resolution are one transaction. What can be decided
 * stands in table.ts, who decided and why in the case itself.
 */
import type { Answer, OrderView } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import type { Order } from '../order/model.ts';
import { viewOrder } from '../order/view.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import { demandRefund } from '../people/refund-limit.ts';
import { requireRight } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';
import { caseFor } from './case-for.ts';
import { closeCase } from './close-case.ts';
import { decidedBy } from './decided-by.ts';
import type { DecisionName } from './decision.ts';
import { decisionNamed, mayDecide } from './table.ts';

export interface ResolveInput {
  caseId: string;
  decision: DecisionName;
  reason: string;
  /** What was delivered, where the decision asks for it. Sealed wherever it is kept. */
  serial?: string;
}

const MAX_REASON_CHARS = 300;
const MAX_SERIAL_CHARS = 500;

/** Refuses with `already_done` and who and when in the detail where somebody was faster. */
export async function resolveCase(
  core: Core,
  actor: Actor,
  key: string,
  input: ResolveInput,
): Promise<Answer<{ order: OrderView | null }>> {
  const result = await idempotent(core, actor, 'case.resolve', key, input, async (stores) => {
    requireRight(actor, 'resolveCase');
    const row = await caseFor(stores, actor, input.caseId);
    if (row.orderId) await stores.orders.lock(row.orderId);
    await decide(core, stores, actor, row, input);
    return { orderId: row.orderId };
  });
  if ('ok' in result) return result;
  const order = result.orderId ? await core.uow.read.orders.get(result.orderId) : null;
  return { ok: true, order: order ? await viewOrder(core, core.uow.read, order) : null };
}

async function decide(core: Core, stores: Stores, actor: Actor, seen: ReviewCase, input: ResolveInput): Promise<void> {
  const reason = input.reason.trim().slice(0, MAX_REASON_CHARS);
  // Read again under the lock: whoever held it may have decided.
  const row = (await stores.reviews.get(seen.id)) ?? seen;
  if (row.state !== 'open') throw new Refused('already_done', await decidedBy(stores, row));
  const order = row.orderId ? await stores.orders.get(row.orderId) : null;
  if (!mayDecide(actor, row.kind)) throw new Refused('not_allowed');
  const decision = decisionNamed({ row, order }, input.decision);
  if (!decision) throw new Refused('wrong_state', { kind: row.kind });
  if (decision.needsReason && reason === '') throw new Refused('bad_input', { kind: row.kind });
  if (decision.isFinalForMoney) await demandRefund(core, stores, actor, amountOf(row, order));
  const words = `${decision.name}: ${reason}`;
  if (decision.keepsOpen) await noteDecision(core, stores, actor, row, words);
  else await closeCase(core, stores, actor, row, words);
  const serial = decision.asksSerial ? (input.serial?.trim().slice(0, MAX_SERIAL_CHARS) ?? '') || null : null;
  if (order) await decision.carryOut({ core, stores, actor, row, order, reason, serial });
  else await decision.carryOutAlone?.({ core, stores, actor, row, reason });
}

/** What leaves the shop, or is given up, at the most. */
const amountOf = ({ parkedIdr, amountIdr }: ReviewCase, order: Order | null): number =>
  Math.max(parkedIdr, Math.abs(amountIdr ?? 0)) || (order?.totalIdr ?? 0);

async function noteDecision(core: Core, stores: Stores, actor: Actor, row: ReviewCase, words: string): Promise<void> {
  const detail = `${row.kind} ${words}`.slice(0, MAX_REASON_CHARS);
  await audit(core, stores, actor, 'case.worked_on', `review_cases:${row.id}`, detail);
}
