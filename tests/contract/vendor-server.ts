/**
 * A vendor on a real loopback socket for the adapters' contract suites: it answers what the test tells it, misbehaves on
 * command, and keeps what it was asked.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  /** Without the query string. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * `silence` never answers, `reset` cuts the connection after reading the request, `cut` stops in the middle of the body,
 * `drip` sends a byte now and then for ever, `flood` sends 10 MB.
 */
export type Behaviour = Answer | 'silence' | 'reset' | 'cut' | 'drip' | 'flood';

export interface VendorServer {
  url: string;
  asked: Asked[];
  /** What to do with every request from now on. */
  behave(next: Behaviour | ((asked: Asked) => Behaviour)): void;
  close(): Promise<void>;
}

const RESET: (asked: Asked) => Behaviour = () => 'reset';

export async function startVendor(): Promise<VendorServer> {
  const asked: Asked[] = [];
  let behaviour = RESET;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await readAsked(request);
    asked.push(one);
    perform(behaviour(one), request, response);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    behave: (next) => {
      behaviour = typeof next === 'function' ? next : () => next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JSON as a vendor sends it. */
export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://vendor.test');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function perform(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  if (behaviour === 'silence') return;
  if (behaviour === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (behaviour === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"data":', () => request.socket.destroy());
    return;
  }
  if (behaviour === 'drip') return drip(response);
  if (behaviour === 'flood') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.alloc(10 * 1024 * 1024, '['));
    return;
  }
  response.writeHead(behaviour.status, { 'content-type': behaviour.contentType }).end(behaviour.body);
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}
