/**
 * The floors on Postgres (FLOOR_DATABASE): a bare pool of sixteen connections under Fastify. `/hook` stores one verified
 * webhook under a unique key; `/orders` and `/webhook` are the bare checkout of `checkout-floor.ts`, step for step.
 */
import { createHmac } from 'node:crypto';
import Fastify, { type FastifyRequest } from 'fastify';
import { Pool, type PoolClient } from 'pg';
import { serveCalls } from '../children.ts';

const POOL = 16;
const STOCK = 50_000;
const secret = process.env['FLOOR_SECRET'] ?? '';
const pool = new Pool({ connectionString: process.env['FLOOR_DATABASE'], max: POOL });
await pool.query(`
  create table hooks (id bigserial primary key, event_key text not null unique, body bytea not null);
  create table orders (code text primary key, state text not null, total bigint not null, voucher text);
  create table order_lines (id bigserial primary key, code text not null, product text not null, qty integer not null);
  create table payments (reference text primary key, code text not null, state text not null, amount bigint not null);
  create table ledger (id bigserial primary key, code text not null, account text not null, amount bigint not null);
  create table stock (id bigserial primary key, code text not null, state text not null);
  create index free_stock on stock (id) where state = 'available';
  insert into stock (code, state) select 'CODE-' || i, 'available' from generate_series(1, ${STOCK}) i;
`);

async function together<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const stored = (key: string, body: Buffer) =>
  pool.query({
    name: 'hook',
    text: 'insert into hooks (event_key, body) values ($1, $2) on conflict do nothing',
    values: [key, body],
  });

const settle = (reference: string): Promise<string | null> =>
  together(async (client) => {
    const text = "update payments set state = 'paid' where reference = $1 and state = 'pending' returning code, amount";
    const paid = await client.query<{ code: string; amount: string }>({ name: 'paid', text, values: [reference] });
    const [payment] = paid.rows;
    if (!payment) return null;
    const entry = 'insert into ledger (code, account, amount) values ($1, $2, $3)';
    await client.query({ name: 'entry', text: entry, values: [payment.code, 'gateway', -Number(payment.amount)] });
    await client.query({ name: 'entry', text: entry, values: [payment.code, 'customer', payment.amount] });
    await client.query({
      name: 'settled',
      text: "update orders set state = 'paid' where code = $1",
      values: [payment.code],
    });
    return payment.code;
  });

const deliver = (code: string): Promise<string> =>
  together(async (client) => {
    const text = `update stock set state = 'sold' where id = (select id from stock where state = 'available' order by id
      limit 1 for update skip locked) returning code`;
    const [drawn] = (await client.query<{ code: string }>({ name: 'draw', text })).rows;
    const done = "update orders set state = 'completed', voucher = $1 where code = $2";
    await client.query({ name: 'delivered', text: done, values: [drawn?.code, code] });
    return drawn?.code ?? '';
  });

function verified(request: FastifyRequest, header: string): string | null {
  const signature = createHmac('sha256', secret)
    .update(request.body as Buffer)
    .digest('hex');
  if (signature !== request.headers[header]) return null;
  return (JSON.parse(String(request.body)) as { order_id: string }).order_id;
}

let last = 0;
const server = Fastify();
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/hook', async (request, reply) => {
  const key = verified(request, 'x-pakasir-signature');
  if (key === null) return reply.code(401).send();
  await stored(key, request.body as Buffer);
  return { success: true };
});
server.post('/orders', async () => {
  last += 1;
  const code = `F${last}`;
  await together(async (client) => {
    await client.query({
      name: 'order',
      text: "insert into orders values ($1, 'awaiting_payment', 10000, null)",
      values: [code],
    });
    await client.query({
      name: 'line',
      text: "insert into order_lines (code, product, qty) values ($1, 'WIFI1', 1)",
      values: [code],
    });
    await client.query({
      name: 'payment',
      text: "insert into payments values ($1, $2, 'pending', 10000)",
      values: [`${code}-1`, code],
    });
  });
  return { code };
});
server.post('/webhook', async (request, reply) => {
  const reference = verified(request, 'x-signature');
  if (reference === null) return reply.code(401).send();
  await stored(reference, request.body as Buffer);
  const code = await settle(reference);
  return { voucher: code === null ? null : await deliver(code) };
});
await server.listen({ port: 0, host: '127.0.0.1' });

serveCalls({
  port: () => (server.server.address() as { port: number }).port,
  async stop() {
    await server.close();
    await pool.end();
    return true;
  },
});
