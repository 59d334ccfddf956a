/** `POST` and `GET /api/chat/messages`. A message is stored before it is acknowledged; the same id is stored once. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { InboundBody, Lang } from '../../../commerce/chat/model.ts';
import type { HttpDeps } from '../deps.ts';
import { createLimiter } from '../limiter.ts';
import { MAX_TEXT_CHARS, parsed } from '../problem.ts';
import type { History } from './history.ts';
import { langOf, speak } from '../words.ts';
import { claimedSession, requireSession, tokenFingerprint } from './session.ts';

// Characters a database or a terminal would stumble over: control characters other than tab and line feed.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

const cleaned = (text: string) => text.replaceAll('\r\n', '\n').replace(CONTROLS, '').toWellFormed();

const incoming = z
  .object({
    session: z.string().max(128).optional(),
    id: z
      .string()
      .min(1)
      .max(64)
      .refine((id) => id === cleaned(id)),
    text: z
      .string()
      .refine((text) => Array.from(text).length <= MAX_TEXT_CHARS)
      .transform(cleaned)
      .optional(),
    choice: z
      .string()
      .min(1)
      .max(128)
      .refine((choice) => choice === cleaned(choice))
      .optional(),
  })
  .refine(({ text, choice }) => (text === undefined) !== (choice === undefined), { path: ['text | choice'] });

const query = z.object({
  session: z.string().max(128).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

const MAX_SPOKEN = 10_000;

export function registerMessageRoutes(app: FastifyInstance, deps: HttpDeps, history: History): void {
  const limiter = createLimiter(deps.clock, {
    perWindow: () => deps.settings.webMessagesPerMinute,
    windowMs: 60_000,
  });
  /** In which language to refuse those of whom nothing else is looked up. */
  const spoken = new Map<string, Lang>();
  app.post('/api/chat/messages', async (request, reply) => {
    // Who floods is refused before anything is looked up for them. The token is counted below, once it is known.
    const claimed = claimedSession(deps, request, sessionField(request));
    if (claimed !== null) {
      speak(request, spoken.get(claimed) ?? langOf(request));
      limiter.refuseFull(claimed);
    }
    const { chat, token } = await requireSession(deps, request, sessionField(request));
    const message = parsed(incoming, request.body);
    const asker = tokenFingerprint(deps, token);
    if (spoken.size >= MAX_SPOKEN) spoken.clear();
    spoken.set(asker, chat.lang);
    limiter.take(asker);
    const body: InboundBody =
      message.choice === undefined
        ? { kind: 'text', text: message.text ?? '' }
        : { kind: 'choice', choice: message.choice };
    const at = deps.clock.now();
    const { row, duplicate } = await deps.gates.messages.run(() =>
      deps.commerce.receive({ chatId: chat.id, messageId: message.id, body, at }),
    );
    if (!duplicate) {
      deps.web.changed(chat.address, row);
      await deps.web.typing(chat.address);
    }
    return reply.code(202).send({ id: message.id, duplicate });
  });

  app.get('/api/chat/messages', async (request, reply) => {
    const { session, after } = parsed(query, request.query);
    const { chat } = await requireSession(deps, request, session);
    const { messages, next } = await history.after(chat.id, after);
    return reply.header('cache-control', 'no-store').send({ messages, next, now: deps.clock.now() });
  });
}

/** Read before the rest is checked, so that a wrong message is already refused in the chat's language. */
function sessionField(request: FastifyRequest): unknown {
  const body = request.body;
  return typeof body === 'object' && body !== null && 'session' in body ? body.session : undefined;
}
