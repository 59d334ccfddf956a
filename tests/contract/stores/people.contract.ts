/** What any PeopleStore must do, whatever engine is behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertRow } from '../../../commerce/ports/stores/people.ts';
import type { OpenBed, StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { newReseller } from '../../../commerce/people/reseller.ts';
import type { StaffInvite } from '../../../commerce/people/team.ts';
import { T0, aPerson, newId } from './samples.ts';

export function peopleContract(engine: string, open: OpenBed): void {
  let bed: StoreBed;
  beforeAll(async () => {
    bed = await open();
  });
  afterAll(() => bed.close());

  describe(`people over ${engine}`, () => {
    identityTests(() => bed);
    roleTests(() => bed);
    claimTests(() => bed);
    loginLinkTests(() => bed);
    alertTests(() => bed);
    sessionTests(() => bed);
    resellerTests(() => bed);
    inviteTests(() => bed);
    staffPinTests(() => bed);
  });
}

function identityTests(bed: () => StoreBed): void {
  it('finds a person by any of their identities and never gives one away twice', async () => {
    const [sari, budi] = [aPerson(), aPerson({ name: null, kind: 'persona' })];
    const externalId = newId();
    const add = (channel: string, personId: string) =>
      inTransaction(bed(), (s) => s.people.addIdentity({ channel, externalId, personId, at: T0 }));
    await inTransaction(bed(), async (s) => {
      await s.people.insert(sari);
      await s.people.insert(budi);
    });
    expect(await add('telegram', sari.id)).toBe(true);
    expect(await add('telegram', budi.id)).toBe(false);
    expect(await add('web', budi.id)).toBe(true);
    const { people } = bed().uow.read;
    expect(await people.byIdentity('telegram', externalId)).toEqual(sari);
    expect(await people.byIdentity('web', externalId)).toEqual(budi);
    expect(await people.byIdentity('web', newId())).toBeNull();
    expect(await people.get(sari.id)).toEqual(sari);
    expect(await people.get(newId())).toBeNull();
    const name = `Dewi 100%_ ${newId()}`;
    await inTransaction(bed(), (s) => s.people.rename(sari.id, name));
    expect(await people.named(name.toUpperCase(), 5)).toEqual([{ ...sari, name }]);
    expect(await people.named('100%_ nobody', 5)).toEqual([]);
  });

  it('gives an identity to one of many who claim it at once', async () => {
    const externalId = newId();
    const won = await atOnce(bed(), 20, (s, n) =>
      s.people.addIdentity({ channel: 'web', externalId, personId: `person-${n}`, at: T0 }),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });
}

function roleTests(bed: () => StoreBed): void {
  it('lists grants that are not revoked', async () => {
    const [first, second] = [newId(), newId()];
    const grant = (personId: string, scope: 'all' | 'practice', revokedAt: number | null = null) =>
      inTransaction(bed(), (s) => s.people.grant({ personId, role: 'finance', scope, grantedAt: T0, revokedAt }));
    await grant(first, 'all');
    await grant(first, 'all');
    await grant(second, 'practice');
    const { people } = bed().uow.read;
    expect(await people.roles(first)).toEqual([
      { personId: first, role: 'finance', scope: 'all', grantedAt: T0, revokedAt: null },
    ]);
    expect(await people.withRole('finance')).toEqual([
      { personId: first, scope: 'all' },
      { personId: second, scope: 'practice' },
    ]);
    expect(await people.revokedRoles(first)).toEqual([]);
    await grant(first, 'all', T0 + 1);
    expect(await people.revokedRoles(first)).toEqual(['finance']);
    await grant(first, 'practice');
    // Held in another scope: not gone.
    expect(await people.revokedRoles(first)).toEqual([]);
    await grant(first, 'practice', T0 + 1);
    expect(await people.roles(first)).toEqual([]);
    expect(await people.withRole('finance')).toEqual([{ personId: second, scope: 'practice' }]);
  });
}

function inviteTests(bed: () => StoreBed): void {
  const invite = (more: Partial<StaffInvite> = {}): StaffInvite => ({
    id: newId(),
    fingerprint: newId(),
    role: 'finance',
    invitedBy: 'owner-1',
    createdAt: T0,
    expiresAt: T0 + 100,
    usedAt: null,
    usedBy: null,
    revokedAt: null,
    ...more,
  });
  const add = async (more?: Partial<StaffInvite>) => {
    const row = invite(more);
    await inTransaction(bed(), (s) => s.team.addInvite(row));
    return row;
  };

  it('lets one of many use an invitation, while it is open', async () => {
    const row = await add();
    const { team } = bed().uow.read;
    expect(await team.inviteBy(row.fingerprint)).toEqual(row);
    const used = await atOnce(bed(), 20, (s, n) => s.team.useInvite(row.id, `person-${n}`, T0 + 99));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await team.invite(row.id)).toMatchObject({ usedAt: T0 + 99, usedBy: `person-${used.indexOf(true)}` });
    expect(await inTransaction(bed(), (s) => s.team.revokeInvite(row.id, T0))).toBe(false);
    const [late, withdrawn] = [await add(), await add()];
    expect(await inTransaction(bed(), (s) => s.team.useInvite(late.id, 'p', T0 + 100))).toBe(false);
    expect(await inTransaction(bed(), (s) => s.team.revokeInvite(withdrawn.id, T0))).toBe(true);
    expect(await inTransaction(bed(), (s) => s.team.useInvite(withdrawn.id, 'p', T0))).toBe(false);
    expect(await team.inviteBy(newId())).toBeNull();
  });

  it('lists what is open, withdraws all of an inviter, forgets what ended long ago', async () => {
    const inviter = newId();
    const [second, first] = [await add({ invitedBy: inviter, createdAt: T0 + 2 }), await add({ createdAt: T0 + 1 })];
    const ours = async () =>
      (await bed().uow.read.team.openInvites(T0, 100))
        .map(({ id }) => id)
        .filter((id) => [first.id, second.id].includes(id));
    expect(await ours()).toEqual([first.id, second.id]);
    expect(await bed().uow.read.team.openInvites(T0 + 100, 100)).toEqual([]);
    expect(await inTransaction(bed(), (s) => s.team.revokeInvitesOf(inviter, T0))).toBe(1);
    expect(await ours()).toEqual([first.id]);
    await inTransaction(bed(), (s) => s.team.forgetInvites(T0 + 101));
    expect(await bed().uow.read.team.invite(first.id)).toBeNull();
  });
}

function staffPinTests(bed: () => StoreBed): void {
  it('keeps one PIN per person, changed by whoever saw it last', async () => {
    const empty = { version: 1, pinHash: null, pinFailures: 0, pinLockedUntil: null, pinOkAt: null };
    const pin = { ...empty, personId: newId() };
    const add = () => inTransaction(bed(), (s) => s.team.addPin(pin));
    expect([await add(), await add()]).toEqual([true, false]);
    const patch = { pinHash: 'hash', pinFailures: 2, pinLockedUntil: T0 + 5, pinOkAt: T0 };
    const update = () => inTransaction(bed(), (s) => s.team.updatePin(pin.personId, 1, patch));
    expect([await update(), await update()]).toEqual([true, false]);
    expect(await bed().uow.read.team.pin(pin.personId)).toEqual({ ...pin, ...patch, version: 2 });
    expect(await bed().uow.read.team.pin(newId())).toBeNull();
  });
}

function loginLinkTests(bed: () => StoreBed): void {
  const link = (fingerprint: string, personId = 'owner-1') => ({ fingerprint, personId, expiresAt: T0 + 100 });
  const save = (fingerprint: string, personId?: string) =>
    bed().uow.run('t', (s) => s.people.saveLoginLink(link(fingerprint, personId), T0));
  const use = (fingerprint: string, now = T0) => bed().uow.run('t', (s) => s.people.useLoginLink(fingerprint, now));

  it('opens a login link once, however many try', async () => {
    await save('a');
    const used = await atOnce(bed(), 20, (s) => s.people.useLoginLink('a', T0));
    expect(used.filter((personId) => personId !== null)).toEqual(['owner-1']);
  });

  it('opens no link that ran out, was replaced by a newer one or never existed', async () => {
    await save('a');
    expect(await use('a', T0 + 100)).toBeNull();
    await save('b');
    expect(await use('a')).toBeNull();
    await save('c', 'owner-2');
    await bed().uow.run('t', (s) => s.people.forgetLoginLinks('nobody'));
    expect(await use('b')).toBe('owner-1');
    expect(await use('c')).toBe('owner-2');
    expect(await use('nothing')).toBeNull();
    await save('d');
    await bed().uow.run('t', (s) => s.people.forgetLoginLinks('owner-1'));
    expect(await use('d')).toBeNull();
  });
}

function claimTests(bed: () => StoreBed): void {
  const save = (fingerprint: string, createdAt: number) =>
    inTransaction(bed(), (s) => s.people.saveClaimCode({ fingerprint, createdAt, expiresAt: createdAt + 1000 }));
  const use = (fingerprint: string, now: number) =>
    inTransaction(bed(), (s) => s.people.useClaimCode(fingerprint, newId(), now));

  it('uses a code once, before it expires, and knows no other', async () => {
    const [good, expired] = [newId(), newId()];
    await save(good, T0);
    await save(expired, T0);
    expect(await use(newId(), T0)).toBe(false);
    expect(await use(expired, T0 + 1000)).toBe(false);
    expect(await use(good, T0 + 999)).toBe(true);
    expect(await use(good, T0 + 999)).toBe(false);
  });

  it('lets one of many claimers win', async () => {
    const code = newId();
    await save(code, T0);
    const won = await atOnce(bed(), 20, (s, n) => s.people.useClaimCode(code, `claimer-${n}`, T0));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('keeps an older code until it expires, also when a newer one is saved', async () => {
    const [older, newer] = [newId(), newId()];
    await save(older, T0);
    await save(newer, T0 + 500);
    expect(await use(older, T0 + 600)).toBe(true);
    expect(await use(newer, T0 + 1400)).toBe(true);
  });
}

function alertTests(bed: () => StoreBed): void {
  it('reports a cause once and hands alerts out oldest first until they are delivered', async () => {
    const [late, early] = [anAlert(T0 + 1), anAlert(T0)];
    const add = (row: AlertRow) => inTransaction(bed(), (s) => s.people.addAlert(row));
    expect([await add(late), await add(early), await add({ ...early, id: newId() })]).toEqual([true, true, false]);
    expect(await bed().uow.read.people.waitingAlerts(10)).toEqual([early, late]);
    expect(await bed().uow.read.people.waitingAlerts(1)).toEqual([early]);
    const deliver = (at: number) => inTransaction(bed(), (s) => s.people.markAlertDelivered(early.id, at));
    expect([await deliver(T0 + 5), await deliver(T0 + 6)]).toEqual([true, false]);
    expect(await bed().uow.read.people.waitingAlerts(10)).toEqual([late]);
    // Delivered or not, the cause stays reported.
    expect(await add({ ...early, id: newId() })).toBe(false);
  });

  it('names the causes that begin with a word and were reported since an instant', async () => {
    const cause = (dedupeKey: string, at: number) =>
      inTransaction(bed(), (s) => s.people.addAlert({ ...anAlert(at), dedupeKey }));
    const word = `word-${newId()}:`;
    await cause(`${word}old`, T0);
    await cause(`${word}a`, T0 + 10);
    await cause(`${word}b`, T0 + 11);
    await cause(`other-${word}`, T0 + 12);
    const { people } = bed().uow.read;
    expect((await people.alertKeys(word, T0 + 10, 10)).sort()).toEqual([`${word}a`, `${word}b`]);
    expect(await people.alertKeys(word, T0, 2)).toHaveLength(2);
  });
}

const anAlert = (createdAt: number): AlertRow => ({
  id: newId(),
  environment: 'practice',
  dedupeKey: newId(),
  screen: '{"lines":[]}',
  createdAt,
  deliveredAt: null,
});

function sessionTests(bed: () => StoreBed): void {
  it('finds a web session by its token fingerprint only', async () => {
    const session = { id: newId(), tokenFingerprint: newId(), chatId: newId(), createdAt: T0, lastSeenAt: T0 };
    await inTransaction(bed(), (s) => s.people.insertWebSession(session));
    await inTransaction(bed(), (s) => s.people.touchWebSession(session.id, T0 + 9));
    expect(await bed().uow.read.people.webSession(session.tokenFingerprint)).toEqual({
      ...session,
      lastSeenAt: T0 + 9,
    });
    expect(await bed().uow.read.people.webSession(session.id)).toBeNull();
  });
}

function resellerTests(bed: () => StoreBed): void {
  const asked = (personId: string, requestedAt: number) =>
    newReseller(personId, 'sandbox', {
      tier: 'reseller',
      state: 'requested',
      shopName: 'Konter Sari',
      contact: '0812',
      requestedAt,
    });

  it('keeps one account per person, changed by whoever saw it last', async () => {
    const reseller = asked(newId(), T0);
    const { resellers } = bed().uow.read;
    expect(await inTransaction(bed(), (s) => s.resellers.insert(reseller))).toBe(true);
    expect(await inTransaction(bed(), (s) => s.resellers.insert({ ...reseller, tier: 'agen' }))).toBe(false);
    expect(await resellers.get(reseller.personId)).toEqual(reseller);
    const terms = {
      state: 'active',
      tier: 'agen',
      creditLimitIdr: 50_000,
      dailyLimitIdr: 1_000_000,
      pinHash: 'hash',
    } as const;
    const update = () => inTransaction(bed(), (s) => s.resellers.update(reseller.personId, 1, terms));
    expect([await update(), await update()]).toEqual([true, false]);
    expect(await resellers.get(reseller.personId)).toEqual({ ...reseller, ...terms, version: 2 });
    expect(await resellers.get(newId())).toBeNull();
  });

  it('lists who waits, the longest first', async () => {
    const [late, early] = [asked(newId(), T0 + 5), asked(newId(), T0 + 1)];
    await inTransaction(bed(), async (s) => {
      await s.resellers.insert(late);
      await s.resellers.insert(early);
    });
    const waiting = await bed().uow.read.resellers.list('sandbox', 'requested', 10);
    const ours = waiting.map((row) => row.personId).filter((id) => id === late.personId || id === early.personId);
    expect(ours).toEqual([early.personId, late.personId]);
    expect(await bed().uow.read.resellers.list('live', 'requested', 10)).toEqual([]);
  });
}
