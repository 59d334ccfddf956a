/**
 * The one socket of all practice vendors: reads requests within limits, finds the vendor by path prefix, commits what
 * its handler decided, then answers as the switches want it. Loopback only.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { controlRoute } from './control/routes.ts';
import { pickFault, spoil } from './faults.ts';
import type { Answer } from './faults.ts';
import { gatewayRoute, twistGateway } from './gateway/routes.ts';
import { lockRoute, twistLock } from './lock/routes.ts';
import { deploymentRoute, twistDeployment } from './deployment/routes.ts';
import { formSupplierRoute, twistFormSupplier } from './supplier/form-routes.ts';
import { getSupplierRoute, twistGetSupplier } from './supplier/get-routes.ts';
import { supplierRoute, twistSupplier } from './supplier/routes.ts';
import { html, json } from './world/handling.ts';
import type { Context, Incoming, Outgoing, Route } from './world/handling.ts';
import { count } from './world/model.ts';
import type { Effect, World } from './world/model.ts';

export interface ServerParts {
  world: World;
  context: () => Context;
  /** Stores, applies and lets waiting work be noticed. */
  commit: (effects: Effect[]) => void;
  /** Opens `/control`. */
  token: string;
  log: (line: string) => void;
  /** Shuts the port for a while: the only honest "connection refused". */
  closePort: (forMs: number) => void;
}

const MAX_BODY_BYTES = 256 * 1024;

interface Vendor {
  prefix: string;
  name: string;
  route: (method: string, path: string, body: string, query: URLSearchParams) => Route | null;
  twist: (kind: string, response: Outgoing) => Outgoing;
}

const VENDORS: readonly Vendor[] = [
  { prefix: '/gateway', name: 'gateway', route: gatewayRoute, twist: twistGateway },
  { prefix: '/supplier', name: 'supplier', route: supplierRoute, twist: twistSupplier },
  { prefix: '/form-supplier', name: 'supplier', route: formSupplierRoute, twist: twistFormSupplier },
  { prefix: '/get-supplier', name: 'supplier', route: getSupplierRoute, twist: twistGetSupplier },
  { prefix: '/deployer', name: 'deployment', route: deploymentRoute, twist: twistDeployment },
  { prefix: '/lock', name: 'lock', route: lockRoute, twist: twistLock },
  { prefix: '/control', name: 'control', route: controlRoute, twist: (_kind, response) => response },
];

/** The caller listens and closes. */
export function makeServer(parts: ServerParts): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 });
  server.on('request', (request, response) => {
    response.on('error', () => undefined);
    serve(parts, request, response).catch((error: unknown) => {
      if (!request.complete) return void request.destroy();
      parts.log(`request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!response.headersSent) send(response, json(500, { error: 'Internal Server Error' }).response);
      else response.destroy();
    });
  });
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === null) return send(response, json(413, { error: 'Payload Too Large' }).response);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const vendor = VENDORS.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`));
  const path = vendor ? url.pathname.slice(vendor.prefix.length) : '';
  const route = vendor?.route(method, path, body, url.searchParams);
  if (!vendor || !route) return send(response, html(404, '<!doctype html><h1>404 Not Found</h1>').response);
  if (vendor.name === 'control' && !isToken(request.headers['x-sandbox-token'], parts.token))
    return send(response, json(401, { error: { code: 'bad_token', message: 'x-sandbox-token is wrong' } }).response);

  const headers = request.headers as Incoming['headers'];
  const incoming = { method, path, query: url.searchParams, headers, body };
  if (vendor.name === 'control') return control(parts, route, incoming, response);
  play(response, handle(parts, vendor, route, incoming));
}

function control(parts: ServerParts, route: Route, incoming: Incoming, response: ServerResponse): void {
  const done = route.handle(incoming, parts.world, parts.context());
  parts.commit(done.effects);
  const forMs = done.closePortMs;
  if (forMs) response.once('finish', () => parts.closePort(forMs));
  send(response, done.response);
}

/** No await inside: what one request reads and changes is one step. */
function handle(parts: ServerParts, vendor: Vendor, route: Route, incoming: Incoming): Answer {
  const { world, commit } = parts;
  const context = parts.context();
  const endpoint = route.endpointOf?.(incoming) ?? route.endpoint;
  const { fault, effects } = pickFault(world, context.random, vendor.name, endpoint);
  const counted = count(world, `${vendor.name} ${endpoint}`);
  const work = fault && !fault.handled ? null : route.handle(incoming, world, context);
  commit([...effects, counted, ...(work?.effects ?? [])]);
  return spoil(fault, work?.response ?? json(503, { error: 'Service Unavailable' }).response, vendor.twist);
}

/** null = too large; the rest is read and thrown away, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (size > 100 * MAX_BODY_BYTES) request.destroy();
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  const a = Buffer.from(typeof given === 'string' ? given : '');
  const b = Buffer.from(token);
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}

function play(response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'drip') return drip(response, answer.response, answer.msPerByte);
  const waitMs = answer.kind === 'reset' ? answer.afterMs : answer.delayMs;
  const act = (): void => {
    if (answer.kind === 'send') send(response, answer.response);
    else response.socket?.resetAndDestroy();
  };
  if (waitMs === 0) return act();
  const timer = setTimeout(act, waitMs);
  response.on('close', () => clearTimeout(timer));
}

function send(response: ServerResponse, answer: Outgoing): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  response.end(bytes);
}

function drip(response: ServerResponse, answer: Outgoing, msPerByte: number): void {
  const bytes = Buffer.from(answer.body);
  let sent = 0;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  response.flushHeaders();
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, msPerByte);
  response.on('close', () => clearInterval(timer));
}
