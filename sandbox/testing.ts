/** What the sandbox's own tests share: a started sandbox, plain calls to it, a small webhook receiver. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { PRACTICE_CREDENTIALS, startSandbox } from './index.ts';
import type { Sandbox, SandboxOptions } from './index.ts';

export interface Reply {
  status: number;
  body: any;
  text: string;
}

export interface Client {
  sandbox: Sandbox;
  get: (path: string) => Promise<Reply>;
  post: (path: string, body: unknown) => Promise<Reply>;
  form: (path: string, fields: Record<string, string | number>) => Promise<Reply>;
  control: (method: string, path: string, body?: unknown) => Promise<Reply>;
}

export async function started(options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return clientOf(sandbox);
}

export function clientOf(sandbox: Sandbox): Client {
  const call = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await fetch(`${sandbox.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
  };
  return {
    sandbox,
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
    form: (path, fields) =>
      call(path, {
        method: 'POST',
        body: new URLSearchParams(
          Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
        ),
      }),
    control: (method, path, body) =>
      call(`/control${path}`, {
        method,
        headers: { 'x-sandbox-token': sandbox.token },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  };
}

const { project, apiKey } = PRACTICE_CREDENTIALS.gateway;

export function bill(orderId: string, amount: number): Record<string, unknown> {
  return { project, api_key: apiKey, order_id: orderId, amount };
}

export function detailPath(orderId: string, amount: number): string {
  return `/gateway/api/transactiondetail?project=${project}&api_key=${apiKey}&order_id=${orderId}&amount=${amount}`;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** A supplier request with its signature; `subject` is what the vendor signs for this call. */
export function signedBody(subject: string, fields: Record<string, unknown>): Record<string, unknown> {
  const supplier = PRACTICE_CREDENTIALS.supplier;
  return { username: supplier.username, sign: md5(supplier.username + supplier.apiKey + subject), ...fields };
}

export interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  body: any;
}

/** Answers with `statuses` in turn, then 200. */
export async function receiver(...statuses: number[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(statuses.shift() ?? 200).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, received };
}

/** Polls until the condition holds; fails after five seconds. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 5_000, interval: 5, message: `waited in vain until ${what}` }).toBe(true);
}
