/** The shop of a run: its rows, filled once, and the app's process over them, made anew after each death. */
import { createPinHasher } from '../../adapters/pin/argon2id.ts';
import { withCatalogueMaps } from '../../adapters/catalogue-files.ts';
import { createPresetCatalogue } from '../../adapters/preset-catalogue.ts';
import type { Commerce, ProductView } from '../../commerce/app.ts';
import { systemActor } from '../../commerce/audit.ts';
import { createCommerce } from '../../commerce/bind.ts';
import type { Core } from '../../commerce/core.ts';
import type { Actor } from '../../commerce/people/model.ts';
import type { JobHandlers } from '../../commerce/ports/jobs.ts';
import type { PresetCatalogue, ProviderRegistry } from '../../commerce/ports/registry.ts';
import type { Ids } from '../../commerce/ports/runtime.ts';
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../commerce/settings.ts';
import { account } from '../../commerce/ledger/accounts.ts';
import { newReseller } from '../../commerce/people/reseller.ts';
import { ensureBusiness } from '../../commerce/setup/first-run.ts';
import { ensureProperty } from '../../commerce/stay/ensure-property.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { createIntake, type Intake } from '../../webhooks/intake.ts';
import { plainVault, quiet, type SimClock } from './chance.ts';
import { ofLife, type Life } from './life.ts';
import { VENDORS_URL } from './vendors.ts';

export interface Process {
  core: Core;
  commerce: Commerce;
  handlers: JobHandlers;
  intake: Intake;
  /** The name in its leases. */
  owner: string;
  life: Life;
}

const MINUTE = 60_000;

/** Polls are most of the work of an order nobody pays, and not what is looked for here; limits would only turn buyers away. */
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  maxUnpaidOrders: 50,
  pollEveryMs: 20 * MINUTE,
  pollGraceMs: 10 * MINUTE,
  pollSlowFromMs: 2 * 60 * MINUTE,
  pollSlowToMs: 2 * 60 * MINUTE,
  pollUntilMs: 4 * 60 * MINUTE,
};

export interface ProcessParts {
  uow: UnitOfWork;
  life: Life;
  number: number;
  clock: SimClock;
  ids: Ids;
  /** Kept over deaths: reading its profiles anew each time is most of what a start costs, and nothing in it is remembered. */
  registry: ProviderRegistry;
}

export function startProcess({ uow, life, number, clock, ids, registry }: ProcessParts): Process {
  const core: Core = {
    uow: ofLife(life, uow),
    clock,
    ids,
    log: quiet,
    vault: plainVault,
    registry,
    presets: presets(),
    sheets: NO_SHEETS,
    pins: createPinHasher(),
    settings: SETTINGS,
    publicUrl: 'http://127.0.0.1:8080',
  };
  const nothing = () => Promise.resolve();
  return {
    core,
    commerce: createCommerce(core),
    handlers: createHandlers(core, { sweepDialogs: nothing, renewKeys: nothing, makeBackup: nothing }),
    intake: createIntake(core),
    owner: `process-${number}`,
    life,
  };
}

const noSheet = () => Promise.reject(new Error('nobody asks for a table here'));
const NO_SHEETS = { csv: noSheet, xlsx: noSheet, book: noSheet };

let catalogue: PresetCatalogue | undefined;

/** Read once for all runs. */
function presets(): PresetCatalogue {
  const folder = new URL('../../presets', import.meta.url).pathname;
  const read = (catalogue ??= withCatalogueMaps(createPresetCatalogue(folder), folder));
  return read;
}

/** What is sold. */
export interface Shelf {
  /** Plenty of codes, refilled. */
  codes: string[];
  /** A few codes, never refilled: for those who come late. */
  rare: string[];
  supply: { productId: string; sample: 'phone' | 'meter' | 'account' }[];
  /** Bills, asked about before they are ordered. */
  bills: string[];
  /** What an endpoint sets up. */
  deployments: string[];
  roomTypes: string[];
  /** Web addresses of those who keep a balance with the shop. */
  resellers: string[];
  owner: Actor;
}

const cli: Actor = { ...systemActor('practice'), via: 'cli' };
const ROOMS = 12;
const HOTEL = {
  name: 'Griya Uji',
  zone: 'Asia/Jakarta',
  checkInTime: '14:00',
  checkOutTime: '12:00',
  addressText: 'Jalan Uji 1',
};

/** Fills a new shop through the use cases an owner has. */
export async function furnishShop({ core, commerce }: Process, codes: number): Promise<Shelf> {
  await ensureBusiness(core, HOTEL.name);
  await core.uow.run('sim.property', (stores) => ensureProperty(core, stores, 'practice', HOTEL));
  for (const preset of core.presets.list()) await addVendor(core, commerce, preset.id);
  const [supplier] = await core.uow.read.providers.list({ integrationType: 'supplier', environment: 'practice' });
  await demand(commerce.syncProducts(cli, supplier?.slug ?? ''));
  const goods = async (code: string, count: number) => {
    const { product } = await demand(commerce.addProduct(cli, { code, name: `Kode ${code}`, priceIdr: 10_000 }));
    await demand(commerce.importStock(cli, { productCode: code, codes: freshCodes(code, 0, count) }));
    return product.id;
  };
  const { items } = await commerce.products(cli, { limit: 100, offset: 0 });
  const userbot = { code: 'BOT1', name: 'Userbot', priceIdr: 75_000, endpoint: 'deployment', ask: 'domain' };
  const { product: deployment } = await demand(commerce.addProduct(cli, userbot));
  return {
    codes: [await goods('KODEA', codes), await goods('KODEB', codes)],
    rare: [await goods('LANGKA1', 3), await goods('LANGKA2', 12)],
    supply: items.flatMap((product) => supplyOf(product) ?? []),
    bills: items.filter(({ kind, sellable }) => kind === 'bill' && sellable).map(({ id }) => id),
    deployments: [deployment.id],
    roomTypes: await addRooms(core, commerce),
    resellers: await makeResellers(core, commerce),
    owner: await makeOwner(commerce),
  };
}

export const freshCodes = (code: string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${code}-${from + index}`);

async function demand<T extends object>(answer: Promise<({ ok: true } & T) | { ok: false; reason: string }>) {
  const given = await answer;
  if (!given.ok) throw new Error(`the shop could not be furnished: ${JSON.stringify(given)}`);
  return given;
}

async function addVendor(core: Core, commerce: Commerce, presetId: string): Promise<void> {
  const preset = core.presets.get(presetId);
  if (!preset?.practice) return;
  const asksDomain = preset.fields.some((field) => field.name === 'public_domain');
  const bank: Record<string, string> = asksDomain ? { public_domain: `${core.publicUrl}/bank` } : {};
  await demand(
    commerce.addProvider(cli, `sim:${presetId}`, {
      presetId,
      environment: 'practice',
      values: { ...preset.practice.values, ...bank },
      baseUrl: VENDORS_URL + preset.practice.basePath,
    }),
  );
}

function supplyOf(product: ProductView): Shelf['supply'][number] | null {
  if (product.kind !== 'h2h' || !product.sellable) return null;
  const kind = product.destinationKind;
  if (kind === 'phone' || kind === 'ewallet') return { productId: product.id, sample: 'phone' };
  if (kind === 'pln') return { productId: product.id, sample: 'meter' };
  return kind === 'game' && product.destinationFields.length === 1
    ? { productId: product.id, sample: 'account' }
    : null;
}

async function addRooms(core: Core, commerce: Commerce): Promise<string[]> {
  const ids: string[] = [];
  for (const [code, first] of [
    ['STD', 101],
    ['DLX', 201],
  ] as const) {
    const units = Array.from({ length: ROOMS }, (_, index) => String(first + index));
    await demand(commerce.setRoom(cli, { code, name: code, rateIdr: 225_000, capacity: 2, units }));
    for (const room of units) await demand(commerce.mapLock(cli, { room, lockId: lockOf(room) }));
    const roomType = await core.uow.read.stays.roomTypeByCode('practice', code);
    if (roomType) ids.push(roomType.id);
  }
  return ids;
}

/** As the practice vendors name their locks. */
export const lockOf = (room: string): string => String(7_000_000 + Number(room));
export const DOORS = [101, 201].flatMap((first) => Array.from({ length: ROOMS }, (_, index) => first + index));

const RESELLERS = 6;

/** Every other one may go below zero. */
async function makeResellers(core: Core, commerce: Commerce): Promise<string[]> {
  const addresses = Array.from({ length: RESELLERS }, (_, index) => `reseller-${index + 1}`);
  for (const [index, address] of addresses.entries()) {
    const { personId } = await commerce.openChat({ channel: 'web', address, externalId: address });
    const facts = { tier: 'reseller', state: 'active', shopName: address, contact: '', requestedAt: 0 } as const;
    const minAvailableIdr = index % 2 === 0 ? 0 : -100_000;
    const accountId = account.customer('practice', { personId, orderId: '' });
    await core.uow.run('sim.reseller', async (stores) => {
      const terms = { creditLimitIdr: -minAvailableIdr };
      await stores.resellers.insert({ ...newReseller(personId, 'practice', facts), ...terms });
      await stores.people.grant({ personId, role: 'reseller', scope: 'all', grantedAt: 0, revokedAt: null });
      await stores.ledger.ensureAccount(accountId, 'practice', minAvailableIdr);
    });
  }
  return addresses;
}

/** Decides, and is told nothing: handing alerts on moves no money, and every sale makes one. */
async function makeOwner(commerce: Commerce): Promise<Actor> {
  const { chatId } = await commerce.openChat({ channel: 'web', address: 'owner', externalId: 'owner' });
  return { ...(await commerce.actorOf(chatId)), roles: ['owner'] };
}
