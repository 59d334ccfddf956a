/** The morning brief: once a day for each who looks after the money, right to the rupiah, and every difference decidable. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moneyDifferences } from '../../commerce/brief/differences.ts';
import type { Actor, Role } from '../../commerce/people/model.ts';
import { addDays, instantOf, localDate } from '../../commerce/stay/local-time.ts';
import { openSupply } from '../support/supply.ts';

const { till, paid, bought } = openSupply();
const HOUR = 3_600_000;
const ZONE = 'Asia/Jakarta';

let owner: Actor;
beforeAll(async () => {
  const { core, commerce } = till.shop;
  const guest = await till.shop.buyer();
  await core.uow.run('test.owner', (stores) =>
    stores.people.grant({
      personId: guest.personId ?? '',
      role: 'owner',
      scope: 'practice',
      grantedAt: 1,
      revokedAt: null,
    }),
  );
  owner = await commerce.actorOf(guest.chatId ?? '');
  await core.uow.run('test.jobs', async (stores) => {
    for (const name of ['brief.send', 'supplier.rounds'] as const)
      await stores.jobs.add({ name, payload: {}, dedupeKey: name }, core.clock.now());
  });
  await till.shop.settle();
});
afterAll(() => expect(till.shop.failures).toEqual([]));

const key = () => till.shop.core.ids.uuid();
const as = (...roles: Role[]): Actor => ({ ...owner, roles });
const day = () => localDate(till.shop.now(), ZONE);
/** What became due meanwhile runs then, once: an hour has many rounds, and the brief needs two readings a day. */
async function later(ms: number): Promise<void> {
  await till.shop.skip(ms);
  await till.shop.settle();
}
async function toSeven(): Promise<void> {
  const at = instantOf(day(), '07:00', ZONE);
  await later((at > till.shop.now() ? at : instantOf(addDays(day(), 1), '07:00', ZONE)) - till.shop.now() + 1000);
}

/** The briefs of the owner's chat, newest last. */
async function briefs() {
  const { outgoing } = till.shop.core.uow.read;
  const rows = await outgoing.after(owner.chatId ?? '', 0, 1000);
  return rows.map((row) => outgoing.screen(row)).filter((screen) => screen.lines[0]?.key.startsWith('brief-'));
}
const cases = async () => {
  const answer = await till.shop.commerce.queue(owner);
  return answer.ok ? answer.cases.filter(({ kind }) => kind === 'difference') : [];
};

test('figures that agree are no difference; a gap at a gateway counts from one rupiah, at a deposit beyond the tolerance', () => {
  const gateway = { providerId: 'g', name: 'G', payments: 1, receivedIdr: 500, bookedIdr: 500 };
  const readings = { fromIdr: 1000, fromAt: 1, toIdr: 700, toAt: 2 };
  const supplier = { providerId: 's', name: 'S', readings, boughtIdr: 300 };
  const gaps = (receivedIdr: number, toIdr: number) =>
    moneyDifferences([{ ...gateway, receivedIdr }], [{ ...supplier, readings: { ...readings, toIdr } }], 50, 9).map(
      ({ what, amountIdr }) => [what, amountIdr],
    );
  expect(gaps(500, 700)).toEqual([]);
  expect(gaps(501, 750)).toEqual([['gateway', 1]]);
  expect(gaps(499, 649)).toEqual([
    ['gateway', -1],
    ['deposit', -51],
  ]);
  expect(moneyDifferences([gateway], [{ ...supplier, readings: null }], 50, 9)).toEqual([]);
});

test('comes once in the morning with one file, also where the job runs again or its process dies', async () => {
  await toSeven();
  const before = (await briefs()).length;
  await paid();
  await till.shop.settle();
  await toSeven();
  expect(await briefs()).toHaveLength(before + 1);
  const last = (await briefs()).at(-1);
  expect(last?.lines[0]?.key).toBe('brief-head');
  expect(last?.file?.name).toMatch(/^(?:ringkasan|brief)-.*\.xlsx$/);
  const again = () =>
    till.shop.core.uow.run('test.again', (stores) =>
      stores.jobs.add({ name: 'brief.send', payload: {}, dedupeKey: `again:${key()}` }, till.shop.now()),
    );
  await again();
  expect(await till.shop.abandon('before')).toBeGreaterThan(0);
  await again();
  expect(await till.shop.abandon('after')).toBeGreaterThan(0);
  await later(2 * HOUR);
  expect(await briefs()).toHaveLength(before + 1);
});

test('a shop that was off for days sends one brief when it is back', async () => {
  const before = (await briefs()).length;
  await till.shop.skip(4 * 24 * HOUR);
  await till.shop.settle();
  expect(await briefs()).toHaveLength(before + 1);
});

test('a deposit that fell without a purchase is a case, written off once with a reason, by who may', async () => {
  await later(12 * 60_000);
  await toSeven();
  await till.shop.vendors.call('POST', '/setup', { supplier: { depositIdr: 700_000 } });
  await later(HOUR);
  await toSeven();
  const found = (await cases()).filter(({ detail }) => detail.startsWith('deposit'));
  const one = found.at(-1);
  if (!one?.amountIdr) throw new Error('no case of the deposit');
  expect(one.amountIdr).toBeLessThan(-10_000);
  expect(one.decisions.map(({ name }) => name)).toEqual(['write_off', 'dismiss']);
  const { commerce, core } = till.shop;
  const decide = (actor: Actor, reason: string) =>
    commerce.resolveCase(actor, key(), { caseId: one.id, decision: 'write_off', reason });
  const writtenOff = async () => (await core.uow.read.ledger.account('practice:written_off'))?.postedIdr ?? 0;
  const before = await writtenOff();
  expect(await decide(as('manager'), 'lost at the supplier')).toMatchObject({ ok: false, reason: 'not_allowed' });
  for (const wrong of ['', 'ab', 'x'.repeat(201)])
    expect(await decide(owner, wrong)).toMatchObject({ reason: 'bad_input' });
  expect(await writtenOff()).toBe(before);
  expect(await decide(owner, 'lost at the supplier')).toMatchObject({ ok: true });
  expect(await decide(owner, 'lost at the supplier')).toMatchObject({ ok: false, reason: 'already_done' });
  expect(await writtenOff()).toBe(before + one.amountIdr);
  const audits = await core.uow.read.admin.audit.latest(5, `review_cases:${one.id}`);
  expect(audits.map(({ detail }) => detail)).toEqual(['difference write_off: lost at the supplier']);
  await toSeven();
  expect((await cases()).map(({ id }) => id)).not.toContain(one.id);
});

test('a payment that is paid while its order waits is one case, and looking again closes nothing', async () => {
  const order = await till.placed({
    kind: 'product',
    productId: (await till.shop.commerce.product(till.buyer, 'WIFI1'))?.id ?? '',
    qty: 1,
  });
  const [payment] = await till.shop.core.uow.read.payments.ofOrder(order.id);
  await till.shop.core.uow.run('test.stuck', async (stores) => {
    await stores.payments.update(payment!.id, payment!.version, { state: 'paid' });
    await stores.orders.update(order.id, (await stores.orders.get(order.id))!.version, {
      payBy: till.shop.now() + 9 * 24 * HOUR,
    });
  });
  await till.shop.skip(4 * HOUR);
  const ask = () => till.shop.commerce.sendBrief(owner, key(), { day: 'today' });
  expect(await ask()).toMatchObject({ ok: true });
  expect(await ask()).toMatchObject({ ok: true });
  const found = (await cases()).filter(({ orderId }) => orderId === order.id);
  expect(found.map(({ detail, amountIdr }) => [detail, amountIdr])).toEqual([['paid_not_settled', order.totalIdr]]);
  expect(found[0]?.decisions.map(({ name }) => name)).toEqual(['retry', 'dismiss']);
  const input = { caseId: found[0]!.id, decision: 'retry' as const, reason: '' };
  expect(await till.shop.commerce.resolveCase(owner, key(), input)).toMatchObject({ ok: true });
  expect((await cases()).map(({ orderId }) => orderId)).toContain(order.id);
});

test('paid long ago and not handed over is a case, given back once, and nothing is bought for it afterwards', async () => {
  const order = await paid();
  await till.shop.skip(4 * HOUR);
  expect(await till.shop.commerce.sendBrief(owner, key(), { day: 'hari ini' })).toMatchObject({ ok: true });
  const one = (await cases()).find(({ orderId }) => orderId === order.id);
  expect([one?.detail, one?.decisions.map(({ name }) => name)]).toEqual([
    'undelivered',
    ['retry', 'refund', 'dismiss'],
  ]);
  const giveBack = () =>
    till.shop.commerce.resolveCase(owner, key(), { caseId: one?.id ?? '', decision: 'refund', reason: '' });
  expect(await giveBack()).toMatchObject({ ok: true });
  expect(await giveBack()).toMatchObject({ ok: false, reason: 'already_done' });
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await bought(order)).toEqual([]);
  expect(await till.shop.core.uow.read.payments.refundsOf(order.id)).toHaveLength(1);
});

test('on demand only for those who look after the money, for days that have been', async () => {
  for (const actor of [as(), as('front_desk'), as('support')])
    expect(await till.shop.commerce.sendBrief(actor, key(), { day: '' })).toMatchObject({ reason: 'not_allowed' });
  for (const wrong of [addDays(day(), 1), '2026-02-30', 'x'])
    expect(await till.shop.commerce.sendBrief(owner, key(), { day: wrong })).toMatchObject({ reason: 'bad_input' });
  const before = (await briefs()).length;
  const one = key();
  for (let count = 0; count < 2; count++)
    expect(await till.shop.commerce.sendBrief(as('finance'), one, { day: 'kemarin' })).toEqual({
      ok: true,
      date: addDays(day(), -1),
    });
  expect(await briefs()).toHaveLength(before + 1);
});
