/** The price list of the practice supplier through its real adapter: once a day, braked, held, decided, and never on a bad answer. */
import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemActor } from '../../commerce/audit.ts';
import { nextSyncAt } from '../../commerce/catalogue/sync/sync-day.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { openTestCore, type TestCore } from '../support/core.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let shop: TestCore;
let supplier: Provider;
let owner: Actor;

beforeAll(async () => {
  shop = await openTestCore({ progressGapMs: 0, balanceWatchMs: 6 * HOUR });
  supplier = (await shop.core.uow.read.providers.list({ integrationType: 'supplier' }))[0]!;
  const { chatId } = await shop.commerce.openChat({ channel: 'web', address: 'owner', externalId: 'owner' });
  owner = { ...(await shop.commerce.actorOf(chatId)), roles: ['owner'] };
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.vendors.clearFaults();
  await shop.skip(2 * HOUR);
});

const read = () => shop.core.uow.read;
const products = (...rows: Record<string, unknown>[]) =>
  shop.vendors.call('POST', '/setup', { supplier: { products: rows } });
const price = (sku: string, costIdr: number) => products({ buyer_sku_code: sku, price: costIdr });
const sync = (wish = {}) => shop.commerce.syncProducts(shop.owner, supplier.slug, wish);
const offerOf = async (sku: string) =>
  (await read().catalogue.offersOfProvider(supplier.id)).find((one) => one.sku === sku);
const priceOf = async (code: string) => (await shop.commerce.product(owner, code))?.priceIdr;
const hold = (holdPct: number | null) => shop.commerce.setSupplierCare(shop.owner, supplier.slug, { holdPct });

/** Everything a sync may write about goods. */
async function goods(): Promise<string> {
  const offers = await read().catalogue.offersOfProvider(supplier.id);
  const all = await read().catalogue.products({ environment: 'practice', includeInactive: true, limit: 500 });
  return JSON.stringify([offers, all]);
}

const listsAsked = async (): Promise<number> => (await shop.vendors.state()).counts['supplier price_list'] ?? 0;

test('utility rows of the list are not for sale', async () => {
  expect(await offerOf('ffcek')).toBeUndefined();
  expect(await shop.commerce.product(owner, 'FFCEK')).toBeNull();
});

test('what changed is counted and told apart; what did not is not written', async () => {
  const before = await offerOf('tsel5');
  await products(
    { buyer_sku_code: 'tsel10', price: 10_500 },
    { buyer_sku_code: 'isat10', price: 11_000 },
    { buyer_sku_code: 'tri10', seller_product_status: false },
    { buyer_sku_code: 'xld10', remove: true },
    {
      buyer_sku_code: 'tsel99',
      product_name: 'Telkomsel 99.000',
      category: 'Pulsa',
      brand: 'TELKOMSEL',
      price: 98_000,
    },
  );
  const synced = await sync();
  expect(synced).toMatchObject({ ok: true, isNew: true, added: 1, changed: 2, vanished: 1, dearer: 1, cheaper: 1 });
  expect(await offerOf('tsel5')).toEqual(before);
  expect(await offerOf('tsel10')).toMatchObject({ costIdr: 10_500, active: true });
  expect((await offerOf('tri10'))?.active).toBe(false);
  expect((await offerOf('xld10'))?.active).toBe(false);
  expect(await priceOf('TSEL99')).toBe(101_000);
});

test('within the hour the list at hand is told and the supplier left alone; a fresh one waits five minutes', async () => {
  await sync();
  const asked = await listsAsked();
  await price('tsel25', 25_100);
  await shop.skip(MINUTE);
  expect(await sync()).toMatchObject({ ok: true, isNew: false });
  expect(await sync({ fresh: true })).toMatchObject({ ok: false, reason: 'too_soon' });
  expect(await listsAsked()).toBe(asked);
  await shop.skip(5 * MINUTE);
  expect(await sync({ fresh: true })).toMatchObject({ ok: true, isNew: true, dearer: 1 });
  expect(await listsAsked()).toBe(asked + 1);
});

test('ten at once ask the supplier once and take the list over once', async () => {
  const asked = await listsAsked();
  const answers = await Promise.all(Array.from({ length: 10 }, () => sync({ fresh: true })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await listsAsked()).toBe(asked + 1);
});

test('at 02:00 WIB by itself, once a day, also when the job runs again; quiet when nothing changed', async () => {
  const { core } = shop;
  const rounds = { name: 'supplier.rounds', payload: {}, dedupeKey: 'supplier.rounds' } as const;
  await core.uow.run('test.rounds', (stores) => stores.jobs.add(rounds, core.clock.now()));
  await shop.settle();
  await shop.pass(nextSyncAt(shop.now()) - shop.now() - MINUTE);
  const [asked, alerts] = [await listsAsked(), (await shop.alerts()).length];
  await price('tsel50', 49_800);
  await shop.pass(2 * MINUTE);
  expect(await listsAsked()).toBe(asked + 1);
  expect((await offerOf('tsel50'))?.costIdr).toBe(49_800);
  expect((await shop.alerts()).slice(alerts)).toEqual(['upkeep-sync-done']);
  for (let again = 0; again < 3; again += 1) {
    const job = { name: 'supplier.sync', payload: { providerId: supplier.id } } as const;
    await core.uow.run('test.again', (stores) => stores.jobs.add(job, core.clock.now()));
    await shop.pass(3 * HOUR);
  }
  expect(await listsAsked()).toBe(asked + 1);
  await shop.pass(24 * HOUR);
  expect(await listsAsked()).toBe(asked + 2);
  expect((await shop.alerts()).slice(alerts)).toEqual(['upkeep-sync-done']);
  expect(shop.failures).toEqual([]);
});

test('a day without an answer is told once after some tries, and made up for when the supplier is back', async () => {
  await shop.pass(nextSyncAt(shop.now()) - shop.now() - MINUTE);
  const alerts = (await shop.alerts()).length;
  await shop.vendors.faults([{ vendor: 'supplier', endpoint: 'price_list', kind: 'html_502' }]);
  const before = await goods();
  await shop.pass(3 * HOUR);
  expect((await shop.alerts()).slice(alerts)).toEqual(['upkeep-sync-failing']);
  expect(await goods()).toBe(before);
  await shop.vendors.clearFaults();
  await price('tsel50', 49_900);
  await shop.pass(30 * MINUTE);
  expect((await offerOf('tsel50'))?.costIdr).toBe(49_900);
});

test('a process that dies after the list came goes on with it, without asking again', async () => {
  await price('gp20', 20_800);
  await sync({ fresh: true });
  await shop.core.uow.run('test.dead', (stores) => stores.upkeep.priceLists.set(supplier.id, { state: 'fetched' }));
  const asked = await listsAsked();
  const offer = (await offerOf('gp20'))!;
  await shop.core.uow.run('test.dead', (stores) => stores.catalogue.upsertOffer({ ...offer, costIdr: 1 }));
  expect(await sync({ fresh: true })).toMatchObject({ ok: true, isNew: true });
  expect((await offerOf('gp20'))?.costIdr).toBe(20_800);
  expect(await listsAsked()).toBe(asked);
});

test('prices that all jump change nothing until the owner says so, once', async () => {
  const offers = (await read().catalogue.offersOfProvider(supplier.id)).filter((one) => one.active);
  await products(...offers.map(({ sku, costIdr }) => ({ buyer_sku_code: sku, price: costIdr * 2 })));
  const before = await goods();
  const braked = await sync();
  expect(braked).toMatchObject({ ok: true, braked: 'prices', jumped: offers.length });
  expect(await goods()).toBe(before);
  const listId = braked.ok ? braked.listId : '';
  const decide = (decision: 'apply' | 'keep') =>
    shop.commerce.decideList(owner, shop.core.ids.uuid(), { listId, decision });
  expect(await decide('keep')).toMatchObject({ ok: true });
  expect(await decide('apply')).toMatchObject({ ok: false, reason: 'not_found' });
  await shop.settle();
  expect(await goods()).toBe(before);
  await shop.skip(2 * HOUR);
  const again = await sync();
  if (!again.ok) throw new Error(again.reason);
  const key = shop.core.ids.uuid();
  const apply = () => shop.commerce.decideList(owner, key, { listId: again.listId, decision: 'apply' });
  expect(await apply()).toMatchObject({ ok: true });
  expect(await apply()).toMatchObject({ ok: true });
  await shop.settle();
  expect((await offerOf(offers[0]!.sku))?.costIdr).toBe(offers[0]!.costIdr * 2);
  expect((await shop.said(owner)).filter((said) => said === 'upkeep-sync-started')).toHaveLength(1);
  expect((await shop.said(owner)).at(-1)).toBe('upkeep-sync-done');
  await products(...offers.map(({ sku, costIdr }) => ({ buyer_sku_code: sku, price: costIdr })));
  await shop.skip(2 * HOUR);
  const back = await sync();
  await sync({ anyway: back.ok ? back.listId : '' });
  expect((await offerOf(offers[0]!.sku))?.costIdr).toBe(offers[0]!.costIdr);
});

test('a held cost: sold at the old price with the new cost as ceiling, not at all above it, and as the owner decides', async () => {
  await hold(5);
  const cost = (await offerOf('tsel10'))!.costIdr;
  const sold = (await priceOf('TSEL10'))!;
  await price('tsel10', cost + 2_000);
  await price('tsel5', 99_000);
  expect(await sync()).toMatchObject({ ok: true, held: 2, belowCost: 1 });
  expect(await priceOf('TSEL10')).toBe(sold);
  expect(await shop.commerce.product(owner, 'TSEL5')).toMatchObject({ sellable: false });
  const buyer = await shop.buyer();
  const item = (await shop.commerce.product(buyer, 'TSEL10'))!;
  const order = await shop.order(buyer, { kind: 'product', productId: item.id, qty: 1, destination: '081234567890' });
  const [line] = await read().orders.lines(order.id);
  expect(line?.snapshot).toMatchObject({ costIdr: cost + 2_000 });
  expect(line?.snapshot.maxCostIdr).toBeGreaterThanOrEqual(cost + 2_000);
  expect(line?.snapshot.maxCostIdr).toBeLessThanOrEqual(sold);
  const dear = (await shop.commerce.product(buyer, 'TSEL5'))!;
  const refused = await shop.commerce.quote(buyer, [
    { kind: 'product', productId: dear.id, qty: 1, destination: '081234567890' },
  ]);
  expect(refused).toMatchObject({ ok: false, reason: 'not_sellable' });

  const { slug } = supplier;
  const waiting = await shop.commerce.heldPrices(owner, slug, 10);
  expect(waiting).toMatchObject({ total: 2, held: [{ sku: 'tsel10', newPriceIdr: sold + 2_000 }, { priceIdr: null }] });
  expect(await shop.commerce.heldPrices(await shop.buyer(), slug, 10)).toMatchObject({ reason: 'not_allowed' });
  expect(await shop.commerce.decideHeld(owner, { slug, sku: 'tsel10', decision: 'keep' })).toMatchObject({
    decided: 1,
  });
  expect(await shop.commerce.decideHeld(owner, { slug, decision: 'apply' })).toMatchObject({ decided: 1 });
  expect(await priceOf('TSEL10')).toBe(sold);
  expect(await priceOf('TSEL5')).toBe(102_000);
  expect(await shop.commerce.decideHeld(owner, { slug, decision: 'apply' })).toMatchObject({ decided: 0 });
  await shop.skip(2 * HOUR);
  expect(await sync()).toMatchObject({ held: 0 });
  await hold(null);
});

test('only the owner may; the command line and jobs act as one', async () => {
  const { slug } = supplier;
  const anybody = await shop.buyer();
  const key = shop.core.ids.uuid();
  for (const answer of [
    shop.commerce.startSync(anybody, key, { slug }),
    shop.commerce.decideList(anybody, key, { listId: 'x', decision: 'apply' }),
    shop.commerce.suppliers(anybody),
    shop.commerce.decideHeld(anybody, { slug, decision: 'apply' }),
    shop.commerce.setSupplierCare(anybody, slug, { holdPct: 1 }),
    shop.commerce.setProductPause(anybody, 'TSEL5', 'off'),
  ])
    expect(await answer).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await shop.commerce.suppliers(systemActor('practice'))).toMatchObject({ ok: true });
});

test('a watched sync shows its way in one place, each step once', async () => {
  const { slug } = supplier;
  await shop.skip(2 * HOUR);
  const before = (await shop.said(owner)).length;
  expect(await shop.commerce.startSync(owner, shop.core.ids.uuid(), { slug })).toEqual({ ok: true });
  expect(await shop.commerce.startSync(owner, shop.core.ids.uuid(), { slug })).toMatchObject({
    reason: 'already_done',
  });
  await shop.settle();
  const rows = (await read().outgoing.after(owner.chatId ?? '', 0, 1000)).slice(before);
  const said = (await shop.said(owner)).slice(before);
  expect(said[0]).toBe('upkeep-sync-started');
  expect(said.at(-1)).toBe('upkeep-sync-done');
  expect(said.slice(1, -1).every((key) => key === 'upkeep-sync-progress')).toBe(true);
  expect(said.length).toBeLessThanOrEqual(11);
  expect(new Set(rows.map((row) => row.slot)).size).toBe(1);
  expect(rows.slice(1).every((row) => row.replaces === rows[0]?.slot)).toBe(true);
});

/** Answers of a supplier that are no price list. */
const badBodies = () => {
  const row = fc.record(
    { buyer_sku_code: fc.constantFrom('tsel10', ''), price: fc.constantFrom(0, -5, 'gratis', null, 1.5) },
    { requiredKeys: [] },
  );
  return fc.record({
    status: fc.constantFrom(200, 200, 200, 400, 429, 500, 503),
    body: fc.oneof(
      fc.constant(''),
      fc.constant('{"data":[]}'),
      fc.constant('{"data":{"rc":"83","status":"Gagal","message":"Limitasi pengecekan pricelist"}}'),
      fc.constant('<html>502 Bad Gateway</html>'),
      fc.string(),
      fc.json(),
      fc.json().map((data) => `{"data":${data}}`),
      fc.array(row, { maxLength: 5 }).map((data) => JSON.stringify({ data })),
      fc.constant('{"data":[{"product_name":"Telkomsel 10.000","category":"Pul'),
    ),
  });
};

test('an answer that is empty, refused, rate-limited or malformed changes nothing', async () => {
  let answer = { status: 200, body: '' };
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const at = (baseUrl: string) =>
    shop.core.uow.run('test.address', (stores) => stores.providers.update({ ...supplier, baseUrl }));
  await at(`http://127.0.0.1:${port}`);
  const before = await goods();
  await fc.assert(
    fc.asyncProperty(badBodies(), async (bad) => {
      answer = bad;
      // Past the supplier's limit, and past the pause after failures.
      await shop.skip(6 * MINUTE);
      expect(await sync({ fresh: true })).toMatchObject({ ok: false, reason: 'wrong_state' });
      expect(await goods()).toBe(before);
    }),
    { numRuns: 150 },
  );
  expect(asked).toBe(150);
  server.close();
  await at(supplier.baseUrl);
});
