import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestSite, plain } from '../testing.ts';
import type { TestSite } from '../testing.ts';

let site: TestSite;
let session: { session: string; chat: string };
const open: AbortController[] = [];

beforeEach(async () => {
  site = await openTestSite();
  session = await newSession();
});
afterEach(async () => {
  for (const controller of open.splice(0)) controller.abort();
  await site.close();
});

const newSession = async () =>
  (await (await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' })).json()) as typeof session;

interface Event {
  event: string;
  id: string | null;
  data: Record<string, unknown>;
}

interface Stream {
  status: number;
  headers: Headers;
  events: Event[];
  /** Waits until an event passes the check. */
  until(check: (events: Event[]) => boolean): Promise<Event[]>;
  ended: Promise<void>;
  close(): void;
}

async function listen(path: string, headers: Record<string, string>): Promise<Stream> {
  const controller = new AbortController();
  open.push(controller);
  const answer = await fetch(site.url + path, { headers, signal: controller.signal });
  const events: Event[] = [];
  const ended = (async () => {
    let rest = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      events.push(...blocks.flatMap(eventOf));
    }
  })().catch(() => {});
  return {
    status: answer.status,
    headers: answer.headers,
    events,
    ended,
    until: waiter(events),
    close: () => controller.abort(),
  };
}

function eventOf(block: string): Event[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const data = field('data');
  return data === null
    ? []
    : [{ event: field('event') ?? '', id: field('id'), data: JSON.parse(data) as Record<string, unknown> }];
}

function waiter(events: Event[]): Stream['until'] {
  return async (check) => {
    await vi.waitFor(() => expect(check(events), `not seen in ${JSON.stringify(events)}`).toBe(true), {
      timeout: 5_000,
      interval: 5,
    });
    return events;
  };
}

const texts = (events: Event[]) => events.filter(({ event }) => event === 'message').map(({ data }) => data['text']);
const cookie = () => ({ cookie: `sapa_chat=${session.session}` });
const stream = (headers: Record<string, string> = cookie(), path = '/api/chat/stream') => listen(path, headers);

describe('stream', () => {
  it('begins with what is there, goes on with what comes, and keeps caches and proxies out of it', async () => {
    await site.say(session.chat, { lines: [plain('satu')] });
    const live = await stream();
    expect(live.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(live.headers.get('cache-control')).toBe('no-store');
    expect(live.headers.get('content-security-policy')).toContain("default-src 'none'");
    await live.until((events) => texts(events).length === 1);
    expect(live.events[0]?.event).toBe('heartbeat');
    const before = performance.now();
    await site.say(session.chat, { lines: [plain('dua')] });
    await live.until((events) => texts(events).length === 2);
    expect(performance.now() - before).toBeLessThan(500);
    expect(live.events.filter(({ event }) => event === 'message').map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('resumes after Last-Event-ID, or `after`, without a gap or a repeat', async () => {
    for (const text of ['satu', 'dua', 'tiga']) await site.say(session.chat, { lines: [plain(text)] });
    const resumed = await stream({ ...cookie(), 'last-event-id': '2' }, '/api/chat/stream?after=0');
    expect(texts(await resumed.until((events) => texts(events).length > 0))).toEqual(['tiga']);
    const later = await stream(cookie(), '/api/chat/stream?after=1');
    expect(texts(await later.until((events) => texts(events).length > 1))).toEqual(['dua', 'tiga']);
    const odd = await stream({ ...cookie(), 'last-event-id': 'x; drop' });
    expect(texts(await odd.until((events) => texts(events).length > 2))).toEqual(['satu', 'dua', 'tiga']);
  });

  it('finds out by itself when another process has sent something', async () => {
    const live = await stream();
    await site.append(session.chat, { lines: [plain('dari proses lain')] });
    const { outgoing } = site.uow.read;
    const [row] = await outgoing.after(session.chat, 0, 1);
    await site.uow.run('elsewhere', async (stores) => {
      await stores.outgoing.claim('web', site.now(), site.now() + 1000, 10);
      await stores.outgoing.markSent(row?.id ?? '', null, site.now());
    });
    expect(texts(await live.until((events) => texts(events).length > 0))).toEqual(['dari proses lain']);
  });

  it('does not show a message before it is sent, and keeps the order while it waits', async () => {
    const live = await stream();
    await site.append(session.chat, { lines: [plain('pertama')] });
    await fetch(`${site.url}/api/chat/messages`, {
      method: 'POST',
      headers: { ...cookie(), 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'u', text: 'kedua' }),
    });
    await live.until((events) => events.some(({ event }) => event === 'typing'));
    expect(texts(live.events)).toEqual([]);
    await site.dispatch();
    expect(texts(await live.until((events) => texts(events).length > 1))).toEqual(['pertama', 'kedua']);
  });

  it('tells every open page of a chat, tells nobody else, and passes typing on', async () => {
    const other = await newSession();
    const [a, b, foreign] = await Promise.all([
      stream(),
      stream({ 'x-chat-session': session.session }),
      stream({ 'x-chat-session': other.session }),
    ]);
    const address = (await site.uow.read.chats.get(session.chat))?.address ?? '';
    await site.web.typing(address);
    await site.say(session.chat, { lines: [plain('halo')] });
    for (const live of [a, b]) {
      await live.until((events) => texts(events).length === 1 && events.some(({ event }) => event === 'typing'));
    }
    await site.say(other.chat, { lines: [plain('milik lain')] });
    expect(texts(await foreign.until((events) => texts(events).length > 0))).toEqual(['milik lain']);
    expect(foreign.events.some(({ event }) => event === 'typing')).toBe(false);
  });

  it('opens with a ticket that runs out and fits one chat only', async () => {
    const answer = await fetch(`${site.url}/api/chat/ticket`, {
      method: 'POST',
      headers: { 'x-chat-session': session.session },
    });
    const { ticket, expiresAt } = (await answer.json()) as { ticket: string; expiresAt: number };
    expect(expiresAt - site.now()).toBeLessThanOrEqual(60_000);
    expect(ticket).not.toContain(session.session);
    await site.say(session.chat, { lines: [plain('halo')] });
    const live = await listen(`/api/chat/stream?ticket=${ticket}`, {});
    expect(texts(await live.until((events) => texts(events).length > 0))).toEqual(['halo']);
    const other = await newSession();
    const forged = ticket.replace(session.chat, other.chat);
    expect((await listen(`/api/chat/stream?ticket=${forged}`, {})).status).toBe(401);
    site.passMs(60_001);
    expect((await listen(`/api/chat/stream?ticket=${ticket}`, {})).status).toBe(401);
  });

  it('is limited to eight pages of one chat, and a closed page frees its place', async () => {
    const pages = await Promise.all(Array.from({ length: 8 }, () => stream()));
    expect((await stream()).status).toBe(429);
    pages[0]?.close();
    const deadline = performance.now() + 5000;
    while ((await stream()).status !== 200) expect(performance.now()).toBeLessThan(deadline);
  });

  it('ends when the server closes, so that closing does not wait for it', async () => {
    const live = await stream();
    await live.until((events) => events.length > 0);
    const before = performance.now();
    await site.app.close();
    await live.ended;
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
