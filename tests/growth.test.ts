/**
 * What a start and a sale ask of the database stays the same however much it holds: no statement looks through a table
 * that grows with the shop. Asked of SQLite's own plans; `npm run bench -- flat` measures it on both engines.
 */
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shop as buy } from './crash/shop.ts';
import { openShop, type Shop } from './faults/rig.ts';

const GROWING =
  'audit_log chats dialog_journal dialogs event_keys fulfilment_attempts fulfilments idempotency_keys identities inbox ' +
  'integration_logs jobs journals ledger_accounts ledger_entries money_holds order_lines orders outgoing payments ' +
  'persons receipts refunds review_cases stays stock_codes web_sessions webhook_logs';
/** A partial index holds only what is open, and to look through that is what it is for. */
const LOOKS_THROUGH = new RegExp(
  `^SCAN (?:${GROWING.replaceAll(' ', '|')})(?! USING (?:COVERING )?INDEX (?:outgoing_open|inbox_unhandled|jobs_due|jobs_one_open))`,
);

const asked = new Map<string, BetterSqlite.Database>();
/** Fills a column a migration has just added: once in the life of a shop, over everything there is. */
const FILLS =
  /^update "?(?:refunds|order_lines|payments)"? set "?(?:reference|destination|format)"? = (?:id|json_extract|\? where "payment_number" is null)/i;
const { prepare } = BetterSqlite.prototype;
let shop: Shop;

beforeAll(async () => {
  BetterSqlite.prototype.prepare = function noted(this: BetterSqlite.Database, sql: string) {
    asked.set(sql, this);
    return prepare.call(this, sql);
  } as typeof prepare;
  shop = await openShop();
});
afterAll(async () => {
  BetterSqlite.prototype.prepare = prepare;
  await shop.discard();
});

test('neither a start nor a sale looks through what grows', async () => {
  await buy(shop.url, shop.vendors, { wish: { kind: 'voucher', qty: 1 }, lang: 'en' });
  await buy(shop.url, shop.vendors, { wish: { kind: 'topup', phone: '081234567890' }, lang: 'id' });
  const statements = [...asked].filter(([sql]) => /^(?:select|update|delete|insert)/i.test(sql) && !FILLS.test(sql));
  expect(statements.length).toBeGreaterThan(60);
  const slow = statements.flatMap(([sql, database]) => {
    const given = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const plan = prepare.call(database, `explain query plan ${sql}`).all(given) as { detail: string }[];
    return plan.filter(({ detail }) => LOOKS_THROUGH.test(detail)).map(({ detail }) => `${detail}: ${sql}`);
  });
  expect(slow).toEqual([]);
}, 60_000);
