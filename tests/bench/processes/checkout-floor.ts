/**
 * The least a durable checkout can be: place, paid webhook, fulfilled, with the durable steps ours has, as plain
 * statements in Fastify over SQLite (WAL, FULL). No gateway is asked, no chat spoken to, nothing sealed.
 */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import Fastify from 'fastify';
import { serveCalls, temporaryFolder } from '../children.ts';

const secret = process.env['FLOOR_SECRET'] ?? '';
const db = new BetterSqlite(join(temporaryFolder(), 'floor.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  create table orders (code text primary key, state text not null, total integer not null, voucher text);
  create table order_lines (id integer primary key, code text not null, product text not null, qty integer not null);
  create table payments (reference text primary key, code text not null, state text not null, amount integer not null);
  create table hooks (id integer primary key, event_key text not null unique, body blob not null);
  create table ledger (id integer primary key, code text not null, account text not null, amount integer not null);
  create table stock (id integer primary key, code text not null, state text not null);
  create index free_stock on stock (id) where state = 'available';
`);
const sql = {
  order: db.prepare("insert into orders values (?, 'awaiting_payment', ?, null)"),
  line: db.prepare('insert into order_lines (code, product, qty) values (?, ?, 1)'),
  payment: db.prepare("insert into payments values (?, ?, 'pending', ?)"),
  hook: db.prepare('insert into hooks (event_key, body) values (?, ?) on conflict do nothing'),
  paid: db.prepare(
    "update payments set state = 'paid' where reference = ? and state = 'pending' returning code, amount",
  ),
  entry: db.prepare('insert into ledger (code, account, amount) values (?, ?, ?)'),
  settled: db.prepare("update orders set state = 'paid' where code = ?"),
  draw: db.prepare(
    "update stock set state = 'sold' where id = (select id from stock where state = 'available' order by id limit 1) returning code",
  ),
  delivered: db.prepare("update orders set state = 'completed', voucher = ? where code = ?"),
};
const addStock = db.prepare("insert into stock (code, state) values (?, 'available')");
db.transaction(() => {
  for (let i = 0; i < 50_000; i += 1) addStock.run(`CODE-${i}`);
})();

let last = 0;
const place = db.transaction((code: string, total: number) => {
  sql.order.run(code, total);
  sql.line.run(code, 'WIFI1');
  sql.payment.run(`${code}-1`, code, total);
});
const settle = db.transaction((reference: string): string | null => {
  const payment = sql.paid.get(reference) as { code: string; amount: number } | undefined;
  if (!payment) return null;
  sql.entry.run(payment.code, 'gateway', -payment.amount);
  sql.entry.run(payment.code, 'customer', payment.amount);
  sql.settled.run(payment.code);
  return payment.code;
});
const deliver = db.transaction((code: string): string => {
  const { code: voucher } = sql.draw.get() as { code: string };
  sql.delivered.run(voucher, code);
  return voucher;
});

const server = Fastify();
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/orders', async () => {
  last += 1;
  const code = `F${last}`;
  place.immediate(code, 10_000);
  return { code };
});
server.post('/webhook', async (request, reply) => {
  const body = request.body as Buffer;
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  if (signature !== request.headers['x-signature']) return reply.code(401).send();
  const { order_id } = JSON.parse(body.toString()) as { order_id: string };
  sql.hook.run(order_id, body);
  const code = settle.immediate(order_id);
  return { voucher: code === null ? null : deliver.immediate(code) };
});
await server.listen({ port: 0, host: '127.0.0.1' });

serveCalls({ port: () => (server.server.address() as { port: number }).port });
