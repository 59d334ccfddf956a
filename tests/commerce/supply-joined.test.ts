/**
 * Two suppliers that speak differently, joined by the owner: each is sent the destination its own way, the sync leaves
 * the join alone, and orders from before it go on as they were placed.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import type { Offer, Product } from '../../commerce/catalogue/model.ts';
import { openSecondSupplier, type SecondSupplier } from '../support/second-supplier.ts';
import { MINUTE, openTill } from '../support/till.ts';

const till = openTill();
let second: SecondSupplier;
let product: Product;
let other: Product;

const read = () => till.shop.core.uow.read;
const key = () => till.shop.core.ids.uuid();
const named = async (code: string) => (await read().catalogue.productByCode('practice', code))!;
const offerBy = async (providerId: string, sku = 'ml86') =>
  (await read().catalogue.offersOfProvider(providerId)).find((offer) => offer.sku === sku)!;
const ownOffer = async (): Promise<Offer> =>
  (await read().catalogue.offersOf(product.id)).find((offer) => offer.providerId !== second.providerId)!;
const sells = (shop: { call: typeof second.vendors.call }, change: Record<string, unknown>) =>
  shop.call('POST', '/setup', { supplier: { products: [{ buyer_sku_code: 'ml86', ...change }] } });
const first = () => till.shop.vendors;

beforeAll(async () => {
  second = await openSecondSupplier(till.shop, 'vipreseller');
  await sells(second.vendors, { price: 19_900 });
  expect(await till.shop.commerce.syncProducts(till.shop.owner, second.slug)).toMatchObject({ ok: true });
  product = await named('ML86');
  other = (await read().catalogue.product((await offerBy(second.providerId)).productId))!;
});
afterAll(() => second.close());
beforeEach(async () => {
  await first().clearFaults();
  await second.vendors.clearFaults();
  await sells(first(), { seller_product_status: true, price: 19_800 });
  await sells(second.vendors, { seller_product_status: true, price: 19_900 });
});

const join = async (over: Record<string, string> = {}, actor = till.shop.owner, idem = key()) => {
  const wish = { code: 'ML86', offerId: (await offerBy(second.providerId)).id, from: other.id, ...over };
  return till.shop.commerce.joinOffer(actor, idem, wish);
};
const separate = async () => {
  const { id: offerId } = await offerBy(second.providerId);
  return till.shop.commerce.separateOffer(till.shop.owner, key(), { code: 'ML86', offerId });
};
const joined = async () => {
  if ((await offerBy(second.providerId)).productId !== product.id) expect(await join()).toMatchObject({ ok: true });
};
const apart = async () => {
  if ((await offerBy(second.providerId)).productId === product.id) expect(await separate()).toMatchObject({ ok: true });
};
const sync = async (slug: string) => {
  await till.shop.skip(2 * 60 * MINUTE);
  return till.shop.commerce.syncProducts(till.shop.owner, slug, { fresh: true });
};
const firstSlug = async () => (await read().providers.get((await ownOffer()).providerId))!.slug;

let lastUser = 12_345_678;
async function paid(productId = product.id): Promise<{ order: OrderView; user: number }> {
  const user = (lastUser += 1);
  const order = await till.placed({ kind: 'product', productId, qty: 1, destination: `${user} 1234` });
  await till.pay(`${order.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, order.code);
  expect(await till.state(order)).toBe('paid');
  return { order, user };
}
const unit = async (order: OrderView) => (await read().fulfilments.ofOrder(order.id))[0]!;
const attempts = async (order: OrderView) => read().fulfilments.attemptsOf((await unit(order)).id);
const boughtAtSecond = async (user: number) =>
  (await second.vendors.state()).supplier.purchases.filter((row) => row.customerNo.startsWith(String(user)));

test('the same denomination of another supplier is proposed, what differs is not', async () => {
  const answer = await till.shop.commerce.rungCandidates(till.shop.owner, 'ML86');
  if (!answer.ok) throw new Error(answer.reason);
  expect(answer.candidates.map(({ rung }) => [rung.sku, rung.template])).toEqual([['ml86', '{user}|{zone}']]);
  expect(answer.candidates[0]).toMatchObject({ productId: other.id, likeness: 'same', costPct: 101 });
  expect(answer.candidates[0]?.rung.example).toBe('12345678|9876');
});

test('the first fails for sure: the second gets the destination in its own format, once', async () => {
  await joined();
  const { order, user } = await paid();
  await sells(first(), { seller_product_status: false });
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).map(({ customerNo, outcome }) => [customerNo, outcome])).toEqual([
    [`${user}1234`, 'failed'],
    [`${user}|1234`, 'success'],
  ]);
  expect((await boughtAtSecond(user)).map((row) => row.customerNo)).toEqual([`${user}|1234`]);
  expect(await till.refunds(order)).toEqual([]);
  await till.expectSound(order);
});

test('the first is unclear: the second is never asked, whatever format it wants', async () => {
  await joined();
  const { order, user } = await paid();
  await first().faults([{ kind: 'http_500', vendor: 'supplier', endpoint: 'transaction', calls: 1 }]);
  await till.shop.settle();
  expect((await unit(order)).state).toBe('pending');
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).map((row) => row.customerNo)).toEqual([`${user}1234`]);
  expect(await boughtAtSecond(user)).toEqual([]);
  await till.expectSound(order);
});

test('the second loses its answer: what it is looked for by is what it was sent', async () => {
  await joined();
  const { order, user } = await paid();
  await sells(first(), { seller_product_status: false });
  await second.vendors.faults([
    { kind: 'reset', vendor: 'supplier', endpoint: 'transaction', calls: 1, handled: true },
  ]);
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect((await unit(order)).state).toBe('review');
  expect((await till.openCase(order, 'purchase_unclear'))?.detail).toMatch(/^may be one of: VP\d+/);
  expect(await boughtAtSecond(user)).toHaveLength(1);
  expect(await attempts(order)).toHaveLength(2);
  expect(await till.refunds(order)).toEqual([]);
});

test('an open order of the retired product is bought where it was placed; its code opens the other', async () => {
  await apart();
  const { order, user } = await paid(other.id);
  await joined();
  expect(await read().catalogue.product(other.id)).toMatchObject({ active: false, replacedBy: product.id });
  expect((await till.shop.commerce.product(till.buyer, other.code))?.code).toBe('ML86');
  expect((await till.shop.commerce.product(till.buyer, other.id))?.code).toBe('ML86');
  const listed = await till.shop.commerce.products(till.buyer, { search: 'legends 86', limit: 10, offset: 0 });
  // Codes end at random, so a third product may have an 86 in its own.
  const codes = listed.items.map(({ code }) => code);
  expect(codes).toContain('ML86');
  expect(codes).not.toContain(other.code);
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).map(({ providerId, customerNo }) => [providerId, customerNo])).toEqual([
    [second.providerId, `${user}|1234`],
  ]);
  await till.expectSound(order);
});

test('separated: it stands for itself again, and orders placed while joined do not go there any more', async () => {
  await joined();
  const { order, user } = await paid();
  await sells(first(), { seller_product_status: false });
  expect(await separate()).toMatchObject({ ok: true, code: 'ML86', ownCode: other.code });
  expect(await read().catalogue.product(other.id)).toEqual(other);
  expect((await till.shop.commerce.product(till.buyer, other.code))?.code).toBe(other.code);
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await boughtAtSecond(user)).toEqual([]);
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('a sync keeps the join: new costs arrive where the offer is, nothing is made again, a lost rung is only that', async () => {
  await joined();
  const count = async () =>
    (await read().catalogue.products({ environment: 'practice', includeInactive: true, limit: 500 })).length;
  const before = await count();
  await sells(second.vendors, { price: 20_100 });
  expect(await sync(second.slug)).toMatchObject({ ok: true, added: 0, changed: 1 });
  expect(await offerBy(second.providerId)).toMatchObject({
    productId: product.id,
    costIdr: 20_100,
    homeProductId: other.id,
    template: '{user}|{zone}',
  });
  const price = async () => (await till.shop.commerce.product(till.buyer, 'ML86'))!;
  const whole = await price();
  await sells(second.vendors, { remove: true });
  expect(await sync(second.slug)).toMatchObject({ ok: true, vanished: 1 });
  expect(await price()).toMatchObject({ sellable: true, priceIdr: whole.priceIdr });
  await sells(second.vendors, {
    product_name: 'Mobile Legends 86 Diamond',
    category: 'Games',
    brand: 'MOBILE LEGENDS',
    price: 20_100,
    buyer_product_status: true,
    seller_product_status: true,
    unlimited_stock: true,
    multi: true,
  });
  expect(await sync(second.slug)).toMatchObject({ ok: true, added: 0 });
  expect((await offerBy(second.providerId)).active).toBe(true);
  // The first one gone: the price stands on what the other costs.
  await sells(first(), { seller_product_status: false });
  expect(await sync(await firstSlug())).toMatchObject({ ok: true });
  expect(await price()).toMatchObject({ sellable: true, priceIdr: whole.priceIdr + 300 });
  expect(await count()).toBe(before);
  await sells(first(), { seller_product_status: true });
  await sync(await firstSlug());
});

test('a join in the middle of a sync: both count, nothing is made twice', async () => {
  await apart();
  await sells(second.vendors, { price: 20_000 });
  await till.shop.skip(2 * 60 * MINUTE);
  const { commerce, owner } = till.shop;
  const { id: offerId } = await offerBy(second.providerId);
  let during: unknown;
  const synced = await commerce.syncProducts(owner, second.slug, {
    fresh: true,
    async onProgress() {
      during ??= await commerce.joinOffer(owner, key(), { code: 'ML86', offerId, from: other.id });
    },
  });
  expect(synced).toMatchObject({ ok: true, added: 0 });
  expect(during).toMatchObject({ ok: true });
  await sells(second.vendors, { price: 20_050 });
  const [again, parted] = await Promise.all([sync(second.slug), separate()]);
  expect([again.ok, parted.ok]).toEqual([true, true]);
  const offer = await offerBy(second.providerId);
  expect(offer).toMatchObject({ productId: other.id, costIdr: 20_050, template: '{user}|{zone}' });
  expect(offer.homeProductId).toBeUndefined();
  expect(await read().catalogue.offersOfProvider(second.providerId)).toHaveLength(
    new Set((await read().catalogue.offersOfProvider(second.providerId)).map(({ sku }) => sku)).size,
  );
});

test('the price stands on the first supplier that can deliver now: not on a paused one, not on a closed one', async () => {
  await joined();
  const price = async () => (await till.shop.commerce.product(till.buyer, 'ML86'))!.priceIdr;
  const [own, theirs] = [await ownOffer(), await offerBy(second.providerId)];
  const gap = theirs.costIdr - own.costIdr;
  const usual = await price();
  const { core } = till.shop;
  const pause = {
    providerId: own.providerId,
    environment: 'practice' as const,
    reason: 'credentials' as const,
    message: '',
    neededIdr: 0,
    pausedAt: core.clock.now(),
    probes: 0,
    nextProbeAt: core.clock.now() + MINUTE,
    resumedAt: null,
  };
  await core.uow.run('test.pause', (s) => s.supply.savePause(pause));
  expect(await price()).toBe(usual + gap);
  await core.uow.run('test.resume', (s) => s.supply.endPause(own.providerId, core.clock.now()));
  expect(await price()).toBe(usual);
  const clock = (at: number) => new Date(at + 7 * 60 * MINUTE).toISOString().slice(11, 16);
  const window = {
    cutOffStart: clock(core.clock.now() - 60 * MINUTE),
    cutOffEnd: clock(core.clock.now() + 60 * MINUTE),
  };
  await core.uow.run('test.closed', (s) => s.catalogue.upsertOffer({ ...own, ...window }));
  expect(await price()).toBe(usual + gap);
  // Both closed: sold again when the first of them opens.
  const later = { ...window, cutOffEnd: clock(core.clock.now() + 30 * MINUTE) };
  await core.uow.run('test.both-closed', (s) => s.catalogue.upsertOffer({ ...theirs, ...later }));
  const closed = (await till.shop.commerce.product(till.buyer, 'ML86'))!;
  expect(closed).toMatchObject({ sellable: false, reopensAt: later.cutOffEnd });
  await core.uow.run('test.one-open', (s) => s.catalogue.upsertOffer(theirs));
  await core.uow.run('test.open', (s) => s.catalogue.upsertOffer(own));
});

test('the owner’s order counts, and the price follows it; the order somebody else saw does not', async () => {
  await joined();
  const ids = [(await ownOffer()).id, (await offerBy(second.providerId)).id];
  const order = (seen: string[], to: string[] | null) =>
    till.shop.commerce.orderRungs(till.shop.owner, key(), { code: 'ML86', seen, order: to });
  const turned = ids.toReversed();
  expect(await order(ids, turned)).toMatchObject({ ok: true });
  expect(await order(ids, turned)).toMatchObject({ ok: false, reason: 'conflict' });
  expect(await order(turned, [ids[0]!, ids[0]!])).toMatchObject({ ok: false, reason: 'bad_input' });
  const { order: placed, user } = await paid();
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(placed)).toBe('completed');
  expect((await attempts(placed)).map((row) => row.customerNo)).toEqual([`${user}|1234`]);
  expect(await order(turned, null)).toMatchObject({ ok: true });
  await till.expectSound(placed);
});

test('joined by one of two owners at once, once per key, by nobody without the role, and never twice the same supplier', async () => {
  await apart();
  const audits = async () =>
    (await read().admin.audit.latest(500)).filter((row) => row.action === 'offer.joined').length;
  const before = await audits();
  expect(await join({}, till.buyer)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await join({ from: product.id })).toMatchObject({ ok: false });
  expect(await join({ code: 'ML5', offerId: 'nothing' })).toMatchObject({ ok: false, reason: 'conflict' });
  const { commerce } = till.shop;
  for (const looked of [commerce.productRungs(till.buyer, 'ML86'), commerce.rungCandidates(till.buyer, 'ML86')])
    expect(await looked).toMatchObject({ ok: false, reason: 'not_allowed' });
  const same = key();
  const answers = await Promise.all([join({}, till.shop.owner, same), join(), join({}, till.shop.owner, same)]);
  expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(1);
  expect((await audits()) - before).toBe(1);
  const ml172 = await offerBy(second.providerId, 'ml172');
  expect(await join({ offerId: ml172.id, from: ml172.productId })).toMatchObject({
    ok: false,
    detail: { field: 'same_supplier' },
  });
  const pulsa = await named('TSEL10');
  expect(await join({ code: 'TSEL10', offerId: ml172.id, from: ml172.productId })).toMatchObject({
    ok: false,
    detail: { field: 'destination' },
  });
  expect((await read().catalogue.offersOf(pulsa.id)).length).toBe(1);
});

test('a format that could send two destinations alike is refused, and the vendor’s own can be gone back to', async () => {
  await joined();
  const { id: offerId } = await ownOffer();
  const set = (template: string, actor = till.shop.owner) =>
    till.shop.commerce.setOfferTemplate(actor, key(), { code: 'ML86', offerId, template });
  expect(await set('{zone}{user}')).toMatchObject({ ok: false, detail: { field: 'template_unclear' } });
  expect(await set('{user}')).toMatchObject({ ok: false, detail: { field: 'template_parts' } });
  expect(await set('{user},{zone}', till.buyer)).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await set('{user}|{zone}')).toMatchObject({ ok: true });
  const { order, user } = await paid();
  await till.shop.settle();
  await till.shop.pass(3 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect((await attempts(order)).map((row) => row.customerNo)).toEqual([`${user}|1234`]);
  const wish = { code: 'ML86', offerId, template: '{user}{zone}' };
  const preview = await till.shop.commerce.previewTemplate(till.shop.owner, wish);
  expect(preview).toMatchObject({
    ok: true,
    preview: { given: '12345678 9876', sent: '123456789876', before: '12345678|9876' },
  });
  expect(await set('{user}{zone}')).toMatchObject({ ok: true });
  expect((await ownOffer()).template).toBe('{user}{zone}');
});

test('a supplier that takes the parts apart is sent them so, whatever the owner would like', async () => {
  await joined();
  const { id: offerId } = await offerBy(second.providerId);
  for (const template of ['{user},{zone}', '{zone}|{user}', '{user}{zone}', '{user}||{zone}'])
    expect(
      await till.shop.commerce.setOfferTemplate(till.shop.owner, key(), { code: 'ML86', offerId, template }),
    ).toMatchObject({ ok: false, detail: { field: 'template_apart', separator: '|' } });
  const kept = { code: 'ML86', offerId, template: '{user}|{zone}' };
  expect(await till.shop.commerce.setOfferTemplate(till.shop.owner, key(), kept)).toMatchObject({ ok: true });
});

test('one supplier fails again and again while the other delivers: nothing is paused, and the price list says so', async () => {
  await joined();
  await sells(first(), { seller_product_status: false });
  for (let n = 0; n < 5; n += 1) {
    await till.nextBuyer();
    const { order } = await paid();
    await till.shop.settle();
    await till.shop.pass(2 * MINUTE);
    expect(await till.state(order)).toBe('completed');
  }
  expect(await read().upkeep.health.pause(product.id)).toBeNull();
  const health = await till.shop.commerce.productHealth(till.buyer, [product.id]);
  expect(health[product.id]?.status).not.toBe('disturbed');
});
