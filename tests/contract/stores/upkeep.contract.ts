/** What any store of price lists, deposits and product health must do, whatever engine is behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductOutcome } from '../../../commerce/catalogue/health/model.ts';
import { blankWatch } from '../../../commerce/provider/balance-watch-model.ts';
import { blankPriceList, type SyncTotals } from '../../../commerce/provider/price-list.ts';
import type { OpenBed, StoreBed } from './bed.ts';
import { atOnce, inTransaction } from './bed.ts';
import { T0, anOffer, newId } from './samples.ts';

export function upkeepContract(engine: string, open: OpenBed): void {
  let bed: StoreBed;
  beforeAll(async () => {
    bed = await open();
  });
  afterAll(() => bed.close());

  describe(`upkeep of suppliers over ${engine}`, () => {
    listTests(() => bed);
    heldTests(() => bed);
    watchTests(() => bed);
    outcomeTests(() => bed);
    pauseTests(() => bed);
  });
}

const TOTALS: SyncTotals = {
  listed: 5,
  added: 1,
  changed: 1,
  unchanged: 2,
  skipped: 1,
  vanished: 0,
  dearer: 1,
  cheaper: 0,
  held: 0,
  belowCost: 0,
  braked: null,
  before: 4,
  jumped: 0,
  movers: [],
};

function listTests(bed: () => StoreBed): void {
  it('makes the row of a price list, keeps what a patch leaves out, and totals whole', async () => {
    const id = newId();
    const { priceLists } = bed().uow.read.upkeep;
    expect(await priceLists.get(id)).toBeNull();
    await inTransaction(bed(), (s) => s.upkeep.priceLists.set(id, { holdPct: 5 }));
    expect(await priceLists.get(id)).toEqual({ ...blankPriceList(id), holdPct: 5 });
    await inTransaction(bed(), (s) => s.upkeep.priceLists.set(id, { listId: 'l', state: 'applied', totals: TOTALS }));
    await inTransaction(bed(), (s) => s.upkeep.priceLists.set(id, { failures: 2 }));
    await inTransaction(bed(), (s) => s.upkeep.priceLists.set(id, {}));
    const kept = { ...blankPriceList(id), holdPct: 5, listId: 'l', state: 'applied', totals: TOTALS, failures: 2 };
    expect(await priceLists.get(id)).toEqual(kept);
  });

  it('lets one of many ask for a full list, and the next when the time is over', async () => {
    const id = newId();
    const claim = (now: number) => inTransaction(bed(), (s) => s.upkeep.priceLists.claim(id, now, now - 300));
    const won = await atOnce(bed(), 8, (s) => s.upkeep.priceLists.claim(id, T0, T0 - 300));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await claim(T0 + 299)).toBe(false);
    expect((await bed().uow.read.upkeep.priceLists.get(id))?.askedAt).toBe(T0);
    expect(await claim(T0 + 300)).toBe(true);
    expect(await claim(T0 + 301)).toBe(false);
    await inTransaction(bed(), (s) => s.upkeep.priceLists.set(id, { askedAt: null }));
    expect(await claim(T0 + 302)).toBe(true);
  });

  it('keeps the pieces of a list by their places and drops those of a longer one', async () => {
    const id = newId();
    await inTransaction(bed(), async (s) => {
      for (const place of [0, 1, 2]) await s.upkeep.priceLists.setPart(id, place, `[${place}]`);
      await s.upkeep.priceLists.setPart(id, 1, '["new"]');
      await s.upkeep.priceLists.dropParts(id, 2);
    });
    const { priceLists } = bed().uow.read.upkeep;
    const parts = [0, 1, 2].map((place) => priceLists.part(id, place));
    expect(await Promise.all(parts)).toEqual(['[0]', '["new"]', null]);
    expect(await priceLists.part(newId(), 0)).toBeNull();
  });
}

function heldTests(bed: () => StoreBed): void {
  it('lists held costs that wait for the owner, in order, and no others', async () => {
    const providerId = newId();
    const held = (costIdr: number, kept: boolean) => ({ costIdr, since: T0, kept });
    const [a, b, c] = ['a', 'b', 'c'].map((sku) => anOffer({ providerId, sku, held: held(12_000, false) }));
    const others = [
      anOffer({ providerId, sku: 'd', held: held(13_000, true) }),
      anOffer({ providerId, sku: 'e' }),
      anOffer({ held: held(1, false) }),
    ];
    await inTransaction(bed(), async (s) => {
      for (const offer of [c!, a!, b!, ...others]) await s.catalogue.upsertOffer(offer);
    });
    const { catalogue } = bed().uow.read;
    expect(await catalogue.heldOffers(providerId, '', 2)).toEqual([a, b]);
    expect(await catalogue.heldOffers(providerId, 'b', 2)).toEqual([c]);
    expect(await catalogue.countHeldOffers(providerId)).toBe(3);
    expect(await catalogue.offersPage(providerId, 'c', 5)).toEqual(others.slice(0, 2));
    const { held: _held, ...settled } = a!;
    await inTransaction(bed(), (s) => s.catalogue.upsertOffer(settled));
    expect(await catalogue.offersOf(settled.productId)).toEqual([settled]);
    expect(await catalogue.countHeldOffers(providerId)).toBe(2);
  });
}

function watchTests(bed: () => StoreBed): void {
  it('saves a deposit for the one who read its newest version', async () => {
    const id = newId();
    const { watches } = bed().uow.read.upkeep;
    const first = { ...blankWatch(id), balanceIdr: 90_000, askedAt: T0, lowSince: T0, lowToldAt: T0 };
    expect(await watches.get(id)).toBeNull();
    expect(await inTransaction(bed(), (s) => s.upkeep.watches.save(first))).toBe(true);
    expect(await inTransaction(bed(), (s) => s.upkeep.watches.save(first))).toBe(false);
    const stored = await watches.get(id);
    expect(stored).toEqual({ ...first, version: 1 });
    const won = await atOnce(bed(), 4, (s, n) => s.upkeep.watches.save({ ...stored!, balanceIdr: n }));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await watches.get(id))?.version).toBe(2);
  });
}

function outcomeTests(bed: () => StoreBed): void {
  const outcome = (over: Partial<ProductOutcome> = {}): ProductOutcome => ({
    attemptId: newId(),
    kind: 'success',
    productId: 'p',
    providerId: 'supplier',
    tookMs: 1_000,
    at: T0,
    ...over,
  });

  it('notes an outcome of an attempt once, another kind beside it, and gives the newest first', async () => {
    const productId = newId();
    const late = outcome({ productId, kind: 'late', at: T0 + 1 });
    const note = (one: ProductOutcome) => inTransaction(bed(), (s) => s.upkeep.health.note(one));
    expect(await note(late)).toBe(true);
    expect(await note({ ...late, tookMs: 5 })).toBe(false);
    const success = { ...late, kind: 'success' as const, at: T0 + 9 };
    expect(await note(success)).toBe(true);
    const older = outcome({ productId });
    await note(older);
    await note(outcome({ productId: newId(), at: T0 + 99 }));
    const { health } = bed().uow.read.upkeep;
    expect(await health.latest(productId, 10)).toEqual([success, late, older]);
    expect(await health.latest(productId, 1)).toEqual([success]);
  });

  it('clears old outcomes away and no newer ones', async () => {
    const productId = newId();
    const [old, young] = [outcome({ productId, at: T0 - 1_000_000 }), outcome({ productId })];
    await inTransaction(bed(), async (s) => {
      for (const one of [old, young]) await s.upkeep.health.note(one);
      await s.admin.retention.clear('outcomes', T0 - 500_000, '', { since: {}, sinceAll: null });
    });
    expect(await bed().uow.read.upkeep.health.latest(productId, 10)).toEqual([young]);
  });
}

function pauseTests(bed: () => StoreBed): void {
  it('keeps one pause per product, the newest word of it, until it ends', async () => {
    const [a, b, c] = [newId(), newId(), newId()];
    const { health } = bed().uow.read.upkeep;
    const auto = { productId: a, mode: 'auto', since: T0, until: T0 + 5, times: 1 } as const;
    const off = { productId: b, mode: 'off', since: T0 - 1, until: null, times: 0 } as const;
    await inTransaction(bed(), async (s) => {
      await s.upkeep.health.setPause({ ...auto, mode: 'on' });
      await s.upkeep.health.setPause(auto);
      await s.upkeep.health.setPause(off);
    });
    expect(await health.pause(a)).toEqual(auto);
    expect((await health.pauses([c, b, a])).map((row) => row.productId).sort()).toEqual([a, b].sort());
    expect(await health.pauses([])).toEqual([]);
    expect((await health.allPauses(1000)).slice(0, 2)).toEqual([off, auto]);
    await inTransaction(bed(), (s) => s.upkeep.health.endPause(a));
    expect(await health.pause(a)).toBeNull();
  });
}
