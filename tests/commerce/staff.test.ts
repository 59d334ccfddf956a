/** Becoming staff and ceasing to be: links, what they open and for whom, what ends with a role, PINs, limits, the log. */
import { expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import type { StaffRole } from '../../commerce/people/team.ts';
import { invitedToken, screensOf, somebody } from '../support/staff.ts';
import { openTill, POLL } from '../support/till.ts';

const till = openTill();
const key = () => till.shop.core.ids.uuid();
const read = () => till.shop.core.uow.read;
const HOUR = 3_600_000;

async function invited(owner: Actor, role: StaffRole = 'finance') {
  const made = await till.shop.commerce.inviteStaff(owner, key(), { role });
  if (!made.ok) throw new Error(made.reason);
  return { ...made, token: await invitedToken(till.shop, owner) };
}

/** What the link says to this person; when it is open, they accept. */
async function opens(actor: Actor, token: string): Promise<string> {
  const { commerce } = till.shop;
  const found = await commerce.invitation(actor, token);
  if (!found.ok) return String(found.detail?.['kind'] ?? found.reason);
  const joined = await commerce.joinStaff(actor, key(), { ref: found.invitation.ref });
  return joined.ok ? joined.role : String(joined.detail?.['kind'] ?? joined.reason);
}

const rolesOf = async ({ chatId }: Actor) => (await till.shop.commerce.actorOf(chatId ?? '')).roles;
const told = async (actor: Actor): Promise<string[]> =>
  (await screensOf(till.shop, actor)).map(({ lines }) => lines[0]?.key ?? '');

test('a link makes one person staff, once; the owner is told, and nothing kept opens it', async () => {
  const owner = await somebody(till.shop, 'owner');
  const { token } = await invited(owner);
  expect(token.length).toBeGreaterThanOrEqual(32);
  const guests = await Promise.all(Array.from({ length: 5 }, () => somebody(till.shop, null)));
  const ends = await Promise.all(guests.map((guest) => opens(guest, token)));
  expect(ends.toSorted()).toEqual(['finance', ...Array.from({ length: 4 }, () => 'invite_used')]);
  const joined = guests[ends.indexOf('finance')] as Actor;
  expect(await rolesOf(joined)).toEqual(['finance']);
  expect(await told(owner)).toContain('staff-alert-joined');
  expect(await told(joined)).toContain('staff-joined');
  // Sealed or only as a fingerprint, wherever it went.
  const invites = await till.shop.db.engine.reader.selectFrom('staff_invites').selectAll().execute();
  const outgoing = await till.shop.db.engine.reader.selectFrom('outgoing').selectAll().execute();
  const answers = await till.shop.db.engine.reader.selectFrom('idempotency_keys').selectAll().execute();
  const audits = await till.shop.db.engine.reader.selectFrom('audit_log').selectAll().execute();
  const kept = JSON.stringify([invites, outgoing, answers, audits]);
  expect(kept).toContain('staff.joined');
  expect(kept).not.toContain(token);
});

test('a link that ran out, was withdrawn, or whose maker is an owner no more opens nothing', async () => {
  const [owner, other] = [await somebody(till.shop, 'owner'), await somebody(till.shop, 'owner')];
  const guest = await somebody(till.shop, null);
  const late = await invited(owner);
  await till.shop.skip(24 * HOUR);
  expect(await opens(guest, late.token)).toBe('invite_expired');
  const withdrawn = await invited(owner);
  expect(await till.shop.commerce.revokeInvite(owner, key(), { inviteId: withdrawn.inviteId })).toEqual({ ok: true });
  expect(await opens(guest, withdrawn.token)).toBe('invite_revoked');
  const orphan = await invited(owner);
  const fired = { personId: owner.personId ?? '', from: 'owner' } as const;
  expect(await till.shop.commerce.revokeStaff(other, key(), fired)).toEqual({ ok: true });
  expect(await opens(guest, orphan.token)).toBe('invite_revoked');
  expect(await opens(guest, 'no-such-token-at-all-1234')).toBe('invite_unknown');
  expect(await rolesOf(guest)).toEqual([]);
});

test('who works here already, who made it, resellers and practice roles do not use it up', async () => {
  const owner = await somebody(till.shop, 'owner');
  const { token } = await invited(owner, 'support');
  expect(await opens(owner, token)).toBe('own_invite');
  const manager = await somebody(till.shop, 'manager');
  expect(await opens(manager, token)).toBe('already_staff');
  const asking = await somebody(till.shop, null);
  const shopFacts = { shopName: 'Konter', contact: '0812' };
  expect(await till.shop.commerce.registerReseller(asking, key(), shopFacts)).toMatchObject({ ok: true });
  expect(await opens(asking, token)).toBe('reseller');
  const player = await somebody(till.shop, null);
  await till.shop.commerce.playPersona(player, 'owner');
  expect(await opens(await till.shop.commerce.actorOf(player.chatId ?? ''), token)).toBe('persona');
  expect(await rolesOf(manager)).toEqual(['manager']);
  // Nor does who works here become a reseller, whose terms they would set.
  expect(await till.shop.commerce.registerReseller(manager, key(), shopFacts)).toMatchObject({ reason: 'wrong_state' });
  expect(await opens(await somebody(till.shop, null), token)).toBe('support');
});

test('a guest with an open order keeps it and may pay it as staff', async () => {
  const owner = await somebody(till.shop, 'owner');
  const { token } = await invited(owner, 'front_desk');
  const order = await till.placed();
  expect(await opens(till.buyer, token)).toBe('front_desk');
  const staff = await till.shop.commerce.actorOf(till.buyer.chatId ?? '');
  expect((await till.shop.commerce.order(staff, order.code))?.state).toBe('awaiting_payment');
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
});

test('only owners make owners, also by changing a role', async () => {
  const [owner, manager, support] = [
    await somebody(till.shop, 'owner'),
    await somebody(till.shop, 'manager'),
    await somebody(till.shop, 'support'),
  ];
  const change = { personId: support.personId ?? '', from: 'support', to: 'owner' } as const;
  expect(await till.shop.commerce.inviteStaff(manager, key(), { role: 'owner' })).toMatchObject({
    reason: 'not_allowed',
  });
  expect(await till.shop.commerce.changeRole(manager, key(), change)).toMatchObject({ reason: 'not_allowed' });
  expect(await till.shop.commerce.changeRole(owner, key(), change)).toEqual({ ok: true });
  expect(await rolesOf(support)).toEqual(['owner']);
  expect(await told(support)).toContain('staff-role-changed');
  // What was seen is not so any more.
  expect(await till.shop.commerce.changeRole(owner, key(), change)).toMatchObject({ reason: 'conflict' });
});

test('a role that is gone ends what was begun with it: the act under way, questions, guests on the line, pages', async () => {
  const { commerce, core } = till.shop;
  const [owner, boss] = [await somebody(till.shop, 'owner'), await somebody(till.shop, 'owner')];
  const link = await commerce.ownerLink(boss);
  const entered = link.ok ? (link.url.split('/').at(-1) ?? '') : '';
  const chatId = boss.chatId ?? '';
  const dialog = { id: key(), chatId, flow: 'staff', version: 1, args: 'null', log: '[]', pending: '{}', step: 0 };
  const times = { expiresAt: till.shop.now() + HOUR, startedAt: till.shop.now() };
  await core.uow.run('test.dialog', (stores) => stores.dialogs.save({ ...dialog, ...times }));
  await commerce.requestHuman(till.buyer, key(), 'Halo?');
  const relay = await read().relays.openOf(till.buyer.chatId ?? '');
  expect(await commerce.takeRelay(boss, relay?.id ?? '')).toMatchObject({ ok: true });
  const fired = { personId: boss.personId ?? '', from: 'owner' } as const;
  expect(await commerce.revokeStaff(owner, key(), fired)).toEqual({ ok: true });
  // `boss` still believes in the role, as a turn does that began before.
  const product = { code: `P${core.ids.sayable(6)}`, name: 'Voucher', priceIdr: 1000 };
  expect(await commerce.addProduct(boss, product)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await read().catalogue.productByCode('practice', product.code)).toBeNull();
  expect(await read().dialogs.ofChat(chatId)).toBeNull();
  expect(await commerce.relayState(till.buyer.chatId ?? '')).toBe('none');
  expect(await commerce.enterByLink(entered)).toBeNull();
  expect(await commerce.ownerSince(boss.personId ?? '')).toBeNull();
  expect(await told(boss)).toContain('staff-revoked');
  // Made an owner again, they are one since now: a page opened before stays closed.
  await till.shop.skip(1000);
  const back = { personId: boss.personId ?? '', role: 'owner', scope: 'all', revokedAt: null } as const;
  await core.uow.run('test.back', (stores) => stores.people.grant({ ...back, grantedAt: till.shop.now() }));
  expect(await commerce.ownerSince(boss.personId ?? '')).toBeGreaterThan(times.startedAt);
});

test('a PIN is asked before dangerous acts, locks after wrong tries, and is taken away at the machine only', async () => {
  const { commerce } = till.shop;
  const [owner, staff] = [await somebody(till.shop, 'owner'), await somebody(till.shop, 'support')];
  const fire = () => commerce.revokeStaff(owner, key(), { personId: staff.personId ?? '', from: 'support' });
  expect(await commerce.setStaffPin(owner, key(), { pin: '1234', current: null })).toMatchObject({
    reason: 'weak_pin',
  });
  expect(await commerce.setStaffPin(owner, key(), { pin: '4821', current: null })).toEqual({ ok: true });
  for (const refused of [
    await fire(),
    await commerce.inviteStaff(owner, key(), { role: 'finance' }),
    await commerce.changeRole(owner, key(), { personId: staff.personId ?? '', from: 'support', to: 'finance' }),
    await commerce.setRefundLimit(owner, key(), { role: 'support', amountIdr: 5 }),
    await commerce.leaveStaff(owner, key()),
    await commerce.addProvider(owner, key(), { presetId: 'pakasir', environment: 'live', values: {} }),
  ])
    expect(refused).toMatchObject({ ok: false, reason: expect.stringMatching(/^(?:pin_needed|wrong_state)$/) });
  expect(await fire()).toMatchObject({ reason: 'pin_needed' });
  expect(await rolesOf(staff)).toEqual(['support']);
  const tried = async (pin: string) => {
    const answer = await commerce.verifyStaffPin(owner, pin);
    return answer.ok ? answer.verdict.kind : answer.reason;
  };
  expect([await tried('0000'), await tried('4821')]).toEqual(['wrong', 'ok']);
  expect(await commerce.setStaffPin(owner, key(), { pin: '7093', current: '0001' })).toMatchObject({
    reason: 'wrong_pin',
  });
  expect(await commerce.setStaffPin(owner, key(), { pin: '7093', current: '4821' })).toEqual({ ok: true });
  expect(await fire()).toMatchObject({ reason: 'pin_needed' });
  const wrong = await Promise.all(Array.from({ length: 8 }, () => tried('0000')));
  expect(wrong.filter((kind) => kind === 'wrong')).toHaveLength(4);
  expect(await tried('7093')).toBe('locked');
  expect(await commerce.setStaffPin(owner, key(), { pin: null, current: '7093' })).toMatchObject({
    reason: 'pin_locked',
  });
  const reset = { personId: owner.personId ?? '' };
  expect(await commerce.resetStaffPin(till.shop.owner, key(), reset)).toMatchObject({ ok: true });
  expect(await fire()).toEqual({ ok: true });
  expect(JSON.stringify(await till.shop.db.engine.reader.selectFrom('staff_pins').selectAll().execute())).not.toMatch(
    /7093|4821/,
  );
});

async function underpaid(): Promise<string> {
  await till.nextBuyer();
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.pass(POLL);
  return (await till.openCase(order, 'underpaid'))?.id ?? '';
}

test('money is let go of up to the limit of a role; above the owner’s mark a PIN is asked', async () => {
  const { commerce } = till.shop;
  const [owner, support, desk] = [
    await somebody(till.shop, 'owner'),
    await somebody(till.shop, 'support'),
    await somebody(till.shop, 'front_desk'),
  ];
  const refund = (actor: Actor, caseId: string) =>
    commerce.resolveCase(actor, key(), { caseId, decision: 'refund', reason: '' });
  const caseId = await underpaid();
  expect(await refund(desk, caseId)).toMatchObject({ reason: 'not_allowed' });
  expect(await commerce.setRefundLimit(owner, key(), { role: 'support', amountIdr: 1000 })).toEqual({ ok: true });
  expect(await refund(support, caseId)).toMatchObject({ reason: 'over_limit', detail: { limitIdr: 1000 } });
  expect(await commerce.setRefundLimit(owner, key(), { role: 'support', amountIdr: null })).toEqual({ ok: true });
  expect(await commerce.setRefundLimit(owner, key(), { role: 'owner', amountIdr: 0 })).toEqual({ ok: true });
  await commerce.setStaffPin(support, key(), { pin: '4821', current: null });
  expect(await refund(support, caseId)).toMatchObject({ reason: 'pin_needed' });
  await commerce.verifyStaffPin(support, '4821');
  expect(await refund(support, caseId)).toMatchObject({ ok: true });
  // Staff see the case they may not decide, and nothing to press.
  const seen = await commerce.caseView(desk, await underpaid());
  expect(seen).toMatchObject({ ok: true, view: { kind: 'underpaid', decisions: [] } });
});

test('support resends goods to their buyer, and never sees them', async () => {
  const { commerce } = till.shop;
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  const [support, desk] = [await somebody(till.shop, 'support'), await somebody(till.shop, 'front_desk')];
  expect(await commerce.resendGoods(desk, key(), order.code)).toMatchObject({ reason: 'not_allowed' });
  expect(await commerce.resendGoods(support, key(), order.code)).toEqual({ ok: true, sent: 1, elsewhere: true });
  expect((await till.said()).filter((what) => what === 'goods-code')).toHaveLength(2);
  expect(await told(support)).toEqual([]);
});

test('the log is found by person, order, kind and day, page by page, and only by who may', async () => {
  const { commerce } = till.shop;
  const owner = await somebody(till.shop, 'owner', 'Ani Pemilik');
  const finance = await somebody(till.shop, 'finance', 'Budi Keuangan');
  await commerce.setRefundLimit(owner, key(), { role: 'owner', amountIdr: null });
  const caseId = await underpaid();
  const code = (await commerce.queue(finance)).ok ? await codeOf(caseId) : '';
  expect(await commerce.resolveCase(finance, key(), { caseId, decision: 'refund', reason: '' })).toMatchObject({
    ok: true,
  });
  const acts = async (query: Parameters<typeof commerce.auditLog>[1]) => {
    const answer = await commerce.auditLog(owner, query);
    if (!answer.ok) throw new Error(answer.reason);
    return answer.page.entries;
  };
  const [entry] = await acts({ person: 'budi keu' });
  expect(entry).toMatchObject({
    act: 'case.resolved',
    by: { name: 'Budi Keuangan', role: 'finance' },
    orderCode: code,
    word: 'underpaid',
    second: 'refund',
  });
  expect((await acts({ orderCode: code })).map(({ act }) => act)).toEqual(
    expect.arrayContaining(['case.resolved', 'order.placed']),
  );
  expect((await acts({ acts: ['staff.'], person: 'ani' })).map(({ act }) => act)).toEqual(['staff.limit_set']);
  expect(await acts({ day: '2001-01-01' })).toEqual([]);
  expect(await commerce.auditLog(owner, { person: 'Tidak Ada' })).toMatchObject({ reason: 'not_found' });
  expect(await commerce.auditLog(finance, {})).toMatchObject({ reason: 'not_allowed' });
  const pages: string[] = [];
  let before: Parameters<typeof commerce.auditLog>[1]['before'];
  for (let page = 0; page < 50; page += 1) {
    const answer = await commerce.auditLog(owner, before ? { before } : {});
    if (!answer.ok) throw new Error(answer.reason);
    pages.push(...answer.page.entries.map(({ id }) => id));
    if (!answer.page.next) break;
    before = answer.page.next;
  }
  const all = await read().admin.audit.search({ byStaff: true }, 1000);
  expect(pages).toEqual(all.map(({ id }) => id));
  expect(pages.length).toBeGreaterThan(8);
});

async function codeOf(caseId: string): Promise<string> {
  const row = await read().reviews.get(caseId);
  return (await read().orders.get(row?.orderId ?? ''))?.code ?? '';
}
