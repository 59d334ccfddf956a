import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from './engine/engine.ts';
import { openSqlite } from './engine/sqlite.ts';
import { SchemaTooNew } from './errors.ts';
import { migrate } from './migrations.ts';
import { addPaymentFormats } from './tables/payment-formats.ts';
import { addOfferTemplates } from './tables/offer-templates.ts';
import { createTeamTables } from './tables/team.ts';

let folder: string;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sapa-migrate-'));
  engine = openSqlite(join(folder, 'x.sqlite'));
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const tables = async () => {
  const all = await engine.reader.introspection.getTables({ withInternalKyselyTables: true });
  return all.map((table) => table.name);
};
const makes = (name: string) => ({
  up: (db: Kysely<any>) => db.schema.createTable(name).addColumn('n', 'integer').execute(),
});

test('the schema is made once, however often it is asked for and by however many', async () => {
  const other = openSqlite(join(folder, 'x.sqlite'));
  await Promise.all([migrate(engine.writer), migrate(other.writer)]);
  await other.close();
  const made = await tables();
  expect(made).toContain('orders');
  await migrate(engine.writer);
  expect(await tables()).toEqual(made);
});

test('a migration that fails leaves nothing of itself', async () => {
  await migrate(engine.writer, { migrations: { a: makes('first') } });
  const before = await tables();
  const half = {
    up: async (db: Kysely<any>) => {
      await makes('second').up(db);
      throw new Error('half-way');
    },
  };
  await expect(migrate(engine.writer, { migrations: { a: makes('first'), b: half } })).rejects.toThrow('half-way');
  expect(await tables()).toEqual(before);
  await migrate(engine.writer, { migrations: { a: makes('first'), b: makes('second') } });
  expect(await tables()).toContain('second');
});

test('a database of a newer program is refused by name and left alone', async () => {
  await migrate(engine.writer, { migrations: { a: makes('first'), b_new: makes('second') } });
  const before = await tables();
  const older = migrate(engine.writer, { migrations: { a: makes('first') } });
  await expect(older).rejects.toThrow(SchemaTooNew);
  await expect(older).rejects.toThrow('b_new');
  expect(await tables()).toEqual(before);
});

test('offers from before write destinations as their product does', async () => {
  const text = (table: string, ...columns: string[]) => ({
    up: (db: Kysely<any>) =>
      columns.reduce((made, name) => made.addColumn(name, 'text'), db.schema.createTable(table)).execute(),
  });
  const before = { a: text('products', 'id', 'destination'), b: text('offers', 'id', 'product_id') };
  await migrate(engine.writer, { migrations: before });
  const db: Kysely<any> = engine.writer;
  const game = JSON.stringify({ kind: 'game', fields: ['user', 'zone'], template: '{user}{zone}' });
  const products = [
    { id: 'game', destination: game },
    { id: 'pulsa', destination: JSON.stringify({ kind: 'phone' }) },
    { id: 'code', destination: null },
  ];
  await db.insertInto('products').values(products).execute();
  const offers = [
    ...products.map(({ id }) => ({ id: `of-${id}`, product_id: id })),
    { id: 'lost', product_id: 'gone' },
  ];
  await db.insertInto('offers').values(offers).execute();
  await migrate(engine.writer, { migrations: { ...before, c: { up: addOfferTemplates } } });
  const rows = await db
    .selectFrom('offers')
    .select(['id', 'template', 'rank', 'home_product_id'])
    .orderBy('id')
    .execute();
  const none = { rank: null, home_product_id: null };
  expect(rows).toEqual([
    { id: 'lost', template: null, ...none },
    { id: 'of-code', template: null, ...none },
    { id: 'of-game', template: '{user}{zone}', ...none },
    { id: 'of-pulsa', template: null, ...none },
  ]);
});

test('acts from before are of the role their person has; customers and the machine have none', async () => {
  const db: Kysely<any> = engine.writer;
  const before = {
    a: {
      up: async (db: Kysely<any>) => {
        const log = db.schema.createTable('audit_log').addColumn('id', 'text').addColumn('at', 'bigint');
        await log.addColumn('person_id', 'text').execute();
        const grants = db.schema.createTable('role_grants').addColumn('person_id', 'text').addColumn('role', 'text');
        await grants.addColumn('revoked_at', 'bigint').execute();
      },
    },
  };
  await migrate(db, { migrations: before });
  const grants = [
    { person_id: 'ani', role: 'owner', revoked_at: null },
    { person_id: 'ani', role: 'reseller', revoked_at: null },
    { person_id: 'budi', role: 'reseller', revoked_at: null },
    { person_id: 'citra', role: 'manager', revoked_at: 5 },
  ];
  await db.insertInto('role_grants').values(grants).execute();
  const acts = ['ani', 'budi', 'citra', null].map((person_id, at) => ({ id: `${at}`, at, person_id }));
  await db.insertInto('audit_log').values(acts).execute();
  await migrate(db, { migrations: { ...before, b: { up: createTeamTables } } });
  const rows = await db.selectFrom('audit_log').select(['person_id', 'role']).orderBy('at').execute();
  expect(rows.map(({ person_id, role }) => [person_id, role])).toEqual([
    ['ani', 'owner'],
    ['budi', null],
    ['citra', null],
    [null, null],
  ]);
});

test('payments from before are a QR where they have one, else a link', async () => {
  const before = {
    a: {
      up: (db: Kysely<any>) =>
        ['id', 'payment_number', 'pay_url']
          .reduce((made, name) => made.addColumn(name, 'text'), db.schema.createTable('payments'))
          .execute(),
    },
  };
  await migrate(engine.writer, { migrations: before });
  const db: Kysely<any> = engine.writer;
  const rows = [
    { id: 'creating', payment_number: null, pay_url: null },
    { id: 'link', payment_number: null, pay_url: 'https://pay.example' },
    { id: 'qr', payment_number: '000201', pay_url: null },
    { id: 'qr with a link', payment_number: '000201', pay_url: 'https://pay.example' },
  ];
  await db.insertInto('payments').values(rows).execute();
  await migrate(engine.writer, { migrations: { ...before, b: { up: addPaymentFormats } } });
  const found = await db
    .selectFrom('payments')
    .select(['id', 'format', 'feature', 'biller_code'])
    .orderBy('id')
    .execute();
  expect(found.map(({ id, format }) => [id, format])).toEqual([
    ['creating', 'qris_dynamic'],
    ['link', 'redirect_flow'],
    ['qr', 'qris_dynamic'],
    ['qr with a link', 'qris_dynamic'],
  ]);
  expect(found.every((row) => row.feature === '' && row.biller_code === null)).toBe(true);
});
