/** The chat page and its files, read once at start. No build: the browser gets what stands in `bot/http/web`. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

const WEB = new URL('../web/', import.meta.url);
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
};

interface SiteFile {
  body: Buffer;
  type: string;
  etag: string;
}

export function registerSite(app: FastifyInstance): void {
  const files = siteFiles();
  const serve = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const file = files.get(name);
    if (!file) throw new Problem(404, 'not_found');
    reply.header('etag', file.etag).header('cache-control', 'no-cache').type(file.type);
    return request.headers['if-none-match'] === file.etag ? reply.code(304).send() : reply.send(file.body);
  };
  app.get('/', async (request, reply) => serve(request, reply, 'index.html'));
  app.get<{ Params: { '*': string } }>('/web/*', async (request, reply) => serve(request, reply, request.params['*']));
  app.get('/favicon.ico', async (request, reply) => serve(request, reply, 'icon.svg'));
  app.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /o/\nDisallow: /pay/\n'),
  );
}

/** By path below the folder, with forward slashes. A request's path is only ever looked up here. */
export function siteFiles(): Map<string, SiteFile> {
  const files = new Map<string, SiteFile>();
  for (const path of readdirSync(WEB, { recursive: true, encoding: 'utf8' })) {
    const name = path.replaceAll('\\', '/');
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (!type) continue;
    const body = readFileSync(new URL(name, WEB));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(name, { body, type, etag });
  }
  return files;
}
