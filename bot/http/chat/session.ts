/**
 * Who is asking. A session token is shown once, kept by the client (in a cookie for the page) and stored here only as
 * a fingerprint. A wrong token, a foreign one and none at all get the same answer, so nothing can be learned by trying.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Chat } from '../../../commerce/chat/model.ts';
import type { HttpDeps } from '../deps.ts';
import { requireSameOrigin } from '../headers.ts';
import { Problem } from '../problem.ts';
import { speak } from '../words.ts';

export const SESSION_COOKIE = 'sapa_chat';
const SESSION_HEADER = 'x-chat-session';
const COOKIE_MAX_AGE_S = 90 * 24 * 3600;
/** Last-seen is for housekeeping, so it need not be exact. */
const TOUCH_EVERY_MS = 3_600_000;

export interface OpenSession {
  sessionId: string;
  token: string;
  /** The token came from the cookie, so a browser sent it without being asked. */
  fromCookie: boolean;
  chat: Chat;
}

const token = z.string().min(16).max(128);

/** Names who says they ask, without looking anything up: for limits. Null where no token was given. */
export function claimedSession(
  deps: Pick<HttpDeps, 'vault'>,
  request: FastifyRequest,
  explicit?: unknown,
): string | null {
  const given = tokenOf(request, explicit);
  return given && tokenFingerprint(deps, given.token);
}

/** Names a token in memory (limits) without keeping it. */
export const tokenFingerprint = (deps: Pick<HttpDeps, 'vault'>, value: string): string =>
  deps.vault.fingerprint('web_session', value);

/**
 * Finds the session of a request: body or query, then header, then cookie. Throws 401 `session_unknown`. A token given
 * explicitly is never replaced by the cookie's.
 */
export async function requireSession(
  deps: HttpDeps,
  request: FastifyRequest,
  explicit?: unknown,
): Promise<OpenSession> {
  const session = await findSession(deps, request, explicit);
  if (!session) throw new Problem(401, 'session_unknown');
  return session;
}

/** As requireSession, but null when there is none. */
export async function findSession(
  deps: HttpDeps,
  request: FastifyRequest,
  explicit?: unknown,
): Promise<OpenSession | null> {
  const given = tokenOf(request, explicit);
  if (!given) return null;
  const row = await deps.uow.read.people.webSession(tokenFingerprint(deps, given.token));
  const chat = row && (await deps.uow.read.chats.get(row.chatId));
  if (!row || !chat) return null;
  if (given.fromCookie && request.method !== 'GET') requireSameOrigin(request);
  speak(request, chat.lang);
  const now = deps.clock.now();
  if (now - row.lastSeenAt > TOUCH_EVERY_MS) {
    await deps.uow.run('web.touch', (stores) => stores.people.touchWebSession(row.id, now));
  }
  return { sessionId: row.id, ...given, chat };
}

/** Keeps the token in the browser where scripts cannot read it. */
export function setSessionCookie(deps: Pick<HttpDeps, 'publicUrl'>, reply: FastifyReply, value: string): void {
  const secure = deps.publicUrl.startsWith('https:') ? '; Secure' : '';
  const cookie = `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_MAX_AGE_S}${secure}`;
  reply.header('set-cookie', cookie);
}

function tokenOf(request: FastifyRequest, explicit: unknown): Pick<OpenSession, 'token' | 'fromCookie'> | null {
  const given = explicit ?? request.headers[SESSION_HEADER];
  const candidate = token.safeParse(given ?? cookieOf(request));
  return candidate.success ? { token: candidate.data, fromCookie: given === undefined } : null;
}

function cookieOf(request: FastifyRequest): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE) return value;
  }
  return undefined;
}
