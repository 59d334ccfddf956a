/**
 * Pictures of the chat: payment codes and drawn rooms. A payment code's address is signed, so it can be neither guessed
 * nor counted; it is drawn from the stored message each time and kept for a while.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Rendered } from '../../conversations/messages/render.ts';
import { qrPng } from '../qr/png.ts';
import type { HttpDeps } from './deps.ts';
import { Problem } from './problem.ts';
import { signature, signatureMatches } from './signature.ts';

const ASSETS = new URL('../channels/assets/', import.meta.url);
const KEPT_PICTURES = 200;

/** The address of a message's picture, relative to the site; null without one or when the asset does not exist. */
export function imageUrl(deps: Pick<HttpDeps, 'vault'>, rowId: string, image: Rendered['image']): string | null {
  if (!image) return null;
  if (image.kind === 'asset') return assets().has(image.name) ? `/assets/${encodeURIComponent(image.name)}` : null;
  return `/media/qr/${rowId}.${signature(deps.vault, 'media', rowId)}.png`;
}

export function registerMedia(app: FastifyInstance, deps: HttpDeps): void {
  const pictures = new Map<string, Buffer>();
  app.get<{ Params: { file: string } }>('/media/qr/:file', async (request, reply) => {
    const [rowId = '', signed = '', ending] = request.params.file.split('.');
    if (ending !== 'png' || !signatureMatches(deps.vault, 'media', rowId, signed)) throw new Problem(404, 'not_found');
    const picture = pictures.get(rowId) ?? (await drawn(deps, rowId));
    keep(pictures, rowId, picture);
    return reply
      .type('image/png')
      .header('cache-control', 'private, max-age=86400, immutable')
      .header('content-disposition', 'inline; filename="qris.png"')
      .send(picture);
  });
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const asset = assets().get(request.params.name);
    if (!asset) throw new Problem(404, 'not_found');
    return reply.type('image/png').header('cache-control', 'public, max-age=86400').send(asset);
  });
}

async function drawn(deps: HttpDeps, rowId: string): Promise<Buffer> {
  const row = await deps.uow.read.outgoing.get(rowId);
  const image = row && deps.uow.read.outgoing.screen(row).image;
  if (image?.kind !== 'qris') throw new Problem(404, 'not_found');
  return qrPng(image.payload);
}

/** Last used stays longest. */
function keep(pictures: Map<string, Buffer>, rowId: string, picture: Buffer): void {
  pictures.delete(rowId);
  pictures.set(rowId, picture);
  if (pictures.size > KEPT_PICTURES) pictures.delete(pictures.keys().next().value ?? '');
}

let loaded: Map<string, Buffer> | null = null;

/** All drawn pictures by file name, read once. A name from a request is only ever looked up, never joined to a path. */
function assets(): Map<string, Buffer> {
  loaded ??= new Map(
    readdirSync(ASSETS)
      .filter((name) => name.endsWith('.png'))
      .map((name) => [name, readFileSync(new URL(name, ASSETS))]),
  );
  return loaded;
}
