/**
 * `GET /api/chat/files/MESSAGE`: the file of a message, to the session of its chat and to nobody else. It is always
 * saved and never shown, so nothing in it can run as a page of ours.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { openFile } from '../../../commerce/files/open-file.ts';
import type { ScreenFile } from '../../../commerce/ports/screen.ts';
import type { HttpDeps } from '../deps.ts';
import { parsed, Problem } from '../problem.ts';
import { requireSession } from './session.ts';

/** A file as the page shows it. */
export interface FileCard {
  /** Relative to the site; opens only with the chat's own session. */
  url: string;
  name: string;
  sizeBytes: number;
  /** Epoch milliseconds; null = kept for ever. */
  expiresAt: number | null;
}

export const fileCard = (messageId: string, { name, sizeBytes, expiresAt }: ScreenFile): FileCard => ({
  url: `/api/chat/files/${messageId}`,
  name,
  sizeBytes,
  expiresAt,
});

const query = z.object({ session: z.string().max(128).optional() });

export function registerFileRoute(app: FastifyInstance, deps: HttpDeps): void {
  app.get<{ Params: { message: string } }>('/api/chat/files/:message', async (request, reply) => {
    const { chat } = await requireSession(deps, request, parsed(query, request.query).session);
    const opened = await openFile(deps, { chatId: chat.id, messageId: request.params.message });
    if (opened.state === 'none') throw new Problem(404, 'not_found');
    if (opened.state === 'expired') throw new Problem(410, 'file_expired');
    return reply
      .type(opened.file.mime)
      .header('cache-control', 'private, no-store')
      .header('content-disposition', attachment(opened.file.name))
      .send(Buffer.from(opened.bytes));
  });
}

/** Both forms of RFC 6266: a plain one for old programs, and the name as it is. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.-]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
