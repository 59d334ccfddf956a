/** Old logs and done work go, in small bites; money, orders, evidence and what waits stay to the byte. */
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { OrderView } from '../../commerce/app.ts';
import { clearOld } from '../../commerce/upkeep/clear-old.ts';
import { readTables } from '../../db/schema-tables.ts';
import { openTill, POLL, PRICE } from '../support/till.ts';

const DAY = 24 * 60 * 60_000;
/** The only ones that may lose rows; settings hold how far the job came. */
const CLEARED = new Set([
  'webhook_logs',
  'integration_logs',
  'inbox',
  'jobs',
  'idempotency_keys',
  'login_links',
  'claim_codes',
  'dialog_journal',
  'files',
  'product_outcomes',
]);

const till = openTill();

async function rowsOf(name: string): Promise<string[]> {
  const db = till.shop.db.engine.writer as Kysely<any>;
  const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db);
  return rows.map((row) => JSON.stringify(row)).sort();
}

async function untouchable(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of await readTables(till.shop.db.engine.writer)) {
    if (!CLEARED.has(name) && name !== 'settings') all[name] = await rowsOf(name);
  }
  return all;
}

/** Until it has been through everything once; the number of its runs. */
async function clearAll(): Promise<number> {
  for (let run = 1; run < 200; run += 1) {
    const again = await clearOld(till.shop.core);
    if (again && again.againAt - till.shop.now() > 60_000) return run;
  }
  throw new Error('it never comes to an end');
}

async function sold(): Promise<OrderView> {
  const order = await till.placed();
  await till.pay(`${order.code}-1`);
  expect(await till.shop.webhook(`${order.code}-1`, PRICE)).toBe('accepted');
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
  return order;
}

async function underpaid(): Promise<OrderView> {
  const order = await till.placed();
  await till.pay(`${order.code}-1`, 'under');
  await till.shop.webhook(`${order.code}-1`, PRICE);
  await till.shop.pass(POLL);
  expect(await till.openCase(order, 'underpaid')).toBeTruthy();
  return order;
}

const call = (at: number) => ({
  id: till.shop.core.ids.uuid(),
  providerId: 'p',
  integrationType: 'payment' as const,
  action: 'status',
  status: 'ok' as const,
  latencyMs: 1,
  errorMessage: null,
  requestSummary: '',
  responseSummary: '',
  createdAt: at,
});

async function say(words: string): Promise<string> {
  const chatId = till.buyer.chatId ?? '';
  await till.shop.commerce.receive({
    chatId,
    messageId: words,
    body: { kind: 'text', text: words },
    at: till.shop.now(),
  });
  const row = await till.shop.core.uow.read.inbox.nextUnhandled(chatId);
  return row?.id ?? '';
}

test('what is old goes, what is needed or worth money stays, and an order can still be explained', async () => {
  const { core, commerce, owner } = till.shop;
  const done = await sold();
  const answered = await say('halo');
  await core.uow.run('test', async (stores) => {
    await stores.inbox.markHandled(answered, till.shop.now());
    await stores.integrationLogs.append(call(till.shop.now()));
    await stores.dialogs.journalPut(core.ids.uuid(), 'once', '1');
    const dead = await stores.jobs.add({ name: 'order.expire', payload: { orderId: 'x' } }, till.shop.now());
    const [job] = await stores.jobs.claim('w', till.shop.now(), till.shop.now() + 1_000, 50);
    expect(job?.id).toBe(dead);
    await stores.jobs.fail(dead ?? '', 'w', till.shop.now(), 'no', 'dead');
  });
  await till.shop.skip(DAY);
  const open = await underpaid();
  const unanswered = await say('masih ada?');
  const afterOpen = (await rowsOf('webhook_logs')).length;

  await till.shop.skip(100 * DAY);
  await core.uow.run('test', (stores) => stores.integrationLogs.append(call(till.shop.now())));
  const [before, keys] = [await untouchable(), await rowsOf('event_keys')];
  const timeline = (await commerce.order(owner, done.code))?.timeline;
  await clearAll();

  expect(await untouchable()).toEqual(before);
  expect(await rowsOf('event_keys')).toEqual(keys);
  expect((await commerce.order(owner, done.code))?.timeline).toEqual(timeline);
  expect(await commerce.dossier(owner, done.code)).toMatchObject({ ok: true });
  const webhooks = await rowsOf('webhook_logs');
  expect(webhooks.length).toBeLessThan(afterOpen);
  expect(webhooks.length).toBeGreaterThan(0);
  const inbox = await rowsOf('inbox');
  expect(inbox.some((row) => row.includes(answered))).toBe(false);
  expect(inbox.some((row) => row.includes(unanswered))).toBe(true);
  expect(await rowsOf('integration_logs')).toHaveLength(1);
  expect(await rowsOf('dialog_journal')).toEqual([]);
  expect(await rowsOf('idempotency_keys')).toEqual([]);
  const jobs = await core.uow.read.jobs.countByState();
  expect(jobs).toMatchObject({ done: 0, dead: 1 });

  // A delivery captured back then is still known.
  expect(await till.shop.webhook(`${done.code}-1`, PRICE)).not.toBe('refused');
  await till.shop.settle();
  expect(await till.state(done)).toBe('completed');

  // Nobody chose in time: it is on its way back, and the owner's to transfer.
  expect(await till.resolve(open, 'refund_due', 'accept')).toMatchObject({ ok: true });
  await till.shop.skip(40 * DAY);
  await clearAll();
  await till.expectSound(done);
});

test('thousands of rows, some of which stay in front, are gone through a few hundred at a time', async () => {
  const { core } = till.shop;
  const { read } = core.uow;
  await till.shop.skip(10 * DAY);
  await core.uow.run('test', async (stores) => {
    await stores.jobs.addMany(
      Array.from({ length: 900 }, () => ({
        name: 'order.expire' as const,
        payload: { orderId: 'later' },
        runAt: till.shop.now() + 999 * DAY,
      })),
      till.shop.now(),
    );
    for (let n = 0; n < 5_000; n += 1) await stores.integrationLogs.append(call(till.shop.now()));
  });
  const job = await core.uow.run('test', (stores) =>
    stores.jobs.add({ name: 'order.expire', payload: { orderId: 'x' } }, till.shop.now()),
  );
  await core.uow.run('test', async (stores) => {
    await stores.jobs.claim('w', till.shop.now(), till.shop.now() + 1, 50);
    await stores.jobs.finish(job ?? '', 'w', till.shop.now());
  });
  await till.shop.skip(60 * DAY);
  const needed = await read.admin.retention.neededWebhooks();
  const first = await core.uow.run('test', (stores) =>
    stores.admin.retention.clear('calls', till.shop.now() - 30 * DAY, '', needed),
  );
  expect(first).toMatchObject({ deleted: 200 });
  expect(await clearAll()).toBeGreaterThan(1);
  expect(await rowsOf('integration_logs')).toEqual([]);
  expect(await read.jobs.get(job ?? '')).toBeNull();
  expect((await read.jobs.countByState()).ready).toBeGreaterThanOrEqual(900);
});

test('what is to be kept for ever is kept', async () => {
  const { core } = till.shop;
  await core.uow.run('test', (stores) => stores.integrationLogs.append(call(till.shop.now())));
  await till.shop.skip(400 * DAY);
  const kept = { ...core.settings, keepCallsMs: 0 };
  for (let run = 0; run < 20; run += 1) await clearOld({ ...core, settings: kept });
  expect(await rowsOf('integration_logs')).toHaveLength(1);
});
