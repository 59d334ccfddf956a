/** `POST /api/chat/sessions`: opens a chat, or (for a client that says so) goes on with the one it has. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ChatIdentity } from '../../../commerce/app.ts';
import type { Lang } from '../../../commerce/chat/model.ts';
import type { Actor } from '../../../commerce/people/model.ts';
import { WEB_CHANNEL } from '../../channels/web.ts';
import type { HttpDeps } from '../deps.ts';
import { createLimiter } from '../limiter.ts';
import { parsed, Problem } from '../problem.ts';
import { langOf, speak } from '../words.ts';
import { findSession, setSessionCookie, tokenFingerprint } from './session.ts';
import type { OpenSession } from './session.ts';

const request = z.object({
  lang: z.enum(['id', 'en']).optional(),
  persona: z.enum(['guest', 'reseller', 'owner']).optional(),
  /** Goes on with this session. */
  session: z.string().max(128).optional(),
  /** Goes on with the cookie's session where there is one. */
  resume: z.boolean().optional(),
});
type Wanted = z.infer<typeof request>;

export function registerSessionRoutes(app: FastifyInstance, deps: HttpDeps): void {
  const limiter = createLimiter(deps.clock, {
    perWindow: () => deps.settings.webSessionsPerMinute,
    windowMs: 60_000,
  });
  app.post('/api/chat/sessions', async (req, reply) => {
    const wanted = parsed(request, req.body ?? {});
    if (wanted.lang) speak(req, wanted.lang);
    const { practice } = await deps.mode();
    if (wanted.persona && !practice) throw new Problem(403, 'persona_not_allowed');
    const session = await resumed(deps, req, wanted);
    if (session) return resume(deps, reply, session, wanted, practice);
    limiter.take(req.ip);
    return open(deps, req, reply, wanted, practice);
  });
}

async function resumed(deps: HttpDeps, req: FastifyRequest, wanted: Wanted): Promise<OpenSession | null> {
  const explicit = wanted.session ?? req.headers['x-chat-session'];
  if (explicit === undefined && !wanted.resume) return null;
  const session = await findSession(deps, req, wanted.session);
  if (!session && explicit !== undefined) throw new Problem(401, 'session_unknown');
  return session;
}

async function open(deps: HttpDeps, req: FastifyRequest, reply: FastifyReply, wanted: Wanted, practice: boolean) {
  const address = deps.ids.uuid();
  const lang = langOf(req);
  const identity = await deps.commerce.openChat({ channel: WEB_CHANNEL, address, externalId: address, lang });
  const session = deps.ids.token();
  const now = deps.clock.now();
  await deps.uow.run('web.session', (stores) =>
    stores.people.insertWebSession({
      id: deps.ids.uuid(),
      tokenFingerprint: tokenFingerprint(deps, session),
      chatId: identity.chatId,
      createdAt: now,
      lastSeenAt: now,
    }),
  );
  if (wanted.persona) await play(deps, identity.chatId, wanted.persona);
  setSessionCookie(deps, reply, session);
  return reply.code(201).send({ session, ...(await described(deps, identity.chatId, lang, practice)) });
}

async function resume(deps: HttpDeps, reply: FastifyReply, session: OpenSession, wanted: Wanted, practice: boolean) {
  const { chat } = session;
  if (wanted.persona) await play(deps, chat.id, wanted.persona);
  if (wanted.lang && wanted.lang !== chat.lang) {
    await deps.commerce.setLang(await deps.commerce.actorOf(chat.id), wanted.lang);
  }
  setSessionCookie(deps, reply, session.token);
  // A token that only lives in the HttpOnly cookie stays out of reach of the page's scripts.
  const shown = session.fromCookie ? {} : { session: session.token };
  return reply.send({ ...shown, ...(await described(deps, chat.id, wanted.lang ?? chat.lang, practice)) });
}

async function play(deps: HttpDeps, chatId: ChatIdentity['chatId'], persona: NonNullable<Wanted['persona']>) {
  const answer = await deps.commerce.playPersona(await deps.commerce.actorOf(chatId), persona);
  if (!answer.ok) throw new Problem(403, 'persona_not_allowed');
}

/** What the page needs to dress itself. `chat` names the conversation for the client's own storage; it opens nothing. */
async function described(deps: HttpDeps, chatId: string, lang: Lang, practice: boolean) {
  const [actor, business] = await Promise.all([deps.commerce.actorOf(chatId), deps.uow.read.stays.firstBusiness()]);
  return {
    chat: chatId,
    lang,
    practice,
    persona: practice ? personaOf(actor) : null,
    name: business?.name ?? null,
    now: deps.clock.now(),
  };
}

function personaOf(actor: Actor): 'guest' | 'reseller' | 'owner' {
  if (actor.roles.includes('owner')) return 'owner';
  return actor.roles.includes('reseller') ? 'reseller' : 'guest';
}
