/**
 * Listens on one port by several sockets. The platform takes one new connection per socket and turn of the event loop,
 * and in a flood a turn lasts until every open connection was served: newcomers, among them each gateway that opens a
 * connection per webhook, stood in line for seconds without a word. The kernel spreads them over the sockets.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';

/** Six hundred newcomers are in within ten turns. Each costs a descriptor and some kilobytes. */
const DOORS = 64;
/** The kernel does not spread evenly; a door that got more than its share must not turn people away for that. */
const UNEVEN = 1.5;

export interface Address {
  host: string;
  port: number;
}

/**
 * Listens; before the app is ready. Throws what a plain listen throws: a port that another program has is refused,
 * although it might be shared. Where the platform cannot share a port there is one door. Closing the app closes all.
 */
export async function openDoors(app: FastifyInstance, address: Address): Promise<void> {
  if (address.port !== 0) await demandFree(address);
  const more: Server[] = [];
  app.addHook('preClose', async () => {
    for (const door of more) door.close();
  });
  const shared = { ...address, reusePort: true };
  try {
    await app.listen(shared);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    await app.listen(address);
    return;
  }
  const limit = Math.ceil((app.server.maxConnections / DOORS) * UNEVEN);
  app.server.maxConnections = limit;
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : address.port;
  while (more.length < DOORS - 1) more.push(furtherDoor(app.server, limit));
  await Promise.all(more.map((door) => listening(door, { ...shared, port })));
}

/** Hands what it takes to the server that answers. */
function furtherDoor(server: Server, limit: number): Server {
  const take = (socket: Socket) => void server.emit('connection', socket);
  // As the HTTP server itself takes them.
  const door = createServer({ allowHalfOpen: true, noDelay: true }, take);
  door.maxConnections = limit;
  return door;
}

async function demandFree(address: Address): Promise<void> {
  const probe = createServer();
  await listening(probe, address);
  probe.close();
  await once(probe, 'close');
}

async function listening(server: Server, options: Address & { reusePort?: boolean }): Promise<void> {
  const open = once(server, 'listening');
  server.listen(options);
  await open;
}

/** macOS and Windows cannot spread connections over sockets of one port. */
const isUnsupported = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTSUP' || error.code === 'EINVAL');
