/** The whole app as `npm start` runs it, in practice mode, with counters for what it asks of its database and vault. */
import { readFileSync } from 'node:fs';
import { startApp, type App } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';
import { createIds, systemClock } from '../../../bot/runtime.ts';
import { systemActor } from '../../../commerce/audit.ts';
import { serveCalls } from '../children.ts';
import { countStatements } from '../statements.ts';
import { watchTurns } from '../turns.ts';

const statements = countStatements();
// Limits on one address and one person are for strangers, not for sixteen buyers on loopback.
const LIMITS = { SAPA_SET_webSessionsPerMinute: '1000000', SAPA_SET_webMessagesPerMinute: '1000000' };
const config = readConfig({ ...process.env, ...LIMITS, PORT: '0', HOST: '127.0.0.1' });
const app: App = await startApp({
  config,
  log: createLog(config.logLevel),
  clock: systemClock,
  ids: createIds(),
  hook: statements.hook,
});

const opened = countOpens();
const actor = systemActor('practice');

/** Opens of credentials since the process counts them. The registry calls through this very object. */
function countOpens(): { count: number } {
  const counter = { count: 0 };
  const open = app.core.vault.openCredentials;
  app.core.vault.openCredentials = (...of) => {
    counter.count += 1;
    return open(...of);
  };
  return counter;
}

/** A gateway account whose webhooks are signed; the address they go to. */
async function addSignedGateway(secret: string): Promise<string> {
  const [first] = await app.core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
  const added = await app.commerce.addProvider(actor, 'bench:gateway', {
    presetId: 'pakasir',
    environment: 'practice',
    values: { project: 'toko-latihan', api_key: 'practice-gateway-key', webhook_secret: secret },
    baseUrl: first?.baseUrl,
  });
  if (!added.ok) throw new Error(`gateway: ${added.reason}`);
  return `/webhook/payment/${added.provider.slug}`;
}

/** Switches signatures on at the practice gateway's own account, to which the orders here belong. */
async function signGateway(secret: string): Promise<void> {
  const [first] = await app.core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
  if (!first) throw new Error('no practice gateway');
  const { vault, uow, clock } = app.core;
  const fields = JSON.parse(vault.openCredentials(first.id, first.credentialsEncrypted)) as Record<string, string>;
  const credentialsEncrypted = vault.sealCredentials(first.id, JSON.stringify({ ...fields, webhook_secret: secret }));
  await uow.run('bench.sign', (stores) =>
    stores.providers.update({ ...first, credentialsEncrypted, updatedAt: clock.now() }),
  );
}

async function waitingJobs(): Promise<number> {
  const { count } = await app.memory.engine.reader
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', 'in', ['ready', 'running'])
    .where('name', '=', 'webhook.process')
    .executeTakeFirstOrThrow();
  return count;
}

async function importCodes(count: number): Promise<void> {
  const codes = Array.from({ length: count }, () => `BENCH-${createIds().sayable(12)}`);
  const added = await app.commerce.importStock(actor, { productCode: 'WIFI1', codes });
  if (!added.ok) throw new Error(`stock: ${added.reason}`);
}

/** So many orders of people who will not pay: each has a payment to be created. */
async function placeOrders(count: number): Promise<void> {
  const product = await app.core.uow.read.catalogue.productByCode('practice', 'WIFI1');
  for (let index = 0; index < count; index += 1) {
    const address = createIds().uuid();
    const { chatId } = await app.commerce.openChat({ channel: 'web', address, externalId: address });
    const items = [{ kind: 'product' as const, productId: product?.id ?? '', qty: 1 }];
    const placed = await app.commerce.placeOrder(await app.commerce.actorOf(chatId), address, { chatId, items });
    if (!placed.ok) throw new Error(`order: ${placed.reason}`);
  }
}

/** Takes over a price list and tells how long that held up everything else. The second time it is the list of before. */
async function sync(baseUrl: string) {
  const { providers } = app.core.uow.read;
  let slug = (await providers.list({ integrationType: 'supplier' })).find((one) => one.baseUrl === baseUrl)?.slug;
  if (slug === undefined) {
    const values = { username: 'bench', api_key: 'bench-supplier-key' };
    const input = { presetId: 'digiflazz', environment: 'practice' as const, values, baseUrl };
    const added = await app.commerce.addProvider(actor, 'bench:supplier', input);
    if (!added.ok) throw new Error(`supplier: ${added.reason}`);
    slug = added.provider.slug;
  }
  // A list is asked for once in five minutes; nobody waits that long here.
  await app.memory.engine.writer.deleteFrom('price_lists').execute();
  const turns = watchTurns();
  const begun = performance.now();
  const synced = await app.commerce.syncProducts(actor, slug);
  const tookMs = performance.now() - begun;
  const held = turns.stop();
  if (!synced.ok) throw new Error(`sync: ${synced.reason} ${JSON.stringify(synced.detail ?? {})}`);
  return { ...held, tookMs, added: synced.added, updated: synced.changed };
}

serveCalls({
  port: () => Number(new URL(app.url).port),
  sandboxUrl: () => app.core.uow.read.admin.settings.get('practice.port').then((port) => `http://127.0.0.1:${port}`),
  gatewayPath: async () => {
    const [first] = await app.core.uow.read.providers.list({ integrationType: 'payment', environment: 'practice' });
    return `/webhook/payment/${first?.slug}`;
  },
  addSignedGateway,
  signGateway,
  importCodes,
  placeOrders,
  sync,
  waitingJobs,
  opened: () => opened.count,
  resetStatements: () => statements.reset(),
  statements: () => statements.counts(),
  spent: () => {
    const { user, system } = process.cpuUsage();
    const written = /^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'));
    return { cpuMs: (user + system) / 1000, writtenKib: Number(written?.[1] ?? 0) / 1024 };
  },
  stop: () => app.stop(),
});
