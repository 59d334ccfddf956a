/** Row 24 on the web chat: one session sends a thousand messages while others shop, and messages come three times. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { systemActor } from '../../commerce/audit.ts';
import { order, payOnce, untilGoods } from '../crash/customers.ts';
import { openVisitor } from '../support/web-client.ts';
import { openShop, type Shop } from './rig.ts';

const MESSAGES = 1_000;
const SHOPPERS = 50;
const ROUNDS = 3;
const PER_MINUTE = 20;
const MAX_GROWTH_BYTES = 128 * 1024 * 1024;

let shop: Shop;
afterEach(() => shop.discard());

async function post(session: string, text: string, id: string = randomUUID()): Promise<Response> {
  return fetch(`${shop.url}/api/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session, id, text }),
  });
}

async function stockUp(count: number): Promise<void> {
  const codes = Array.from({ length: count }, (_, index) => `FLOOD-${index}-${randomUUID()}`);
  const actor = { ...systemActor('practice'), via: 'cli' } as const;
  expect(await shop.app.commerce.importStock(actor, { productCode: 'WIFI1', codes })).toMatchObject({ added: count });
}

/** Milliseconds from the first word to the voucher, slowest of all. */
async function slowestSale(): Promise<number> {
  const times = await Promise.all(
    Array.from({ length: SHOPPERS }, async () => {
      const from = performance.now();
      const visitor = await openVisitor(shop.url, { lang: 'en' });
      const { reference } = await order(visitor, { kind: 'voucher', qty: 1 });
      await payOnce(shop.vendors, reference);
      await untilGoods(visitor, 1);
      return performance.now() - from;
    }),
  );
  return Math.max(...times);
}

test('one session that floods is told to wait, and the others hardly notice', async () => {
  shop = await openShop({ SAPA_SET_webMessagesPerMinute: String(PER_MINUTE) });
  await stockUp(SHOPPERS * ROUNDS);
  await slowestSale();
  const calmMs = await slowestSale();
  const { session } = await openVisitor(shop.url, { lang: 'en' });
  const startBytes = process.memoryUsage().rss;
  const statuses = new Map<number, number>();
  const flood = Array.from({ length: 10 }, async () => {
    for (let sent = 0; sent < MESSAGES / 10; sent += 1) {
      const response = await post(session, `noise ${sent} ${'x'.repeat(1_000)}`);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      await response.arrayBuffer();
    }
  });
  const [busyMs] = await Promise.all([slowestSale(), ...flood]);
  expect([...statuses.keys()].toSorted((left, right) => left - right)).toEqual([202, 429]);
  // Two windows of a minute at most, however long the flood took here.
  expect(statuses.get(202)).toBeLessThanOrEqual(2 * PER_MINUTE);
  expect(process.memoryUsage().rss - startBytes).toBeLessThan(MAX_GROWTH_BYTES);
  // Twice the calm time, and two seconds for the flood itself, which this very process sends, beside another test file.
  expect(busyMs).toBeLessThan(2 * calmMs + 2_000);
}, 60_000);

test('the same message three times, at once or later, acts once', async () => {
  shop = await openShop();
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  await visitor.say('wifi 1 hari');
  await visitor.until(/How many/);
  const id = randomUUID();
  const first = await Promise.all([
    post(visitor.session, '2', id),
    post(visitor.session, '2', id),
    post(visitor.session, '2', id),
  ]);
  const answers = (await Promise.all(first.map((response) => response.json()))) as { duplicate: boolean }[];
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  await visitor.until(/Is everything right/);
  expect(((await (await post(visitor.session, 'yes', id)).json()) as { duplicate: boolean }).duplicate).toBe(true);
  await visitor.refresh();
  expect(visitor.seen.filter((message) => /Is everything right/.test(message.text))).toHaveLength(1);
  expect(await shop.app.memory.engine.reader.selectFrom('orders').select('id').execute()).toEqual([]);
});
