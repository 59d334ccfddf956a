/** Marks a case as decided and writes who did. Its money is the caller's to move. */
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import type { ReviewCase } from '../payment/model.ts';
import type { Actor } from '../people/model.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';

const MAX_WORDS_CHARS = 300;

export async function closeCase(
  core: Core,
  stores: Stores,
  actor: Actor,
  row: ReviewCase,
  resolution: string,
): Promise<void> {
  const words = resolution.slice(0, MAX_WORDS_CHARS);
  mustWin(await stores.reviews.resolve(row.id, words, core.clock.now(), actor.personId ?? actor.via), row.id);
  await audit(core, stores, actor, 'case.resolved', `review_cases:${row.id}`, `${row.kind} ${words}`);
}
