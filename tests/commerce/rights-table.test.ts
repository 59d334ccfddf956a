/** Every use case against every role. What nobody wrote into the table, or wrote and does not check, shows here. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commerce } from '../../commerce/app.ts';
import { CASE_RIGHTS, RIGHTS, type StaffRight } from '../../commerce/people/rights-table.ts';
import type { Actor, Role } from '../../commerce/people/model.ts';
import { STAFF_ROLES } from '../../commerce/people/team.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import { somebody } from '../support/staff.ts';

let shop: TestCore;
beforeAll(async () => {
  shop = await openTestCore();
});
afterAll(() => shop.close());

type Act = (commerce: Commerce, actor: Actor, key: string) => Promise<unknown>;

const NONE = 'nobody-has-this';
const account = { slug: NONE, version: 1 };
const days = { checkIn: '2030-01-01', checkOut: '2030-01-02' };
const price = { tier: '', scope: 'all', value: '', kind: 'markup', amountIdr: 1 } as const;
const offer = { code: NONE, offerId: NONE };

/** Each asked about what is not there, so that whoever may is refused for that, and for nothing else. */
const ASKED: Record<StaffRight, Act> = {
  ownerLink: (c, a) => c.ownerLink(a),
  takeRelay: (c, a) => c.takeRelay(a, NONE),
  dossier: (c, a) => c.dossier(a, NONE),
  queue: (c, a) => c.queue(a),
  caseView: (c, a) => c.caseView(a, NONE),
  resolveCase: (c, a, k) => c.resolveCase(a, k, { caseId: NONE, decision: 'accept', reason: '' }),
  refundDestination: (c, a) => c.refundDestination(a, NONE),
  cancelStay: (c, a, k) => c.cancelStay(a, k, { code: NONE, reason: '', refundIdr: 0 }),
  dailyReport: (c, a) => c.dailyReport(a),
  sendReport: (c, a, k) => c.sendReport(a, k, { format: 'csv', date: '2026-01-01' }),
  sendBrief: (c, a, k) => c.sendBrief(a, k, { day: 'not a day' }),
  providerLines: (c, a) => c.providerLines(a),
  providerCard: (c, a) => c.providerCard(a, NONE),
  webhookNews: (c, a) => c.webhookNews(a, NONE),
  providers: (c, a) => c.providers(a),
  setupChoices: (c, a) => c.setupChoices(a),
  setupForm: (c, a) => c.setupForm(a, { presetId: NONE, environment: 'practice' }),
  addProvider: (c, a, k) => c.addProvider(a, k, { presetId: NONE, environment: 'sandbox', values: {} }),
  testProvider: (c, a) => c.testProvider(a, NONE),
  accountWays: (c, a) => c.accountWays(a, NONE),
  setWays: (c, a, k) => c.setWays(a, k, { ...account, ways: {} }),
  useProvider: (c, a, k) => c.useProvider(a, k, { ...account, place: 'first' }),
  restProvider: (c, a, k) => c.restProvider(a, k, account),
  removeProvider: (c, a, k) => c.removeProvider(a, k, account),
  changeCredential: (c, a, k) => c.changeCredential(a, k, { ...account, field: 'x', value: 'y' }),
  resellers: (c, a) => c.resellers(a),
  reseller: (c, a) => c.reseller(a, NONE),
  decideReseller: (c, a, k) => c.decideReseller(a, k, { personId: NONE, decision: 'approve', requestedAt: 1 }),
  setReseller: (c, a, k) => c.setReseller(a, k, { personId: NONE, change: { what: 'suspend' } }),
  tiers: (c, a) => c.tiers(a),
  setPrice: (c, a) => c.setPrice(a, price),
  previewPrice: (c, a) => c.previewPrice(a, price),
  addProduct: (c, a) => c.addProduct(a, { code: '', name: '', priceIdr: 1 }),
  importStock: (c, a) => c.importStock(a, { productCode: NONE, codes: ['x'] }),
  mapLock: (c, a) => c.mapLock(a, { room: NONE, lockId: '1' }),
  setRoom: (c, a) => c.setRoom(a, { code: '' }),
  syncProducts: (c, a) => c.syncProducts(a, NONE),
  startSync: (c, a, k) => c.startSync(a, k, { slug: NONE }),
  decideList: (c, a, k) => c.decideList(a, k, { listId: NONE, decision: 'keep' }),
  suppliers: (c, a) => c.suppliers(a),
  heldPrices: (c, a) => c.heldPrices(a, NONE, 5),
  decideHeld: (c, a) => c.decideHeld(a, { slug: NONE, decision: 'keep' }),
  setSupplierCare: (c, a) => c.setSupplierCare(a, NONE, {}),
  setProductPause: (c, a) => c.setProductPause(a, NONE, 'off'),
  productRungs: (c, a) => c.productRungs(a, NONE),
  rungCandidates: (c, a) => c.rungCandidates(a, NONE),
  joinOffer: (c, a, k) => c.joinOffer(a, k, { ...offer, seen: [] } as never),
  separateOffer: (c, a, k) => c.separateOffer(a, k, { ...offer, seen: [] } as never),
  orderRungs: (c, a, k) => c.orderRungs(a, k, { code: NONE, seen: [], order: null }),
  previewTemplate: (c, a) => c.previewTemplate(a, { ...offer, template: '{user}' }),
  setOfferTemplate: (c, a, k) => c.setOfferTemplate(a, k, { ...offer, template: '{user}' }),
  supplierBalance: (c, a) => c.supplierBalance(a, NONE),
  retryJob: (c, a) => c.retryJob(a, NONE),
  stuckWork: (c, a) => c.stuckWork(a),
  storedWebhooks: (c, a) => c.storedWebhooks(a),
  storedWebhook: (c, a) => c.storedWebhook(a, NONE),
  replayWebhook: (c, a) => c.replayWebhook(a, NONE),
  team: (c, a) => c.team(a),
  inviteStaff: (c, a, k) => c.inviteStaff(a, k, { role: 'support' }),
  revokeInvite: (c, a, k) => c.revokeInvite(a, k, { inviteId: NONE }),
  changeRole: (c, a, k) => c.changeRole(a, k, { personId: NONE, from: 'support', to: 'finance' }),
  revokeStaff: (c, a, k) => c.revokeStaff(a, k, { personId: NONE, from: 'support' }),
  leaveStaff: (c, a, k) => c.leaveStaff(a, k),
  setRefundLimit: (c, a, k) => c.setRefundLimit(a, k, { role: 'support', amountIdr: -1 }),
  staffPin: (c, a) => c.staffPin(a),
  verifyStaffPin: (c, a) => c.verifyStaffPin(a, '4821'),
  setStaffPin: (c, a, k) => c.setStaffPin(a, k, { pin: 'not a pin', current: null }),
  auditLog: (c, a) => c.auditLog(a, {}),
};

/** What customers may use too is the same for whoever works here: about their own, and nobody else's. */
const OWN: Partial<Record<keyof Commerce, Act>> = {
  cancelOrder: (c, a, k) => c.cancelOrder(a, k, NONE),
  checkPayment: (c, a) => c.checkPayment(a, NONE),
  renewPayment: (c, a, k) => c.renewPayment(a, k, NONE),
  quoteDates: (c, a) => c.quoteDates(a, { code: NONE, ...days }),
  changeDates: (c, a, k) => c.changeDates(a, k, { code: NONE, ...days }),
  alternatives: (c, a) => c.alternatives(a, NONE),
  takeAlternative: (c, a, k) => c.takeAlternative(a, k, { code: NONE, roomTypeId: NONE, expectedTotalIdr: 1 }),
  answerCharge: (c, a, k) => c.answerCharge(a, k, { chargeId: NONE, accept: true }),
  resendGoods: (c, a, k) => c.resendGoods(a, k, NONE),
  chooseParked: (c, a, k) => c.chooseParked(a, k, { code: NONE, choice: 'keep' }),
  chooseRefund: (c, a, k) => c.chooseRefund(a, k, { reference: NONE, choice: 'keep' }),
  giveDestination: (c, a, k) => c.giveDestination(a, k, { reference: NONE, words: 'x' }),
  endRelay: (c, a) => c.endRelay(a),
  invitation: (c, a) => c.invitation(a, NONE),
  joinStaff: (c, a, k) => c.joinStaff(a, k, { ref: NONE }),
};

const reasonOf = async (act: Act, actor: Actor): Promise<string> => {
  const answer = (await act(shop.commerce, actor, shop.core.ids.uuid())) as { ok: boolean; reason?: string };
  return answer.ok ? 'ok' : (answer.reason ?? '?');
};

const EVERYBODY: (Role | null)[] = [...STAFF_ROLES, 'reseller', null];

test('the table names every use case there is, and none that is not', () => {
  expect(Object.keys(RIGHTS).toSorted()).toEqual(Object.keys(shop.commerce).toSorted());
  const held = Object.entries(RIGHTS).filter(([, right]) => typeof right !== 'string');
  expect(held.map(([name]) => name).toSorted()).toEqual(Object.keys(ASKED).toSorted());
  expect(held.length).toBeGreaterThan(50);
});

describe.each(EVERYBODY)('as %s', (role) => {
  test.each(Object.keys(ASKED) as StaffRight[])('%s', async (right) => {
    const actor = await somebody(shop, role);
    const holders: readonly (Role | null)[] = RIGHTS[right];
    const reason = await reasonOf(ASKED[right], actor);
    if (holders.includes(role)) expect(reason).not.toBe('not_allowed');
    else expect(reason).toBe('not_allowed');
  });

  test.each(Object.entries(OWN))('%s is no more than a customer has', async (_, act) => {
    const [customer, other] = [await somebody(shop, null), await somebody(shop, role)];
    expect(await reasonOf(act, other)).toBe(await reasonOf(act, customer));
  });

  test('takes no PIN away in a chat', async () => {
    const actor = await somebody(shop, role);
    const input = { personId: actor.personId ?? '' };
    expect(await shop.commerce.resetStaffPin(actor, shop.core.ids.uuid(), input)).toMatchObject({
      ok: false,
      reason: 'not_allowed',
    });
  });
});

test('whose role was taken away has no right left, whatever they still believe', async () => {
  for (const role of STAFF_ROLES) {
    const before = await somebody(shop, role);
    const owner = await somebody(shop, 'owner');
    const input = { personId: before.personId ?? '', from: role };
    expect(await shop.commerce.revokeStaff(owner, shop.core.ids.uuid(), input)).toEqual({ ok: true });
    const now = await shop.commerce.actorOf(before.chatId ?? '');
    expect(now.roles).toEqual([]);
    for (const [right, act] of Object.entries(ASKED))
      expect([right, await reasonOf(act, now)]).toEqual([right, 'not_allowed']);
  }
});

/** Use cases that change nothing and send nothing. */
const LOOKS: readonly StaffRight[] = [
  'dossier',
  'queue',
  'stuckWork',
  'storedWebhooks',
  'storedWebhook',
  'caseView',
  'dailyReport',
  'providerLines',
  'providerCard',
  'accountWays',
  'webhookNews',
  'providers',
  'setupChoices',
  'setupForm',
  'resellers',
  'reseller',
  'tiers',
  'previewPrice',
  'suppliers',
  'heldPrices',
  'productRungs',
  'rungCandidates',
  'previewTemplate',
  'supplierBalance',
  'team',
  'staffPin',
  'auditLog',
];

test('every act of anybody with rights is written down where it is done', () => {
  const folder = join(import.meta.dirname, '..', '..', 'commerce');
  const sources = globSync('**/*.ts', { cwd: folder })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const acts = (Object.keys(ASKED) as StaffRight[]).filter((right) => !LOOKS.includes(right));
  expect(acts.length).toBeGreaterThan(30);
  const silent = acts.filter((right) => {
    const made = sources.filter((source) =>
      new RegExp(`export (?:async )?(?:function|const) ${right}\\b`).test(source),
    );
    return !made.some((source) => /\b(?:audit|changeProvider|beginSync|verifyPin)\(/.test(source));
  });
  expect(silent).toEqual([]);
});

test('live keys are the owner’s: a manager adds sandbox accounts only', async () => {
  const add = async (role: Role, environment: 'sandbox' | 'live') =>
    reasonOf((c, a, k) => c.addProvider(a, k, { presetId: NONE, environment, values: {} }), await somebody(shop, role));
  expect([await add('manager', 'sandbox'), await add('manager', 'live')]).toEqual(['not_found', 'not_allowed']);
  expect([await add('owner', 'sandbox'), await add('owner', 'live')]).toEqual(['not_found', 'not_found']);
  const choices = async (role: Role) => {
    const answer = await shop.commerce.setupChoices(await somebody(shop, role));
    return answer.ok ? new Set(answer.choices.flatMap(({ environments }) => environments)) : null;
  };
  expect(await choices('owner')).toContain('live');
  expect(await choices('manager')).not.toContain('live');
});

test('every kind of case has somebody besides the owner who decides it', () => {
  for (const [kind, holders] of Object.entries(CASE_RIGHTS)) {
    expect(holders, kind).toContain('owner');
    expect(holders, kind).toContain('manager');
  }
  expect(CASE_RIGHTS.key_undeliverable).toContain('front_desk');
  expect(CASE_RIGHTS.key_undeliverable).not.toContain('finance');
  expect(CASE_RIGHTS.refund_due).not.toContain('support');
});
