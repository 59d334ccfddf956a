import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openTestDatabase, testIds, type TestDatabase } from '../../db/testing.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { ensureBusiness } from '../setup/first-run.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { addProduct } from './add-product.ts';
import { productFor } from './browse.ts';

const OWNER: Actor = { personId: 'p', chatId: null, roles: ['owner'], via: 'chat', environment: 'live', lang: 'id' };
const INPUT = { code: 'wifi1', name: ' WiFi 1 hari ', priceIdr: 10_000 };

let db: TestDatabase;
let core: Core;

beforeEach(async () => {
  db = await openTestDatabase();
  onTestFinished(() => db.close());
  const clock = { now: () => 1000, elapsedMs: () => 0 };
  core = { uow: db.uow, clock, ids: testIds, settings: DEFAULT_SETTINGS } as unknown as Core;
  await ensureBusiness(core, 'Toko Uji');
});

const seenBy = (roles: Actor['roles'], environment: Actor['environment'] = 'live') =>
  productFor(core, { ...OWNER, roles, environment }, 'WIFI1');

test('a new product is for everybody to see at its price, in its environment only', async () => {
  expect(await addProduct(core, OWNER, INPUT)).toMatchObject({ ok: true, created: true, product: { code: 'WIFI1' } });
  expect(await seenBy([])).toMatchObject({ name: 'WiFi 1 hari', priceIdr: 10_000, stock: 0, sellable: false });
  expect(await seenBy(['reseller'])).toMatchObject({ priceIdr: 10_000 });
  expect(await seenBy([], 'practice')).toBeNull();
  expect(await db.uow.read.admin.audit.latest(10)).toMatchObject([{ action: 'product.set', personId: 'p' }]);
});

test('saying it again changes what is said and keeps the rest', async () => {
  await addProduct(core, OWNER, { ...INPUT, resellerIdr: 8000, category: 'WiFi', brand: 'Griya' });
  const again = await addProduct(core, OWNER, { ...INPUT, code: 'WIFI1', name: 'WiFi sehari', priceIdr: 12_000 });
  expect(again).toMatchObject({ ok: true, created: false });
  expect(await seenBy([])).toMatchObject({ name: 'WiFi sehari', priceIdr: 12_000, category: 'WiFi', brand: 'Griya' });
  expect(await seenBy(['reseller'])).toMatchObject({ priceIdr: 8000 });
  expect(await db.uow.read.catalogue.countProducts({ environment: 'live', includeInactive: true })).toBe(1);
});

test("a supplier's product is not taken over", async () => {
  const made = await addProduct(core, OWNER, INPUT);
  if (!made.ok) throw new Error('not added');
  const h2h = { ...made.product, id: testIds.uuid(), code: 'ML86', kind: 'h2h' as const };
  await db.uow.run('test', (stores) => stores.catalogue.insertProduct(h2h));
  expect(await addProduct(core, OWNER, { ...INPUT, code: 'ml86' })).toEqual({ ok: false, reason: 'wrong_state' });
  expect((await db.uow.read.catalogue.productByCode('live', 'ML86'))?.name).toBe('WiFi 1 hari');
});

test.each([
  [{ code: 'a b' }, 'code'],
  [{ code: 'x'.repeat(21) }, 'code'],
  [{ name: '  ' }, 'name'],
  [{ name: 'x'.repeat(81) }, 'name'],
  [{ priceIdr: 0 }, 'price'],
  [{ priceIdr: 1.5 }, 'price'],
  [{ priceIdr: 100_000_001 }, 'price'],
  [{ resellerIdr: -1 }, 'reseller'],
  [{ category: 'x'.repeat(41) }, 'category'],
])('%j is refused', async (odd, field) => {
  const answer = await addProduct(core, OWNER, { ...INPUT, ...odd });
  expect(answer).toMatchObject({ ok: false, reason: 'bad_input', detail: { field } });
  expect(await db.uow.read.catalogue.countProducts({ environment: 'live', includeInactive: true })).toBe(0);
});

test('nobody but owner and manager', async () => {
  const answer = await addProduct(core, { ...OWNER, roles: ['front_desk'] }, INPUT);
  expect(answer).toEqual({ ok: false, reason: 'not_allowed' });
});
