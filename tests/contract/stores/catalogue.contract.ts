/** What any CatalogueStore and StockStore must do, whatever engine is behind them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PriceRule } from '../../../commerce/catalogue/model.ts';
import type { OpenBed, StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { T0, aCode, aProduct, anOffer, newId } from './samples.ts';

export function catalogueContract(engine: string, open: OpenBed): void {
  let bed: StoreBed;
  beforeAll(async () => {
    bed = await open();
  });
  afterAll(() => bed.close());

  describe(`catalogue over ${engine}`, () => {
    productTests(() => bed);
    shelfTests(() => bed);
    offerTests(() => bed);
  });
  describe(`stock over ${engine}`, () => {
    reserveTests(() => bed);
    drawTests(() => bed);
  });
}

function productTests(bed: () => StoreBed): void {
  it('keeps a product whole, its destination rule included', async () => {
    const product = aProduct({ destination: { kind: 'game', fields: ['user', 'zone'], template: '{user}{zone}' } });
    await inTransaction(bed(), (s) => s.catalogue.insertProduct(product));
    expect(await bed().uow.read.catalogue.product(product.id)).toEqual(product);
    expect(await bed().uow.read.catalogue.product(newId())).toBeNull();
  });

  it('finds a code without case, in its own environment only, and refuses it a second time', async () => {
    const product = aProduct({ code: `ml-${newId()}` });
    await inTransaction(bed(), (s) => s.catalogue.insertProduct(product));
    const { catalogue } = bed().uow.read;
    expect(await catalogue.productByCode('practice', ` ${product.code.toUpperCase()} `)).toEqual(product);
    expect(await catalogue.productByCode('live', product.code)).toBeNull();
    const twin = aProduct({ code: product.code.toUpperCase() });
    await expect(inTransaction(bed(), (s) => s.catalogue.insertProduct(twin))).rejects.toThrow();
    await inTransaction(bed(), (s) => s.catalogue.insertProduct({ ...twin, environment: 'live' }));
  });

  it('changes what may change and leaves kind, code and environment alone', async () => {
    const product = aProduct();
    await inTransaction(bed(), (s) => s.catalogue.insertProduct(product));
    const changed = aProduct({
      ...product,
      name: 'Pulsa Ganti',
      destination: { kind: 'phone' },
      active: false,
      kind: 'h2h',
      code: 'OTHER',
      environment: 'live',
    });
    await inTransaction(bed(), (s) => s.catalogue.updateProduct(changed));
    expect(await bed().uow.read.catalogue.product(product.id)).toEqual({
      ...changed,
      kind: product.kind,
      code: product.code,
      environment: product.environment,
    });
  });
}

function shelfTests(bed: () => StoreBed): void {
  it('searches every word in name, brand, category and code, without case and without wildcards', async () => {
    const businessId = newId();
    const add = (name: string, over = {}) => {
      const product = aProduct({ businessId, name, ...over });
      return inTransaction(bed(), (s) => s.catalogue.insertProduct(product)).then(() => product.id);
    };
    const diamonds = await add('86 Diamonds', { brand: 'Legenda', category: 'Game' });
    const percent = await add('Diskon 50% kopi_susu', { brand: 'Kafé', category: 'Makan' });
    await add('Tidak aktif Diamonds', { active: false, brand: 'Legenda' });
    const search = async (words: string, includeInactive = false) => {
      const filter = { environment: 'practice' as const, businessId, search: words, includeInactive };
      const found = await bed().uow.read.catalogue.products({ ...filter, limit: 10 });
      expect(await bed().uow.read.catalogue.countProducts(filter)).toBe(found.length);
      return found.map((product) => product.id);
    };
    expect(await search('diamonds LEGENDA')).toEqual([diamonds]);
    expect(await search('game  86')).toEqual([diamonds]);
    expect(await search('diamonds kopi')).toEqual([]);
    expect(await search('50%')).toEqual([percent]);
    expect(await search('8%6')).toEqual([]);
    expect(await search('kopi_susu')).toEqual([percent]);
    expect(await search('kopi-susu')).toEqual([]);
    expect(await search('_')).toEqual([percent]);
    expect(await search('\\')).toEqual([]);
    expect(await search('KAFÉ')).toEqual([percent]);
    expect(await search('diamonds', true)).toHaveLength(2);
    expect(await search('kata '.repeat(5000))).toEqual([]);
    expect(await search('   ')).toHaveLength(2);
  });

  it('shows pages in one order: category, brand, then from cheap to dear', async () => {
    const businessId = newId();
    const shelf = [
      { name: 'B', costIdr: 30_000 },
      { name: 'A', costIdr: 5_000 },
      { name: 'C', costIdr: 10_000 },
    ];
    for (const { name, costIdr } of shelf) {
      const product = aProduct({ businessId, name });
      await inTransaction(bed(), async (s) => {
        await s.catalogue.insertProduct(product);
        await s.catalogue.upsertOffer(anOffer({ productId: product.id, costIdr }));
      });
    }
    const filter = { environment: 'practice' as const, businessId, limit: 2 };
    const names = async (offset: number) =>
      (await bed().uow.read.catalogue.products({ ...filter, offset })).map((product) => product.name);
    expect([await names(0), await names(2), await names(4)]).toEqual([['A', 'C'], ['B'], []]);
  });

  it('counts only active products of categories and brands, most first', async () => {
    const environment = 'sandbox';
    const add = (category: string, brand: string, active = true) =>
      inTransaction(bed(), (s) => s.catalogue.insertProduct(aProduct({ environment, category, brand, active })));
    await add('Pulsa', 'Satu');
    await add('Game', 'Dua');
    await add('Game', 'Tiga');
    await add('Game', 'Tiga');
    await add('Game', 'Mati', false);
    await add('Kosong', 'Mati', false);
    expect(await bed().uow.read.catalogue.categories(environment)).toEqual([
      { name: 'Game', count: 3 },
      { name: 'Pulsa', count: 1 },
    ]);
    expect(await bed().uow.read.catalogue.brands(environment, 'Game')).toEqual([
      { name: 'Tiga', count: 2 },
      { name: 'Dua', count: 1 },
    ]);
  });
}

function offerTests(bed: () => StoreBed): void {
  it('updates an offer of the same provider and sku, keeping its id and product', async () => {
    const offer = anOffer({ providerId: newId() });
    const again = anOffer({ ...offer, id: newId(), productId: newId(), costIdr: 12_500, active: false, multi: true });
    const said = await inTransaction(bed(), async (s) => [
      await s.catalogue.upsertOffer(offer),
      await s.catalogue.upsertOffer(again),
    ]);
    expect(said).toEqual(['inserted', 'updated']);
    const kept = { ...again, id: offer.id, productId: offer.productId };
    expect(await bed().uow.read.catalogue.offersOf(offer.productId)).toEqual([kept]);
    expect(await bed().uow.read.catalogue.offersOf(again.productId)).toEqual([]);
    await inTransaction(bed(), (s) => s.catalogue.setOfferActive(offer.id, true));
    expect(await bed().uow.read.catalogue.offersOfProvider(offer.providerId)).toEqual([{ ...kept, active: true }]);
  });

  it('moves an offer once, and what was arranged outlives a price list', async () => {
    const [from, to] = [newId(), newId()];
    const offer = anOffer({ productId: from, providerId: newId(), template: '{user}{zone}' });
    const { catalogue } = bed().uow.read;
    await inTransaction(bed(), async (s) => {
      await s.catalogue.upsertOffer(offer);
      await s.catalogue.arrangeOffer(offer.id, { rank: 2 });
    });
    expect(await catalogue.offer(offer.id)).toEqual({ ...offer, rank: 2 });
    expect(await catalogue.offer(newId())).toBeNull();
    const move = () =>
      inTransaction(bed(), (s) => s.catalogue.moveOffer(offer.id, from, { productId: to, homeProductId: from }));
    expect([await move(), await move()]).toEqual([true, false]);
    const moved = { ...offer, productId: to, homeProductId: from };
    expect(await catalogue.offersOf(to)).toEqual([moved]);
    expect(await catalogue.offersOf(from)).toEqual([]);
    expect(await catalogue.offersToBuy(from)).toEqual([moved]);
    expect(await catalogue.offersToBuy(to)).toEqual([moved]);
    await inTransaction(bed(), async (s) => {
      await s.catalogue.arrangeOffer(offer.id, { rank: 1, template: '{user}|{zone}' });
      // As a sync does that read the offer before it was moved.
      expect(await s.catalogue.upsertOffer({ ...offer, costIdr: 11_000, seenAt: T0 + 1 })).toBe('updated');
    });
    const arranged = { ...moved, rank: 1, template: '{user}|{zone}', costIdr: 11_000, seenAt: T0 + 1 };
    expect(await catalogue.offer(offer.id)).toEqual(arranged);
    await inTransaction(bed(), async (s) => {
      await s.catalogue.arrangeOffer(offer.id, { rank: null, template: null });
      expect(await s.catalogue.moveOffer(offer.id, to, { productId: from, homeProductId: null })).toBe(true);
    });
    const { template: _none, ...plain } = offer;
    expect(await catalogue.offersToBuy(from)).toEqual([{ ...plain, costIdr: 11_000, seenAt: T0 + 1 }]);
    expect(await catalogue.offersToBuy(to)).toEqual([]);
  });

  it('replaces a product by one of many who want to, and puts it back', async () => {
    const product = aProduct({ kind: 'h2h' });
    await inTransaction(bed(), (s) => s.catalogue.insertProduct(product));
    const { catalogue } = bed().uow.read;
    const others = Array.from({ length: 8 }, newId);
    const won = await atOnce(bed(), 8, (s, n) => s.catalogue.replaceProduct(product.id, null, others[n] ?? ''));
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = others[won.indexOf(true)] ?? '';
    expect(await catalogue.product(product.id)).toEqual({ ...product, active: false, replacedBy: winner });
    const back = (from: string) => inTransaction(bed(), (s) => s.catalogue.replaceProduct(product.id, from, null));
    expect([await back(newId()), await back(winner), await back(winner)]).toEqual([false, true, false]);
    expect(await catalogue.product(product.id)).toEqual(product);
  });

  it("gives a provider's offers page by page, each once, whatever their SKUs look like", async () => {
    const providerId = newId();
    const skus = ['a-1', 'A1', 'a 2', 'b', 'ü', '10', '9'];
    await inTransaction(bed(), async (s) => {
      for (const sku of skus) await s.catalogue.upsertOffer(anOffer({ id: newId(), providerId, sku }));
    });
    const seen: string[] = [];
    for (let last = ''; ; last = seen.at(-1) ?? '') {
      const page = await bed().uow.read.catalogue.offersPage(providerId, last, 3);
      seen.push(...page.map(({ sku }) => sku));
      if (page.length < 3) break;
    }
    expect(seen.toSorted()).toEqual(skus.toSorted());
  });

  it('keeps one price rule per business, tier and scope', async () => {
    const businessId = newId();
    const rule: PriceRule = {
      id: newId(),
      businessId,
      tier: 'retail',
      scope: 'all',
      scopeValue: '',
      kind: 'markup',
      amountIdr: 3000,
      basisPoints: 0,
      roundingIdr: 1,
    };
    await inTransaction(bed(), async (s) => {
      await s.catalogue.setPriceRule(rule);
      await s.catalogue.setPriceRule({ ...rule, id: newId(), kind: 'fixed', amountIdr: 25_000 });
      const share = { kind: 'percent', amountIdr: 0, basisPoints: 150, roundingIdr: 500 } as const;
      await s.catalogue.setPriceRule({ ...rule, id: newId(), tier: 'agen' });
      await s.catalogue.setPriceRule({ ...rule, id: newId(), tier: 'agen', ...share });
      await s.catalogue.setPriceRule({ ...rule, id: newId(), tier: 'reseller' });
    });
    const rules = await bed().uow.read.catalogue.priceRules(businessId);
    expect(
      rules.map(({ tier, kind, amountIdr, basisPoints, roundingIdr }) => ({
        tier,
        kind,
        amountIdr,
        basisPoints,
        roundingIdr,
      })),
    ).toEqual([
      { tier: 'retail', kind: 'fixed', amountIdr: 25_000, basisPoints: 0, roundingIdr: 1 },
      { tier: 'agen', kind: 'percent', amountIdr: 0, basisPoints: 150, roundingIdr: 500 },
      { tier: 'reseller', kind: 'markup', amountIdr: 3000, basisPoints: 0, roundingIdr: 1 },
    ]);
    expect(rules[0]?.id).toBe(rule.id);
  });
}

function reserveTests(bed: () => StoreBed): void {
  it('adds each code once per product and says how many were new', async () => {
    const product = newId();
    const code = aCode(product);
    const twin = aCode(product, { fingerprint: code.fingerprint });
    const elsewhere = aCode(newId(), { fingerprint: code.fingerprint });
    const add = (...codes: (typeof code)[]) => inTransaction(bed(), (s) => s.stock.add(codes));
    expect(await add(code, twin, aCode(product))).toBe(2);
    expect(await add(twin)).toBe(0);
    expect(await add(elsewhere)).toBe(1);
    expect(await add()).toBe(0);
    expect(await bed().uow.read.stock.available(product)).toBe(2);
    expect(await add(...Array.from({ length: 1201 }, () => aCode(product)))).toBe(1201);
  });

  it('reserves all or nothing', async () => {
    const product = newId();
    await inTransaction(bed(), (s) => s.stock.add([aCode(product), aCode(product)]));
    const reserve = (orderId: string, qty: number) =>
      inTransaction(bed(), (s) => s.stock.reserve(product, orderId, qty));
    expect(await reserve('greedy', 3)).toBe(false);
    expect(await bed().uow.read.stock.available(product)).toBe(2);
    expect(await reserve('modest', 2)).toBe(true);
    expect(await reserve('late', 1)).toBe(false);
    await expect(reserve('odd', -1)).rejects.toThrow(RangeError);
    await expect(reserve('odd', 0)).rejects.toThrow(RangeError);
    expect(await bed().uow.read.stock.available(product)).toBe(0);
  });

  it('keeps what an order reserved before when its next reservation is short', async () => {
    const product = newId();
    const orderId = newId();
    await inTransaction(bed(), async (s) => {
      await s.stock.add([aCode(product), aCode(product)]);
      expect(await s.stock.reserve(product, orderId, 1)).toBe(true);
      expect(await s.stock.reserve(product, orderId, 2)).toBe(false);
    });
    expect(await bed().uow.read.stock.available(product)).toBe(1);
    expect(await inTransaction(bed(), (s) => s.stock.release(orderId))).toBe(1);
  });

  it('gives one code to exactly one of fifty buyers', async () => {
    const product = newId();
    await inTransaction(bed(), (s) => s.stock.add([aCode(product)]));
    const won = await atOnce(bed(), 50, (s, n) => s.stock.reserve(product, `order-${n}`, 1));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('serves as many buyers as there are codes when they come at once', async () => {
    const product = newId();
    await inTransaction(bed(), (s) => s.stock.add(Array.from({ length: 20 }, () => aCode(product))));
    const won = await atOnce(bed(), 30, (s, n) => s.stock.reserve(product, `many-${n}`, 1));
    expect(won.filter(Boolean)).toHaveLength(20);
    expect(await bed().uow.read.stock.available(product)).toBe(0);
  });
}

function drawTests(bed: () => StoreBed): void {
  it('draws the oldest first, and the same fulfilment always gets the same code', async () => {
    const product = newId();
    const [younger, oldest] = [aCode(product, { addedAt: T0 + 1 }), aCode(product, { addedAt: T0 })];
    const orderId = newId();
    const draw = (fulfilmentId: string) => inTransaction(bed(), (s) => s.stock.draw(orderId, product, fulfilmentId));
    await inTransaction(bed(), async (s) => {
      await s.stock.add([younger, oldest, aCode(product, { addedAt: T0 + 2 })]);
      expect(await s.stock.reserve(product, orderId, 2)).toBe(true);
    });
    const [f1, f2] = [newId(), newId()];
    expect(await draw(f1)).toEqual({ ...oldest, state: 'sold', orderId, fulfilmentId: f1 });
    expect((await draw(f1))?.id).toBe(oldest.id);
    expect((await draw(f2))?.id).toBe(younger.id);
    // The third code was not reserved by this order.
    expect(await draw(newId())).toBeNull();
    expect(await bed().uow.read.stock.available(product)).toBe(1);
  });

  it('never draws for an order what another one reserved', async () => {
    const product = newId();
    await inTransaction(bed(), async (s) => {
      await s.stock.add([aCode(product)]);
      await s.stock.reserve(product, 'owner-of-it', 1);
    });
    expect(await inTransaction(bed(), (s) => s.stock.draw('somebody-else', product, newId()))).toBeNull();
  });

  it('gives back what was reserved but not what was drawn', async () => {
    const product = newId();
    const orderId = newId();
    await inTransaction(bed(), async (s) => {
      await s.stock.add([aCode(product), aCode(product), aCode(product)]);
      await s.stock.reserve(product, orderId, 3);
      await s.stock.draw(orderId, product, newId());
    });
    const release = () => inTransaction(bed(), (s) => s.stock.release(orderId));
    expect([await release(), await release()]).toEqual([2, 0]);
    expect(await bed().uow.read.stock.available(product)).toBe(2);
    expect(await inTransaction(bed(), (s) => s.stock.draw(orderId, product, newId()))).toBeNull();
  });

  it('draws different codes for fulfilments that run at once, and one code for one that runs twice at once', async () => {
    const product = newId();
    const orderId = newId();
    await inTransaction(bed(), async (s) => {
      await s.stock.add(Array.from({ length: 10 }, () => aCode(product)));
      await s.stock.reserve(product, orderId, 10);
    });
    const fulfilments = Array.from({ length: 10 }, () => newId());
    const drawn = await atOnce(bed(), 20, (s, n) => s.stock.draw(orderId, product, fulfilments[n % 10]!));
    const codeOf = new Map(drawn.map((code) => [code?.fulfilmentId, code?.id]));
    expect(new Set(codeOf.values()).size).toBe(10);
    expect(drawn.every((code) => code && codeOf.get(code.fulfilmentId) === code.id)).toBe(true);
  });
}
