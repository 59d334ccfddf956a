/**
 * A shop that has an owner never has none, however many owners take roles away at once. Run over Postgres too
 * (tests/postgres-commerce.test.ts), where these really happen at the same moment.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import { STAFF_ROLES, type StaffRole } from '../../commerce/people/team.ts';
import { membersOf } from '../../commerce/people/team-view.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import { somebody } from '../support/staff.ts';

let shop: TestCore;
beforeAll(async () => {
  shop = await openTestCore();
});
afterAll(() => shop.close());

const key = () => shop.core.ids.uuid();
const idOf = ({ personId }: Actor): string => personId ?? '';

/** Nobody works here any more: each run begins with a shop of its own staff. */
async function empty(): Promise<void> {
  const at = shop.now();
  await shop.core.uow.run('test.empty', async (stores) => {
    for (const { personId, role, since } of await membersOf(stores))
      await stores.people.grant({ personId, role, scope: 'all', grantedAt: since, revokedAt: at });
  });
}

const owners = async (): Promise<string[]> =>
  (await membersOf(shop.core.uow.read)).filter(({ role }) => role === 'owner').map(({ personId }) => personId);

test('of two owners who revoke each other at the same instant exactly one wins', async () => {
  for (let round = 0; round < 10; round += 1) {
    await empty();
    const [ani, budi] = [await somebody(shop, 'owner'), await somebody(shop, 'owner')];
    const answers = await Promise.all([
      shop.commerce.revokeStaff(ani, key(), { personId: idOf(budi), from: 'owner' }),
      shop.commerce.revokeStaff(budi, key(), { personId: idOf(ani), from: 'owner' }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual(expect.objectContaining({ ok: false, reason: 'not_allowed' }));
    expect(await owners()).toEqual([answers[0].ok ? idOf(ani) : idOf(budi)]);
  }
});

test('all owners leaving at once leave one behind', async () => {
  await empty();
  const all = await Promise.all(Array.from({ length: 6 }, () => somebody(shop, 'owner')));
  const answers = await Promise.all(all.map((owner) => shop.commerce.leaveStaff(owner, key())));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  expect(answers).toContainEqual({ ok: false, reason: 'wrong_state', detail: { kind: 'last_owner' } });
  expect(await owners()).toHaveLength(1);
});

type Deed = { by: number; to: number; what: 'revoke' | 'leave' | StaffRole };

const deed: fc.Arbitrary<Deed> = fc.record({
  by: fc.nat(3),
  to: fc.nat(3),
  what: fc.constantFrom<Deed['what']>('revoke', 'leave', ...STAFF_ROLES),
});

test('no crowd of changes, however it falls, leaves the shop without an owner', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<StaffRole>('owner', 'owner', 'manager', 'support'), { minLength: 3, maxLength: 3 }),
      fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      async (roles, waves) => {
        await empty();
        const people = await Promise.all((['owner', ...roles] as const).map((role) => somebody(shop, role)));
        for (const wave of waves) {
          const members = await membersOf(shop.core.uow.read);
          const roleOf = (actor: Actor) => members.find(({ personId }) => personId === actor.personId)?.role ?? 'owner';
          await Promise.all(
            wave.map(({ by, to, what }) => {
              const [actor, target] = [people[by] as Actor, people[to] as Actor];
              const change = { personId: idOf(target), from: roleOf(target) };
              if (what === 'leave') return shop.commerce.leaveStaff(actor, key());
              if (what === 'revoke') return shop.commerce.revokeStaff(actor, key(), change);
              return shop.commerce.changeRole(actor, key(), { ...change, to: what });
            }),
          );
          expect((await owners()).length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 25, seed: 20_261_128 },
  );
}, 60_000);
