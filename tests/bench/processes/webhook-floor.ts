/**
 * The least a durable webhook endpoint can be: Fastify, one HMAC, one row under a unique key in SQLite (WAL, FULL).
 * FLOOR_COMMIT=group writes all rows of one event-loop turn in one commit, =single one commit per request.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import Fastify from 'fastify';
import { serveCalls, temporaryFolder } from '../children.ts';

const secret = process.env['FLOOR_SECRET'] ?? '';
const grouped = process.env['FLOOR_COMMIT'] === 'group';
const db = new BetterSqlite(join(temporaryFolder(), 'floor.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(
  'create table hooks (id integer primary key, event_key text not null unique, body blob not null, at integer not null)',
);
const insert = db.prepare('insert into hooks (event_key, body, at) values (?, ?, ?) on conflict do nothing');

interface Waiting {
  key: string;
  body: Buffer;
  done(): void;
}

let waiting: Waiting[] = [];

const flush = () => {
  const rows = waiting;
  waiting = [];
  db.exec('begin immediate');
  for (const { key, body } of rows) insert.run(key, body, Date.now());
  db.exec('commit');
  for (const { done } of rows) done();
};

function store(key: string, body: Buffer): Promise<void> | void {
  if (!grouped) {
    insert.run(key, body, Date.now());
    return;
  }
  return new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ key, body, done: resolve });
  });
}

const server = Fastify();
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/hook', async (request, reply) => {
  const body = request.body as Buffer;
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(String(request.headers['x-pakasir-signature']), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(401).send();
  await store((JSON.parse(body.toString()) as { order_id: string }).order_id, body);
  return { success: true };
});
await server.listen({ port: 0, host: '127.0.0.1' });

serveCalls({ port: () => (server.server.address() as { port: number }).port });
