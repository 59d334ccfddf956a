/**
 * Fills a new shop with the demo hotel, the demo goods and provider rows for the practice vendors. Runs at every start
 * in practice mode: what is there stays as it is, only the vendors' address is brought up to date. Each step can be done
 * again, and that all were done is written down last: a start that is killed in between is made up for by the next.
 */
import { randomBytes } from 'node:crypto';
import type { Commerce } from '../../commerce/app.ts';
import { systemActor } from '../../commerce/audit.ts';
import { PLAIN_TERMS } from '../../commerce/catalogue/model.ts';
import type { Core } from '../../commerce/core.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { openNights } from '../../commerce/stay/open-nights.ts';
import { ensureProperty } from '../../commerce/stay/ensure-property.ts';
import { DEMO_HOTEL, DEMO_PRODUCTS, DEMO_ROOMS, demoLockId, type DemoProduct, type DemoRoom } from './demo.ts';

const actor: Actor = { ...systemActor('practice'), via: 'cli' };

export async function seedPractice(core: Core, commerce: Commerce, sandboxUrl: string): Promise<void> {
  await seedProviders(core, commerce, sandboxUrl);
  await seedShop(core, commerce);
  const [supplier] = await core.uow.read.providers.list({ integrationType: 'supplier', environment: 'practice' });
  if (supplier && (await core.uow.read.catalogue.offersOfProvider(supplier.id)).length === 0) {
    const synced = await commerce.syncProducts(actor, supplier.slug);
    if (!synced.ok) core.log.warn({ reason: synced.reason }, 'practice products could not be fetched');
  }
}

const SEEDED = 'practice.seeded';
const DEMO = [...DEMO_ROOMS, ...DEMO_PRODUCTS].map(({ code }) => code).join();

async function seedShop(core: Core, commerce: Commerce): Promise<void> {
  const isSeeded = (await core.uow.read.admin.settings.get(SEEDED)) === DEMO;
  if (!isSeeded) {
    await core.uow.run('practice.property', (stores) => ensureProperty(core, stores, 'practice', DEMO_HOTEL));
    for (const room of DEMO_ROOMS) await seedRoom(core, commerce, room);
    for (const product of DEMO_PRODUCTS) await seedProduct(core, commerce, product);
  }
  await openNights(core);
  if (!isSeeded) await core.uow.run('practice.seeded', (stores) => stores.admin.settings.set(SEEDED, DEMO));
}

/** One row per kind of vendor, from the first preset that says how the practice vendors stand in for it. */
async function seedProviders(core: Core, commerce: Commerce, sandboxUrl: string): Promise<void> {
  const existing = await core.uow.read.providers.list({ environment: 'practice' });
  for (const provider of existing) await followAddress(core, provider, sandboxUrl);
  const served = new Set(existing.map((provider) => provider.integrationType));
  for (const preset of core.presets.list()) {
    if (!preset.practice || served.has(preset.integrationType)) continue;
    served.add(preset.integrationType);
    const asksDomain = preset.fields.some((field) => field.name === 'public_domain');
    const bank: Record<string, string> = asksDomain ? { public_domain: bankAddress(core) } : {};
    const added = await commerce.addProvider(actor, `practice:${preset.id}`, {
      presetId: preset.id,
      environment: 'practice',
      values: { ...preset.practice.values, ...bank },
      baseUrl: sandboxUrl + preset.practice.basePath,
    });
    if (!added.ok)
      throw new Error(`practice provider ${preset.id}: ${added.reason} ${JSON.stringify(added.detail ?? {})}`);
  }
}

/** Pay links of practice lead to the bank page, as those of a shop with its own pay domain lead there. */
const bankAddress = (core: Core): string => `${core.publicUrl}/practice/bank`;

/** The vendors' port and our own address may differ from the last run. */
async function followAddress(core: Core, provider: Provider, sandboxUrl: string): Promise<void> {
  const baseUrl = sandboxUrl + new URL(provider.baseUrl).pathname.replace(/\/$/, '');
  const config =
    'public_domain' in provider.config ? { ...provider.config, public_domain: bankAddress(core) } : provider.config;
  if (baseUrl === provider.baseUrl && JSON.stringify(config) === JSON.stringify(provider.config)) return;
  await core.uow.run('practice.address', (stores) =>
    stores.providers.update({ ...provider, baseUrl, config, updatedAt: core.clock.now() }),
  );
}

async function seedRoom(core: Core, commerce: Commerce, room: DemoRoom): Promise<void> {
  const { code, name, rateIdr, capacity, units } = room;
  const set = await commerce.setRoom(actor, { code, name, rateIdr, capacity, units });
  if (!set.ok) throw new Error(`practice room ${code}: ${set.reason}`);
  await core.uow.run('practice.room', async (stores) => {
    const roomType = await stores.stays.roomTypeByCode('practice', code);
    if (roomType)
      await stores.stays.updateRoomType({ ...roomType, description: room.description, picture: room.picture });
  });
  for (const unit of units) await commerce.mapLock(actor, { room: unit, lockId: demoLockId(unit) });
}

async function seedProduct(core: Core, commerce: Commerce, demo: DemoProduct): Promise<void> {
  const { catalogue, stock } = core.uow.read;
  if (!(await catalogue.productByCode('practice', demo.code))) await addProduct(core, demo);
  const product = await catalogue.productByCode('practice', demo.code);
  // Codes that are there were imported by the start that was killed right after it.
  if (!product || (await stock.available(product.id)) > 0) return;
  await commerce.importStock(actor, {
    productCode: demo.code,
    codes: Array.from({ length: demo.codes }, () => practiceCode(demo.code)),
  });
}

async function addProduct(core: Core, demo: DemoProduct): Promise<void> {
  await core.uow.run('practice.product', async (stores) => {
    const business = await stores.stays.firstBusiness();
    if (!business) throw new Error('no business row');
    const id = core.ids.uuid();
    const { code, name, category, brand, description } = demo;
    const facts = {
      code,
      name,
      category,
      brand,
      description,
      businessId: business.id,
      environment: 'practice',
    } as const;
    await stores.catalogue.insertProduct({
      ...facts,
      id,
      kind: 'stock_code',
      destination: null,
      active: true,
      createdAt: core.clock.now(),
    });
    for (const [tier, amountIdr] of Object.entries({ retail: demo.retailIdr, reseller: demo.resellerIdr })) {
      const rule = {
        id: core.ids.uuid(),
        businessId: business.id,
        tier,
        scope: 'product',
        scopeValue: id,
        kind: 'fixed',
        amountIdr,
        ...PLAIN_TERMS,
      } as const;
      await stores.catalogue.setPriceRule(rule);
    }
  });
}

/** Recognisable as practice goods wherever they turn up. */
const practiceCode = (product: string): string => `LATIHAN-${product}-${randomBytes(5).toString('hex').toUpperCase()}`;
