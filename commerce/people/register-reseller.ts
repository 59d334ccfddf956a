/**
 * Somebody asks to become a reseller. There is one account per person: asking again while the owner has not answered is
 * `already_done`, and after a refusal it is `too_soon` for a while. The owner hears of it in the same transaction.
 */
import type { Answer } from '../app.ts';
import { audit } from '../audit.ts';
import type { Core } from '../core.ts';
import { idempotent } from '../idempotent.ts';
import { resellerAskedAlert } from '../notices/reseller.ts';
import { tellOwner } from '../notices/send.ts';
import type { Stores } from '../ports/stores/index.ts';
import { mustWin } from '../ports/unit-of-work.ts';
import { Refused } from '../refusal.ts';
import type { Actor } from './model.ts';
import { staffRoleOf } from './team.ts';
import { newReseller, type Reseller } from './reseller.ts';

export interface RegisterInput {
  /** 1–60 characters. */
  shopName: string;
  /** A phone number or mail address as the person typed it, 1–80 characters. */
  contact: string;
}

const LENGTHS = { shopName: 60, contact: 80 } as const;
export const FIRST_TIER = 'reseller';

export async function registerReseller(
  core: Core,
  actor: Actor,
  key: string,
  input: RegisterInput,
): Promise<Answer<object>> {
  return idempotent(core, actor, 'reseller.ask', key, input, async (stores) => {
    const { personId, environment } = actor;
    if (personId === null) throw new Refused('not_allowed');
    // Who sets the terms of resellers is none.
    if (staffRoleOf(actor) !== null) throw new Refused('wrong_state');
    const facts = checked(input);
    await stores.people.lock(personId);
    const row = await request(core, stores, { personId, environment, ...facts });
    await audit(core, stores, actor, 'reseller.asked', `people:${personId}`, row.shopName);
    const cause = `reseller:${personId}:${row.requestedAt}`;
    await tellOwner(core, stores, environment, cause, resellerAskedAlert(row));
    return { ok: true as const };
  });
}

function checked(input: RegisterInput): RegisterInput {
  const facts = { shopName: input.shopName.trim(), contact: input.contact.trim() };
  for (const [field, max] of Object.entries(LENGTHS)) {
    const words = facts[field as keyof RegisterInput];
    if (words === '' || words.length > max) throw new Refused('bad_input', { field, max });
  }
  return facts;
}

/** A new row, or the one of an earlier refusal (or of another environment) begun anew. */
async function request(
  core: Core,
  stores: Stores,
  { personId, environment, ...facts }: RegisterInput & Pick<Reseller, 'personId' | 'environment'>,
): Promise<Reseller> {
  const asked = { ...facts, tier: FIRST_TIER, state: 'requested', requestedAt: core.clock.now() } as const;
  const fresh = newReseller(personId, environment, asked);
  const known = await stores.resellers.get(personId);
  if (!known) {
    mustWin(await stores.resellers.insert(fresh), personId);
    return fresh;
  }
  if (known.environment === environment) demandRefusedLongAgo(core, known);
  const { personId: _id, version: _version, ...begun } = fresh;
  mustWin(await stores.resellers.update(personId, known.version, begun), personId);
  return { ...fresh, version: known.version + 1 };
}

function demandRefusedLongAgo(core: Core, known: Reseller): void {
  if (known.state !== 'refused') throw new Refused('already_done', { state: known.state });
  const againAt = (known.decidedAt ?? 0) + core.settings.resellerAskAgainMs;
  if (core.clock.now() < againAt) throw new Refused('too_soon', { againAt });
}
