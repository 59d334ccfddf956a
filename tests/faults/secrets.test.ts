/**
 * Row 27: after whole sales at debug level, nothing that is secret stands anywhere it can be read: not in the log, not
 * in any plain column, not in the bytes of the database files. The sweep is proven on what does stand there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodsIn, order, payOnce, untilGoods, type Buy } from '../crash/customers.ts';
import { readData } from '../support/data-reader.ts';
import { openVisitor, type Visitor } from '../support/web-client.ts';
import { openShop, paidBody, signature, signWebhooks, type Shop } from './rig.ts';

const SECRET = 'canary-webhook-signing-secret';
const PHONE = '081234567890';
const WISHES: Buy[] = [
  { kind: 'voucher', qty: 2 },
  { kind: 'topup', phone: PHONE },
  { kind: 'room', checkIn: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10), nights: 1 },
];

let shop: Shop;
let visitors: Visitor[];
const secrets = new Map<string, string>();

beforeAll(async () => {
  shop = await openShop({ SAPA_SET_keyLeadMs: String(30 * 86_400_000) });
  await signWebhooks(shop, SECRET);
  visitors = await Promise.all(WISHES.map(sale));
  await trouble();
  for (const provider of await shop.app.core.uow.read.providers.list({ environment: 'practice' })) {
    const fields = JSON.parse(
      shop.app.core.vault.openCredentials(provider.id, provider.credentialsEncrypted),
    ) as Record<string, string>;
    for (const [name, value] of Object.entries(fields))
      if (/key|secret|password|token/.test(name)) secrets.set(`${provider.slug} ${name}`, value);
  }
  for (const [index, visitor] of visitors.entries()) {
    secrets.set(`session ${index}`, visitor.session);
    for (const [unit, value] of goodsIn(visitor).entries()) secrets.set(`goods ${index}.${unit}`, value);
    for (const { link } of visitor.seen) {
      const token = /\/o\/([\w-]{16,})/.exec(link?.url ?? '')?.[1];
      if (token) secrets.set(`order page ${index}`, token);
    }
  }
  await shop.stop();
}, 60_000);
afterAll(() => shop.discard());

async function sale(wish: Buy): Promise<Visitor> {
  const visitor = await openVisitor(shop.url, { lang: 'en' });
  const { reference } = await order(visitor, wish);
  await payOnce(shop.vendors, reference);
  await untilGoods(visitor, wish.kind === 'voucher' ? wish.qty : 1);
  return visitor;
}

/** What makes programs talkative: refusals, forged and broken webhooks, vendors in trouble, a wrong address. */
async function trouble(): Promise<void> {
  await shop.vendors.faults([{ kind: 'html_502', vendor: 'gateway', calls: 3 }]);
  const visitor = visitors[0] as Visitor;
  const body = paidBody('NOBODY-1', 10_000);
  await shop.webhook(shop.gateway, body, signature('wrong', body));
  await shop.webhook(shop.gateway, body, signature(SECRET, body));
  await shop.webhook(shop.gateway, '{"broken', { authorization: `Bearer ${SECRET}` });
  await fetch(`${shop.url}/api/chat/messages?after=x&session=${visitor.session}`);
  await fetch(`${shop.url}/o/${visitor.session}`);
  await fetch(`${shop.url}/api/chat/stream?ticket=${visitor.session}`);
  await visitor.say('orders');
  await visitor.until(/./);
}

const PLAIN = [
  'integration_logs',
  'webhook_logs',
  'jobs',
  'inbox',
  'outgoing',
  'settings',
  'audit_log',
  'dialogs',
  'alerts',
  'idempotency_keys',
];

test('the sweep has something to look for', () => {
  expect(secrets.size).toBeGreaterThanOrEqual(12);
  for (const [name, value] of secrets) expect(value.length, name).toBeGreaterThanOrEqual(4);
  expect([...secrets.keys()].filter((name) => name.startsWith('goods'))).toHaveLength(4);
  expect([...secrets.keys()].some((name) => name.startsWith('order page'))).toBe(true);
});

test('the log tells of the trouble and gives nothing away', () => {
  const text = shop.log.join('');
  expect(text).toContain('webhook not accepted');
  expect(text).toContain('request refused');
  expect(hits(text)).toEqual([]);
  expect(hits(text, isOrderPage)).toEqual([]);
  expect(text).not.toContain(PHONE);
  expect(text).not.toContain('6281234567890');
});

/** Whole tables as text, by name. */
const tables = (): Map<string, string> =>
  readData(shop.folder, ({ all }) => {
    const names = all(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`);
    return new Map(names.map(({ name }) => [String(name), JSON.stringify(all(`select * from "${name}"`))]));
  });

test('no plain column holds a secret, whatever table it is in', () => {
  const rows = [...tables()];
  expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(PLAIN));
  expect(rows.flatMap(([table, text]) => hits(text).map((name) => `${table}: ${name}`))).toEqual([]);
});

// Known: receipts and pay links carry the address of the order page, which shows the goods, and are stored unsealed.
test('the address of the order page is sealed wherever it stands', () => {
  const rows = [...tables()];
  expect(rows.flatMap(([table, text]) => hits(text, isOrderPage).map((name) => `${table}: ${name}`))).toEqual([]);
});

test('calls to vendors are logged with phone numbers masked', () => {
  const rows = readData(shop.folder, ({ all }) =>
    all('select request_summary, response_summary, error_message from integration_logs'),
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(JSON.stringify(rows)).not.toContain(PHONE);
  expect(JSON.stringify(rows)).not.toContain(PHONE.slice(1));
  expect(hits(JSON.stringify(rows))).toEqual([]);
});

test('the bytes of the data folder hold none either, free pages and write-ahead log included', () => {
  const files = readdirSync(shop.folder).filter((name) => name.startsWith('sapa.sqlite'));
  expect(files).not.toHaveLength(0);
  const bytes = Buffer.concat(files.map((name) => readFileSync(join(shop.folder, name))));
  expect(bytes.includes('NOBODY-1')).toBe(true);
  expect(hits(bytes.toString('latin1'))).toEqual([]);
});

const isOrderPage = (name: string): boolean => name.startsWith('order page');
const isAnythingElse = (name: string): boolean => !isOrderPage(name);

/** Names of secrets that stand in a text. A door code is a few digits, so only as a word of its own. */
function hits(text: string, wanted: (name: string) => boolean = isAnythingElse): string[] {
  return [...secrets]
    .filter(
      ([name, value]) =>
        wanted(name) && (value.length < 10 ? new RegExp(`\\b${value}\\b`).test(text) : text.includes(value)),
    )
    .map(([name]) => name);
}
