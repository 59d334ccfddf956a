/**
 * `GET /api/chat/stream`: messages as server-sent events, each with its number as event id, so a browser that comes
 * back says where it stopped. Events: `message`, `typing`, `heartbeat`. A stream ends after half an hour and the
 * browser opens the next one; nothing is lost in between.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Chat } from '../../../commerce/chat/model.ts';
import type { HttpDeps } from '../deps.ts';
import { parsed, Problem } from '../problem.ts';
import { requireSession } from './session.ts';
import { chatOfTicket } from './ticket.ts';
import type { ChatWatch, Reader } from './watch.ts';

const HEARTBEAT_MS = 20_000;
const MAX_AGE_MS = 30 * 60_000;
const MAX_PER_CHAT = 8;
const MAX_STREAMS = 2000;
/** A page that reads nothing while this much waits for it is cut off; it comes back with its number. */
const MAX_UNREAD_BYTES = 1024 * 1024;

const query = z.object({
  ticket: z.string().max(200).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export function registerStream(app: FastifyInstance, deps: HttpDeps, watch: ChatWatch): void {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
  app.get('/api/chat/stream', { exposeHeadRoute: false }, async (request, reply) => {
    const { ticket, after } = parsed(query, request.query);
    const chat = await chatOf(deps, request, ticket);
    if (open.size >= MAX_STREAMS) throw new Problem(503, 'busy', { seconds: 10 });
    if (watch.readers(chat.id) >= MAX_PER_CHAT) throw new Problem(429, 'rate_limited', { seconds: 30 });
    const cursor = lastEventId(request) ?? after ?? 0;
    const end = stream(
      reply,
      cursor,
      (reader) => watch.follow(chat, reader),
      () => deps.clock.now(),
    );
    open.add(end);
    reply.raw.on('close', () => open.delete(end));
  });
}

async function chatOf(deps: HttpDeps, request: FastifyRequest, ticket: string | undefined): Promise<Chat> {
  if (ticket === undefined) return (await requireSession(deps, request)).chat;
  const chatId = chatOfTicket(deps, ticket);
  const chat = chatId === null ? null : await deps.uow.read.chats.get(chatId);
  if (!chat) throw new Problem(401, 'session_unknown');
  return chat;
}

function lastEventId(request: FastifyRequest): number | null {
  const seq = Number(request.headers['last-event-id'] ?? Number.NaN);
  return Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}

function stream(
  reply: FastifyReply,
  cursor: number,
  follow: (reader: Reader) => () => void,
  now: () => number,
): () => void {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (chunk: string) => {
    if (raw.writableLength > MAX_UNREAD_BYTES) raw.destroy();
    else if (!raw.writableEnded) raw.write(chunk);
  };
  const event = (name: string, data: unknown, id?: number) =>
    write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  write('retry: 2000\n\n');
  event('heartbeat', { now: now() });
  const leave = follow({
    cursor,
    give: (messages) => {
      for (const message of messages) event('message', message, message.seq);
    },
    typing: () => event('typing', {}),
  });
  const end = () => raw.end();
  const heartbeat = setInterval(() => event('heartbeat', { now: now() }), HEARTBEAT_MS);
  const age = setTimeout(end, MAX_AGE_MS);
  raw.on('close', () => {
    clearInterval(heartbeat);
    clearTimeout(age);
    leave();
  });
  return end;
}
