/**
 * Closing in bounded time. The platform closes connections that are idle after a request, but not those on which none
 * ever came: browsers open such spare ones, and each would hold the exit until the headers timeout.
 */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What is being answered gets this long. */
const GRACE_MS = 5000;

export function registerClosing(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const force = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
    app.server.once('close', () => clearTimeout(force));
  });
}
