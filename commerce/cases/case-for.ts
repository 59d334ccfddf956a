/** Finding a case for staff. */
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { Refused } from '../refusal.ts';

/** Roles of the practice shop count while it practises; real money is none of their business then. */
export async function caseFor(stores: Stores, actor: Actor, caseId: string): Promise<ReviewCase> {
  const row = await stores.reviews.get(caseId);
  if (!row || (actor.via !== 'cli' && row.environment !== actor.environment)) throw new Refused('not_found');
  return row;
}
