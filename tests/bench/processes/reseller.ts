/**
 * Resellers who order on their balance straight through the use cases: validated, priced, the money held, the purchase's
 * job committed. Nothing runs the jobs, so only the order itself is measured. BENCH_DATABASE = a Postgres; else a file.
 */
import { createPinHasher } from '../../../adapters/pin/argon2id.ts';
import { createPresetCatalogue } from '../../../adapters/preset-catalogue.ts';
import { withCatalogueMaps } from '../../../adapters/catalogue-files.ts';
import { createRegistry } from '../../../adapters/registry.ts';
import { createSheets } from '../../../adapters/sheets/sheets.ts';
import { createHttpClient } from '../../../adapters/wire/http.ts';
import { seedPractice } from '../../../bot/practice/seed.ts';
import { createCommerce } from '../../../commerce/bind.ts';
import type { Core } from '../../../commerce/core.ts';
import { book, purseOf } from '../../../commerce/ledger/accounts.ts';
import type { Actor } from '../../../commerce/people/model.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import { ensureBusiness } from '../../../commerce/setup/first-run.ts';
import { createMessages } from '../../../conversations/messages/render.ts';
import { openTestDatabase, systemClock } from '../../../db/testing.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { serveCalls, temporaryFolder } from '../children.ts';
import { inLanes } from '../lanes.ts';
import { percentile } from '../measure.ts';

const PRESETS = new URL('../../../presets', import.meta.url).pathname;
const BALANCE_IDR = 1_000_000_000;
const RESELLERS = 16;
const PAGE = 10;

const url = process.env['BENCH_DATABASE'] || undefined;
const folder = temporaryFolder();
const db = await openTestDatabase({ path: `${folder}/sapa.sqlite`, url });
const sandbox = await startSandbox({ seed: 'bench' });
const http = createHttpClient();
const quiet = () => undefined;
const core: Core = {
  uow: db.uow,
  clock: systemClock,
  ids: db.ids,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  vault: db.vault,
  pins: createPinHasher(),
  registry: createRegistry({ http: http.request, vault: db.vault, clock: systemClock, ids: db.ids, logSink: quiet }),
  presets: withCatalogueMaps(createPresetCatalogue(PRESETS), PRESETS),
  sheets: createSheets(createMessages().text),
  settings: DEFAULT_SETTINGS,
  publicUrl: 'http://127.0.0.1:8080',
};
const commerce = createCommerce(core);
await ensureBusiness(core, 'Griya Uji');
await seedPractice(core, commerce, sandbox.url);
const product = await core.uow.read.catalogue.productByCode('practice', 'XLD10');
if (!product) throw new Error('there is no XLD10');
const resellers = await Promise.all(Array.from({ length: RESELLERS }, (_, number) => reseller(number)));

async function reseller(number: number): Promise<Actor> {
  const address = `reseller-${number}`;
  const { chatId } = await commerce.openChat({ channel: 'web', address, externalId: address });
  await commerce.playPersona(await commerce.actorOf(chatId), 'reseller');
  const actor = await commerce.actorOf(chatId);
  await journal(actor, null, BALANCE_IDR);
  return actor;
}

/** Money on the balance, or off it. */
async function journal(actor: Actor, orderId: string | null, amountIdr: number): Promise<void> {
  const accountId = purseOf({ id: '', personId: actor.personId, environment: 'practice' });
  const id = core.ids.uuid();
  await core.uow.run('bench.journal', (stores) =>
    book(stores, {
      id,
      environment: 'practice',
      kind: orderId === null ? 'adjustment' : 'capture',
      idemKey: id,
      orderId,
      memo: 'bench',
      at: core.clock.now(),
      entries: [
        { accountId, amountIdr },
        { accountId: 'practice:adjustment', amountIdr: -amountIdr },
      ],
    }),
  );
}

let last = 0;

async function place(lane: number): Promise<string> {
  last += 1;
  const actor = resellers[lane % RESELLERS];
  if (!actor || !product) throw new Error('nobody orders');
  const destination = `0877${String(10_000_000 + last)}`;
  const placed = await commerce.placeOrder(actor, core.ids.uuid(), {
    chatId: actor.chatId,
    items: [{ kind: 'product', productId: product.id, qty: 1, destination }],
    payWith: 'balance',
    brief: true,
  });
  if (!placed.ok) throw new Error(`no order: ${placed.reason}`);
  return placed.order.id;
}

const LOOKS = 60;

/** The median of many looks, in milliseconds. */
async function timed(look: () => Promise<number>): Promise<number> {
  const times = await inLanes(1, LOOKS, async () => {
    const begun = performance.now();
    if ((await look()) === 0) throw new Error('nothing was found');
    return performance.now() - begun;
  });
  return percentile(times, 50);
}

async function entries(page: { from?: string; to?: string }): Promise<number> {
  const [actor] = resellers;
  const answer = actor && (await commerce.statement(actor, { ...page, limit: PAGE }));
  if (!answer?.ok) throw new Error('no statement');
  return answer.entries.length;
}

serveCalls({
  async many({ orders, lanes }: { orders: number; lanes: number }): Promise<number> {
    const begun = performance.now();
    await inLanes(lanes, orders, place);
    return orders / ((performance.now() - begun) / 1000);
  },
  /** One order of the first reseller whose money was taken: what a shop with a past has many of. */
  async sample(): Promise<{ folder: string; orderId: string }> {
    const orderId = await place(0);
    if (resellers[0]) await journal(resellers[0], orderId, -12_200);
    return { folder, orderId };
  },
  newest: () => timed(() => entries({})),
  ofDay: (day: string) => timed(() => entries({ from: day, to: day })),
  /** By the store: the link to a copied order's page opens no more. */
  search: (destination: string) => {
    const { orders } = core.uow.read;
    const personId = resellers[0]?.personId ?? '';
    return timed(async () => (await orders.toDestination(personId, 'practice', destination, { limit: PAGE })).length);
  },
  async stop() {
    await http.close();
    await sandbox.close();
    await db.close();
    return true;
  },
});
