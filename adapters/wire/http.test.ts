import { createServer } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createHttpClient } from './http.ts';

const client = createHttpClient({ defaultBudgetMs: 3000, maxBodyBytes: 1000 });
const servers: Server[] = [];

afterEach(() => servers.splice(0).forEach((server) => server.close()));
afterAll(async () => await client.close());

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const serve = async (handler: RequestListener) => await listening(createHttpServer(handler));

test('gives back status, lower-case headers and the exact bytes', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(201, { 'X-Thing': 'Yes' }).end(Buffer.from([0xff, 0x00, 0x41]));
  });
  const result = await client.request({ method: 'POST', url, body: 'hi' });
  expect(result).toMatchObject({ kind: 'response', status: 201, headers: { 'x-thing': 'Yes' } });
  expect(result.kind === 'response' && [...result.body]).toEqual([0xff, 0x00, 0x41]);
});

test('a refused connection, an unknown host and an impossible URL were never sent', async () => {
  const closed = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  for (const url of [closed, 'http://no-such-host.invalid/', 'not a url']) {
    expect(await client.request({ method: 'GET', url }), url).toMatchObject({ kind: 'not_sent' });
  }
});

test('a reset after sending is unknown', async () => {
  const url = await listening(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
  expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'unknown' });
});

test('silence ends with the budget', async () => {
  const url = await listening(createServer(() => undefined));
  const started = performance.now();
  expect(await client.request({ method: 'GET', url, budgetMs: 150 })).toMatchObject({ kind: 'unknown' });
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a slow drip ends with the budget, however steady it is', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const started = performance.now();
  expect(await client.request({ method: 'GET', url, budgetMs: 200 })).toMatchObject({ kind: 'unknown' });
  expect(performance.now() - started).toBeLessThan(2000);
});

test('an oversized answer is cut off while it streams', async () => {
  let written = 0;
  const url = await serve((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const pump = (): void => {
      while (!response.destroyed && written < 50_000_000) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', pump);
      }
      response.end();
    };
    pump();
  });
  const result = await client.request({ method: 'GET', url });
  expect(result).toMatchObject({ kind: 'unknown', message: 'answer larger than 1000 bytes' });
  expect(written).toBeLessThan(20_000_000);
});

test('a redirect is an answer, not an order', async () => {
  let hits = 0;
  const url = await serve((request, response) => {
    hits += 1;
    response.writeHead(302, { location: `http://${request.headers.host ?? ''}/elsewhere` }).end();
  });
  expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'response', status: 302 });
  expect(hits).toBe(1);
});
