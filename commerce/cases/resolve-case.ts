/**
 * Somebody decides a case. Each is decided once; the deed and the resolution are one transaction. What can be decided
 * stands in table.ts, who decided and why in the case itself.
 */
import type { Answer, OrderView } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { viewOrder } from '../order/view.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import { requireRole } from '../people/rights.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { DecisionName } from './decision.ts';
import { decisionNamed } from './table.ts';

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
    requireRole(actor, 'owner', 'manager', 'finance');
    const row = await caseFor(stores, actor, input.caseId);
    if (row.orderId) await stores.orders.lock(row.orderId);
    await decide(core, stores, actor, row, input);
    return { orderId: row.orderId };
  });
  if ('ok' in result) return result;
  const order = result.orderId ? await core.uow.read.orders.get(result.orderId) : null;
  return { ok: true, order: order ? await viewOrder(core, core.uow.read, order) : null };
}

/** Roles of the practice shop count while it practises; real money is none of their business then. */
export async function caseFor(stores: Stores, actor: Actor, caseId: string): Promise<ReviewCase> {
  const row = await stores.reviews.get(caseId);
  if (!row || (actor.via !== 'cli' && row.environment !== actor.environment)) throw new Refused('not_found');
  return row;
}

async function decide(core: Core, stores: Stores, actor: Actor, seen: ReviewCase, input: ResolveInput): Promise<void> {
  const reason = input.reason.trim().slice(0, MAX_REASON_CHARS);
  // Read again under the lock: whoever held it may have decided.
  const row = (await stores.reviews.get(seen.id)) ?? seen;
  if (row.state !== 'open') throw new Refused('already_done', await decidedBy(stores, row));
  const order = row.orderId ? await stores.orders.get(row.orderId) : null;
  const decision = decisionNamed({ row, order }, input.decision);
  if (!decision) throw new Refused('wrong_state', { kind: row.kind });
  if (decision.needsReason && reason === '') throw new Refused('bad_input', { kind: row.kind });
  const words = `${decision.name}: ${reason}`;
  if (decision.keepsOpen) await noteDecision(core, stores, actor, row, words);
  else await closeCase(core, stores, actor, row, words);
  const serial = decision.asksSerial ? (input.serial?.trim().slice(0, MAX_SERIAL_CHARS) ?? '') || null : null;
  if (order) await decision.carryOut({ core, stores, actor, row, order, reason, serial });
}

/** Marks a case as decided and writes who did. Its money is the caller's to move. */
export async function closeCase(
  core: Core,
  stores: Stores,
  actor: Actor,
  row: ReviewCase,
  resolution: string,
): Promise<void> {
  const words = resolution.slice(0, MAX_REASON_CHARS);
  mustWin(await stores.reviews.resolve(row.id, words, core.clock.now(), actor.personId ?? actor.via), row.id);
  await audit(core, stores, actor, 'case.resolved', `review_cases:${row.id}`, `${row.kind} ${words}`);
}

async function noteDecision(core: Core, stores: Stores, actor: Actor, row: ReviewCase, words: string): Promise<void> {
  const detail = `${row.kind} ${words}`.slice(0, MAX_REASON_CHARS);
  await audit(core, stores, actor, 'case.worked_on', `review_cases:${row.id}`, detail);
}

/** By whom, when and how, for whoever comes second. */
export async function decidedBy(stores: Stores, row: ReviewCase): Promise<Record<string, string | number>> {
  const person = row.resolvedBy ? await stores.people.get(row.resolvedBy) : null;
  return {
    by: person?.name ?? row.resolvedBy ?? '',
    at: row.resolvedAt ?? 0,
    how: row.resolution?.split(':')[0] ?? '',
  };
}
