/**
 * The whole app in this process, listening on loopback, with its real practice vendors, a clock that can be moved, and
 * every log line kept. For the fault rows that need the HTTP side.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App, type StartOptions } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { createIds } from '../../bot/runtime.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';

export { paidBody, signature } from './gateway-words.ts';

export interface Answer {
  status: number;
  body: string;
  headers: Headers;
}

export interface Shop {
  app: App;
  url: string;
  folder: string;
  vendors: SandboxControl;
  gateway: Provider;
  supplier: Provider;
  /** JSON lines, debug level and up. */
  log: string[];
  /** Moves our clock only; the vendors' goes on. */
  skip(ms: number): void;
  /** What a vendor sends us; `headers` beside the content type. */
  webhook(provider: Provider, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>;
  /** Stops the app and keeps the data for reading; `discard` does both. */
  stop(): Promise<void>;
  discard(): Promise<void>;
}

const TOKEN = 'tests-hold-this-token-themselves';

/** Short times, no rate limits: what a test is about sets its own. */
const SETTINGS = {
  SAPA_SET_pollEveryMs: '1000',
  SAPA_SET_queryGapMs: '100',
  SAPA_SET_webSessionsPerMinute: '100000',
  SAPA_SET_webMessagesPerMinute: '100000',
  SAPA_SET_messagesPerMinute: '100000',
};

export async function openShop(
  env: Record<string, string> = {},
  more: Pick<StartOptions, 'channels'> = {},
): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-faults-'));
  const log: string[] = [];
  let offsetMs = 0;
  const app = await startApp({
    ...more,
    config: readConfig({ PORT: '0', SAPA_DATA: folder, SAPA_SANDBOX_TOKEN: TOKEN, ...SETTINGS, ...env }),
    log: createLog('debug', { write: (line) => void log.push(line) }),
    clock: { now: () => Date.now() + offsetMs, elapsedMs: () => performance.now() + offsetMs },
    ids: createIds(),
  });
  const port = await app.core.uow.read.admin.settings.get('practice.port');
  const provider = async (integrationType: 'payment' | 'supplier'): Promise<Provider> => {
    const [found] = await app.core.uow.read.providers.list({ integrationType, environment: 'practice' });
    if (!found) throw new Error(`no practice ${integrationType}`);
    return found;
  };
  return {
    app,
    url: app.url,
    folder,
    vendors: sandboxControl(() => `http://127.0.0.1:${port}`, TOKEN),
    gateway: await provider('payment'),
    supplier: await provider('supplier'),
    log,
    skip(ms) {
      offsetMs += ms;
    },
    async webhook({ integrationType, slug }, body, headers = {}) {
      const response = await fetch(`${app.url}/webhook/${integrationType}/${slug}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      return { status: response.status, body: await response.text(), headers: response.headers };
    },
    stop: () => app.stop(),
    async discard() {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the payment provider a webhook secret on both sides, as an owner does who switches signatures on. */
export async function signWebhooks(shop: Shop, secret: string): Promise<void> {
  const { core } = shop.app;
  const credentials = JSON.parse(
    core.vault.openCredentials(shop.gateway.id, shop.gateway.credentialsEncrypted),
  ) as Record<string, string>;
  const sealed = core.vault.sealCredentials(
    shop.gateway.id,
    JSON.stringify({ ...credentials, webhook_secret: secret }),
  );
  await core.uow.run('test.sign', (stores) =>
    stores.providers.update({ ...shop.gateway, credentialsEncrypted: sealed, updatedAt: core.clock.now() }),
  );
  await shop.vendors.call('POST', '/setup', { gateway: { webhookSecret: secret } });
}

/** Everything that is worth money, counted: equal before and after means nothing was touched. */
export async function footprint({ app }: Shop): Promise<Record<string, unknown>> {
  const { reader } = app.memory.engine;
  const [orders, payments, receipts, entries, sold, fulfilments, keys, nights] = await Promise.all([
    reader.selectFrom('orders').select(['code', 'state']).orderBy('code').execute(),
    reader.selectFrom('payments').select(['reference', 'state', 'amount_idr']).orderBy('reference').execute(),
    reader.selectFrom('receipts').select(['gateway_key', 'amount_idr']).orderBy('id').execute(),
    reader.selectFrom('ledger_entries').select(['account_id', 'amount_idr']).execute(),
    reader.selectFrom('stock_codes').select(['id', 'state']).where('state', '<>', 'available').execute(),
    reader.selectFrom('fulfilments').select(['id', 'state']).execute(),
    reader.selectFrom('door_keys').select(['id', 'state']).execute(),
    reader.selectFrom('inventory_nights').select(['night', 'sold', 'held']).where('sold', '>', 0).execute(),
  ]);
  return { orders, payments, receipts, entries, sold, fulfilments, keys, nights };
}

/** Messages with goods that were written for a chat, whether sent yet or not. */
export async function goodsRows({ app }: Shop): Promise<number> {
  const rows = await app.memory.engine.reader
    .selectFrom('outgoing')
    .select('id')
    .where('dedupe_key', 'like', '%goods:%')
    .execute();
  return rows.length;
}

/** Owner's alerts so far, as stored. */
export async function alerts({ app }: Shop): Promise<{ key: string; screen: string }[]> {
  const rows = await app.memory.engine.reader.selectFrom('alerts').select(['dedupe_key', 'screen']).execute();
  return rows.map((row) => ({ key: row.dedupe_key, screen: row.screen }));
}
