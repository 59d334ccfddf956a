/** Row 11 and the oversize half of 12: whatever is thrown at the webhook door, honest traffic beside it goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded, type Random } from '../support/random.ts';
import { footprint, openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const BODIES = Number(process.env['FAULTS_N'] ?? 3_000);
const AT_ONCE = 40;
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

/** The suite's own limit is for the default count. */
const LONG_MS = 30_000 + 10 * BODIES;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ SAPA_SET_refusedWebhooksPerHour: '50' });
  await signWebhooks(shop, SECRET);
});
afterAll(() => shop.discard());

const HOSTILE = [
  '',
  ' ',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"order_id":',
  '<?xml version="1.0"?><paid/>',
  'order_id=A1-1&status=completed',
  '{"__proto__":{"status":"completed"},"constructor":{"prototype":{"admin":true}}}',
  '{"order_id":"\\ud800","status":"completed"}',
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
  JSON.stringify({ order_id: 'A'.repeat(100_000), status: 'completed', amount: 1 }),
];
const VALUES = [
  null,
  true,
  -1,
  0.5,
  1e308,
  '',
  'completed',
  '\0',
  '🙈',
  [],
  {},
  ['completed'],
  { $gt: '' },
  'A'.repeat(5_000),
];

/** A real webhook with types swapped, cut, or with bits flipped; or something that never was one. */
function hostileBody(random: Random): Buffer {
  const kind = random.between(0, 3);
  if (kind === 0) return Buffer.from(HOSTILE[random.between(0, HOSTILE.length - 1)] ?? '');
  const fields = JSON.parse(paidBody('A7K2M9-1', 10_000)) as Record<string, unknown>;
  const names = Object.keys(fields);
  if (kind === 1)
    fields[names[random.between(0, names.length - 1)] ?? ''] = VALUES[random.between(0, VALUES.length - 1)];
  const bytes = Buffer.from(JSON.stringify(fields));
  if (kind === 2) return bytes.subarray(0, random.between(0, bytes.length));
  for (let flips = random.between(1, 8); flips > 0; flips -= 1) {
    const at = random.between(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
  }
  return bytes;
}

test(
  `row 11: ${BODIES} malformed bodies, half of them rightly signed: no 5xx, nothing changed, memory bounded`,
  async () => {
    const random = seeded(11);
    const before = await footprint(shop);
    const statuses = new Map<number, number>();
    const send = async (): Promise<void> => {
      const body = hostileBody(random);
      const { status } = await shop.webhook(shop.gateway, body, random.next() < 0.5 ? signature(SECRET, body) : {});
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const flood = async (count: number): Promise<void> => {
      for (let sent = 0; sent < count; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, send));
      shop.log.length = 0;
    };
    // The first half warms caches and the heap; what leaks goes on growing in the second.
    await flood(BODIES / 2);
    const startBytes = process.memoryUsage().rss;
    await flood(BODIES / 2);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(await footprint(shop)).toEqual(before);
    expect(process.memoryUsage().rss - startBytes).toBeLessThan(MAX_GROWTH_BYTES);
    expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
  },
  LONG_MS,
);

test('row 12: a body over the limit is refused without being kept', async () => {
  const rows = async () =>
    (await shop.app.memory.engine.reader.selectFrom('webhook_logs').select('id').execute()).length;
  const before = await rows();
  const { status } = await shop.webhook(shop.gateway, Buffer.alloc(256 * 1024 + 1, 0x20));
  expect(status).toBe(413);
  expect(await rows()).toBe(before);
});
