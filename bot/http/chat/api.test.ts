import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestSite, plain } from '../testing.ts';
import type { TestSite } from '../testing.ts';
import type { ChatMessage } from './message.ts';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
});
afterEach(() => site.close());

interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T & { error?: { code: string; message: string } };
}

async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(site.url + path, { method, headers: { ...type, ...headers }, body: payload });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer<T>['body'] };
}

const open = (body: object = {}, headers: Record<string, string> = {}) =>
  call<{ session: string; chat: string; lang: string; persona: string | null; name: string }>(
    'POST',
    '/api/chat/sessions',
    body,
    headers,
  );
const post = (body: unknown, headers: Record<string, string> = {}) => call('POST', '/api/chat/messages', body, headers);
const read = async (session: string, after = 0) =>
  (
    await call<{ messages: ChatMessage[] }>('GET', `/api/chat/messages?after=${after}`, undefined, {
      'x-chat-session': session,
    })
  ).body.messages;

describe('sessions', () => {
  it('opens a chat with an unguessable token that is stored only as a fingerprint', async () => {
    const { status, body, headers } = await open({ lang: 'en' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ lang: 'en', persona: 'guest', practice: true, name: 'Wisma Melati' });
    expect(Buffer.from(body.session, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    expect(headers.get('set-cookie')).toMatch(/^sapa_chat=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    expect(await site.uow.read.people.webSession(body.session)).toBeNull();
    expect(JSON.stringify(site.logged)).not.toContain(body.session);
    expect((await open()).body.session).not.toBe(body.session);
  });

  it('goes on with a session only when asked to', async () => {
    const first = (await open()).body;
    const cookie = { cookie: `a=b; sapa_chat=${first.session}` };
    expect((await open({}, cookie)).body.chat).not.toBe(first.chat);
    const byCookie = await open({ resume: true }, cookie);
    expect(byCookie).toMatchObject({ status: 200, body: { chat: first.chat } });
    expect(byCookie.body).not.toHaveProperty('session');
    expect((await open({ session: first.session, lang: 'en' })).body).toMatchObject({
      chat: first.chat,
      session: first.session,
      lang: 'en',
    });
    expect((await site.uow.read.chats.get(first.chat))?.lang).toBe('en');
    expect(await open({ resume: true })).toMatchObject({ status: 201 });
    expect(await open({ session: 'x'.repeat(43), resume: true }, cookie)).toMatchObject({
      status: 401,
      body: { error: { code: 'session_unknown' } },
    });
  });

  it('lets a visitor play a persona in practice mode, and nowhere else', async () => {
    const { body } = await open({ persona: 'reseller' });
    expect(body.persona).toBe('reseller');
    expect((await open({ session: body.session, persona: 'owner' })).body).toMatchObject({
      chat: body.chat,
      persona: 'owner',
    });
    const live = await openTestSite({ practice: false });
    const answer = await fetch(`${live.url}/api/chat/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ persona: 'owner' }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: { code: 'persona_not_allowed', message: 'Switching roles works in practice mode only.' },
    });
    await live.close();
  });

  it('opens at most ten a minute for one address', async () => {
    const opened = await Promise.all(Array.from({ length: 14 }, () => open()));
    expect(opened.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = opened.find(({ status }) => status === 429);
    expect(refused?.body.error?.code).toBe('rate_limited');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    site.passMs(60_000);
    expect((await open()).status).toBe(201);
  });
});

describe('sending', () => {
  it('stores a message before it says so, and the same id only once', async () => {
    const { session, chat } = (await open()).body;
    const message = { session, id: 'm-1', text: 'halo 👋\u0000\u0007 apa kabar' };
    expect(await post(message)).toMatchObject({ status: 202, body: { id: 'm-1', duplicate: false } });
    expect(await site.uow.read.inbox.after(chat, 0, 10)).toHaveLength(1);
    const repeats = await Promise.all(Array.from({ length: 10 }, () => post(message)));
    for (const repeat of repeats) expect(repeat).toMatchObject({ status: 202, body: { id: 'm-1', duplicate: true } });
    expect(await post({ session, id: 'm-2', text: '' })).toMatchObject({ status: 202 });
    const messages = await read(session);
    expect(messages.map(({ id, from, text }) => ({ id, from, text }))).toEqual([
      { id: 'm-1', from: 'user', text: 'halo 👋 apa kabar' },
      { id: 'm-2', from: 'user', text: '' },
    ]);
  });

  it('takes twenty a minute from one session, and the others do not notice', async () => {
    const noisy = (await open({ lang: 'en' })).body.session;
    const calm = (await open()).body.session;
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, at) => post({ session: noisy, id: `n${at}`, text: 'x' })),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(20);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.error?.message).toMatch(/^Too fast\. Try again in \d+ seconds\.$/);
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await post({ session: calm, id: 'c', text: 'x' })).status).toBe(202);
    expect(await read(noisy)).toHaveLength(20);
    site.passMs(60_000);
    expect((await post({ session: noisy, id: 'n99', text: 'x' })).status).toBe(202);
  });

  it.each([
    ['ten thousand characters', { id: 'a', text: 'x'.repeat(10_000) }, 413, 'text_too_long'],
    ['an id of 65 characters', { id: 'x'.repeat(65), text: 'x' }, 400, 'bad_input'],
    ['an empty id', { id: '', text: 'x' }, 400, 'bad_input'],
    ['a control character in the id', { id: 'a\u0000', text: 'x' }, 400, 'bad_input'],
    ['text and choice', { id: 'a', text: 'x', choice: 'menu' }, 400, 'bad_input'],
    ['neither', { id: 'a' }, 400, 'bad_input'],
    ['a number for text', { id: 'a', text: 5 }, 400, 'bad_input'],
    ['an object for a choice', { id: 'a', choice: { $gt: '' } }, 400, 'bad_input'],
  ])('refuses %s clearly and stores nothing', async (_what, message, status, code) => {
    const { session, chat } = (await open({ lang: 'en' })).body;
    const answer = await post({ session, ...message });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.body.error?.message).toMatch(/^(That message is too long|A field is wrong)/);
    expect(await site.uow.read.inbox.after(chat, 0, 10)).toEqual([]);
    expect(site.logged.filter(([, sentence]) => sentence === 'request refused')).toHaveLength(1);
  });

  it('lets exactly 4,000 characters through, however many bytes they are', async () => {
    const { session } = (await open()).body;
    expect((await post({ session, id: 'a', text: '🏝'.repeat(4000) })).status).toBe(202);
    expect((await post({ session, id: 'b', text: '🏝'.repeat(4001) })).status).toBe(413);
  });
});

describe('whose chat it is', () => {
  it('gives a wrong, a missing and a malformed session the same answer', async () => {
    const { session } = (await open()).body;
    const answers = await Promise.all([
      post({ session: `${session.slice(0, -1)}${session.endsWith('A') ? 'B' : 'A'}`, id: 'a', text: 'x' }),
      post({ id: 'a', text: 'x' }),
      post({ session: { $ne: '' }, id: 'a', text: 'x' }),
      post('[]'),
      call('GET', '/api/chat/messages?after=0'),
      call('GET', '/api/chat/messages?session=short'),
      call('POST', '/api/chat/ticket', {}),
      call('GET', '/api/chat/stream'),
      call('GET', '/api/chat/stream?ticket=a.9999999999999.b'),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toEqual(answers[0]?.body);
    }
  });

  it('shows only its own messages, and never falls back to a cookie when another session was named', async () => {
    const [a, b] = [(await open()).body, (await open()).body];
    await post({ session: a.session, id: 'same', text: 'dari a' });
    await post({ session: b.session, id: 'same', text: 'dari b' });
    await site.say(a.chat, { lines: [plain('hanya untuk a')], secret: true, copy: 'KODE-A' });
    expect((await read(a.session)).map(({ text }) => text)).toEqual(['dari a', 'hanya untuk a']);
    expect((await read(b.session)).map(({ text }) => text)).toEqual(['dari b']);
    const named = await call('GET', `/api/chat/messages?session=${'z'.repeat(43)}`, undefined, {
      cookie: `sapa_chat=${a.session}`,
    });
    expect(named.status).toBe(401);
  });

  it('does not act for another site on the strength of a cookie', async () => {
    const { session, chat } = (await open()).body;
    const cookie = `sapa_chat=${session}`;
    const foreign = await post({ id: 'a', text: 'x' }, { cookie, origin: 'https://evil.example' });
    expect(foreign).toMatchObject({ status: 403, body: { error: { code: 'foreign_origin' } } });
    expect((await post({ id: 'a', text: 'x' }, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const form = await fetch(`${site.url}/api/chat/messages`, {
      method: 'POST',
      headers: { cookie },
      body: '{"id":"a"}',
    });
    expect(form.status).toBe(415);
    expect(await site.uow.read.inbox.after(chat, 0, 10)).toEqual([]);
    expect((await post({ id: 'a', text: 'x' }, { cookie, origin: site.url })).status).toBe(202);
  });
});
