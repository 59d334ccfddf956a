/** Takes any request whole and answers 401: where an attack goes while the one attacked otherwise is measured calm. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveCalls } from '../children.ts';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(401, { 'content-length': 2 }).end('no'));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

serveCalls({ port: () => (server.address() as AddressInfo).port, stop: () => server.closeAllConnections() });
