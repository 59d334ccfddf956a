/** Reading a call of the Bot API, as JSON or as a form with files, and answering it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './rules.ts';

export interface Upload {
  name: string;
  bytes: Buffer;
}
export type Payload = Record<string, unknown>;
export type Uploads = ReadonlyMap<string, Upload>;

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A value of a payload as text; anything that is no text counts as none. */
export const words = (value: unknown): string => (typeof value === 'string' ? value : '');

export async function readCall(request: IncomingMessage): Promise<{ payload: Payload; uploads: Uploads }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/')) return await readForm(body, contentType);
  return { payload: body.length > 0 ? (JSON.parse(body.toString('utf8')) as Payload) : {}, uploads: new Map() };
}

async function readForm(body: Buffer, contentType: string) {
  const payload: Payload = {};
  const uploads = new Map<string, Upload>();
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') payload[name] = value;
    else uploads.set(name, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { payload, uploads };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendRefusal(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
  const { status, message: description, retryAfter } = refusal;
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  sendJson(response, status, { ok: false, error_code: status, description, ...parameters });
}
