import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../tests/rig/until.ts';
import { openDoors } from './doors.ts';

const CLIENTS = 200;

let app: FastifyInstance;
let clients: Socket[] = [];
afterEach(async () => {
  for (const client of clients) client.destroy();
  clients = [];
  await app.close();
});

async function open(port = 0): Promise<number> {
  app = Fastify();
  app.server.maxConnections = 5000;
  app.get('/', async () => 'here');
  await openDoors(app, { host: '127.0.0.1', port });
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test('two hundred newcomers are let in within a few turns of the event loop, and each is answered', async () => {
  const port = await open();
  let inside = 0;
  let answers = 0;
  app.server.on('connection', () => (inside += 1));
  for (let number = 0; number < CLIENTS; number += 1) {
    const client = connect(port, '127.0.0.1');
    client.on('data', () => (answers += 1));
    client.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n');
    clients.push(client);
  }
  let turns = 0;
  for (; inside < CLIENTS; turns += 1) await turn();
  expect(turns).toBeLessThan(CLIENTS / 4);
  await until(() => answers === CLIENTS);
});

test('a port that another program listens on is refused, and one of another shop, too', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(open(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
  await once(other, 'close');
  const first = await open(port);
  const shop = app;
  await expect(open(first)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await shop.close();
});

test('closing closes every door', async () => {
  const port = await open();
  await app.close();
  const again = createServer().listen(port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
