/**
 * Keeps pages for the owner alone. The link from the chat leads to a page with one button, because programs that fetch
 * previews follow links and would use it up; the button exchanges it for a signed cookie of eight hours. That a person
 * is still the owner, and has been since the cookie was given, is asked at every request: taking the role away closes
 * their pages at once, and getting it back does not open them again.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpDeps } from './deps.ts';
import { requireSameOrigin } from './headers.ts';
import { html } from './pages/html.ts';
import { pageLang, sendPage } from './pages/layout.ts';
import { parsed, Problem } from './problem.ts';
import { signature, signatureMatches } from './signature.ts';
import { word } from './words.ts';

export const OWNER_COOKIE = 'sapa_owner';
const VALID_MS = 8 * 3_600_000;
const HOME = '/queues';

const token = z.object({ token: z.string().regex(/^[\w-]{16,128}$/) });

type LoginDeps = Pick<HttpDeps, 'commerce' | 'vault' | 'clock' | 'publicUrl' | 'mode'>;

/** The owner's person id, or a 401 Problem. */
export async function requireOwner(deps: LoginDeps, request: FastifyRequest): Promise<string> {
  const person = cookiePerson(deps, request.headers.cookie);
  if (person === null) throw new Problem(401, 'owner_only');
  const since = await deps.commerce.ownerSince(person.id);
  if (since === null || person.issuedAt < since) throw new Problem(401, 'owner_only');
  return person.id;
}

export function registerOwnerLogin(app: FastifyInstance, deps: LoginDeps): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get('/owner/enter/:token', async (request, reply) => {
    const given = parsed(token, request.params).token;
    return page(deps, request, reply, 'owner_enter', given);
  });
  app.post('/owner/enter', async (request, reply) => {
    requireSameOrigin(request);
    const personId = await deps.commerce.enterByLink(parsed(token, request.body).token);
    if (personId === null) return page(deps, request, reply.code(410), 'owner_gone', null);
    return reply.header('set-cookie', cookieOf(deps, personId)).header('cache-control', 'no-store').redirect(HOME, 303);
  });
}

async function page(
  deps: LoginDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  what: 'owner_enter' | 'owner_gone',
  given: string | null,
): Promise<FastifyReply> {
  const lang = pageLang(request);
  const form =
    given === null
      ? null
      : html`<form method="post" action="/owner/enter">
          <input type="hidden" name="token" value="${given}" />
          <button type="submit">${word(lang, 'owner_enter_button')}</button>
        </form>`;
  return sendPage(request, reply, {
    title: word(lang, 'owner_title'),
    practice: (await deps.mode()).practice,
    refreshS: null,
    main: html`<h1>${word(lang, 'owner_title')}</h1>
      <p>${word(lang, what)}</p>
      ${form}`,
  });
}

function cookieOf(deps: LoginDeps, personId: string): string {
  const value = `${personId}.${deps.clock.now() + VALID_MS}`;
  const secure = deps.publicUrl.startsWith('https:') ? '; Secure' : '';
  // Lax: the owner comes from a chat app. Pages behind the cookie change nothing on a plain visit.
  return `${OWNER_COOKIE}=${value}.${signature(deps.vault, 'owner-login', value)}; Path=/; Max-Age=${VALID_MS / 1000}; HttpOnly; SameSite=Lax${secure}`;
}

/** Whose cookie it is; null when there is none, it ran out, or the signature is not ours. */
function cookiePerson(deps: LoginDeps, header: string | undefined): { id: string; issuedAt: number } | null {
  const match = new RegExp(`(?:^|; ?)${OWNER_COOKIE}=([\\w-]{1,64})\\.(\\d{1,15})\\.([\\w-]{1,64})(?:;|$)`).exec(
    header ?? '',
  );
  if (!match) return null;
  const [, personId = '', expiresAt = '', given = ''] = match;
  if (!signatureMatches(deps.vault, 'owner-login', `${personId}.${expiresAt}`, given)) return null;
  const until = Number(expiresAt);
  return until > deps.clock.now() ? { id: personId, issuedAt: until - VALID_MS } : null;
}
