/**
 * Tickets for the stream: a browser's EventSource cannot send a header, and a session token does not belong in an
 * address. A ticket opens the stream of one chat for a minute and nothing else; it is signed, not stored.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HttpDeps } from '../deps.ts';
import { parsed } from '../problem.ts';
import { signature, signatureMatches } from '../signature.ts';
import { requireSession } from './session.ts';

const TICKET_MS = 60_000;

const request = z.object({ session: z.string().max(128).optional() });

export function registerTickets(app: FastifyInstance, deps: HttpDeps): void {
  app.post('/api/chat/ticket', async (req, reply) => {
    const { session } = parsed(request, req.body ?? {});
    const { chat } = await requireSession(deps, req, session);
    const expiresAt = deps.clock.now() + TICKET_MS;
    const claim = `${chat.id}.${expiresAt}`;
    const ticket = `${claim}.${signature(deps.vault, 'chat-ticket', claim)}`;
    return reply.header('cache-control', 'no-store').send({ ticket, expiresAt });
  });
}

/** The chat a ticket opens, or null when it was altered or has run out. */
export function chatOfTicket(deps: Pick<HttpDeps, 'vault' | 'clock'>, ticket: string): string | null {
  const [chatId = '', expiresAt = '', signed = ''] = ticket.split('.');
  if (!signatureMatches(deps.vault, 'chat-ticket', `${chatId}.${expiresAt}`, signed)) return null;
  return Number(expiresAt) > deps.clock.now() ? chatId : null;
}
