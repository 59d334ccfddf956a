/** Files of the web chat: for the session of their chat, saved and never shown, and honest about being gone. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Core } from '../../../commerce/core.ts';
import { sayWithFile } from '../../../commerce/files/say-with-file.ts';
import { DEFAULT_SETTINGS } from '../../../commerce/settings.ts';
import { testIds } from '../../../db/testing.ts';
import type { WebMessage } from '../../../tests/support/web-client.ts';
import { openTestSite, plain, type TestSite } from '../testing.ts';

let site: TestSite;
beforeEach(async () => void (site = await openTestSite()));
afterEach(() => site.close());

const BYTES = Buffer.from('\ufeffKode;Total\r\nK7QF2M;99000\r\n');
const DAY = 24 * 3_600_000;

async function openSession(lang = 'id'): Promise<{ session: string; chat: string; cookie: string }> {
  const response = await fetch(`${site.url}/api/chat/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lang }),
  });
  const opened = (await response.json()) as { session: string; chat: string };
  return { ...opened, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function send(chatId: string, name = 'laporan-2026-11-20.csv'): Promise<void> {
  const core = { clock: { now: () => site.now() }, ids: testIds, settings: DEFAULT_SETTINGS } as unknown as Core;
  const message = { chatId, screen: { lines: [plain('Rincian')] } };
  const file = { personId: null, name, mime: 'text/csv; charset=utf-8', bytes: BYTES };
  await site.uow.run('test.file', (stores) => sayWithFile(core, stores, message, file));
  await site.dispatch();
}

async function cards(session: string): Promise<WebMessage[]> {
  const response = await fetch(`${site.url}/api/chat/messages`, { headers: { 'x-chat-session': session } });
  return ((await response.json()) as { messages: WebMessage[] }).messages;
}

const get = (path: string, headers: Record<string, string>) => fetch(site.url + path, { headers });

test('a file is described in its message and saved by the session of its chat, by header, query or cookie', async () => {
  const { session, chat, cookie } = await openSession();
  await send(chat);
  const [message] = await cards(session);
  expect(message?.file).toEqual({
    url: `/api/chat/files/${message?.id}`,
    name: 'laporan-2026-11-20.csv',
    sizeBytes: BYTES.length,
    expiresAt: expect.any(Number) as number,
  });
  const url = message?.file?.url ?? '';
  for (const [path, headers] of [
    [url, { 'x-chat-session': session }],
    [`${url}?session=${session}`, {}],
    [url, { cookie }],
  ] as const) {
    const response = await get(path, headers);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="laporan-2026-11-20.csv"; filename*=UTF-8''laporan-2026-11-20.csv`,
    );
  }
});

test('another session gets what it would get for a file that never was; nobody gets nothing', async () => {
  const [own, other] = [await openSession(), await openSession('en')];
  await send(own.chat);
  await site.say(own.chat, { lines: [plain('tanpa berkas')] });
  const [message, bare] = await cards(own.session);
  const url = message?.file?.url ?? '';
  const foreign = await get(url, { 'x-chat-session': other.session });
  const unknown = await get('/api/chat/files/nothing', { 'x-chat-session': other.session });
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  expect(await foreign.text()).toBe(await unknown.text());
  expect((await get(url, {})).status).toBe(401);
  expect((await get(`${url}?session=wrong-wrong-wrong-wrong`, { cookie: own.cookie })).status).toBe(401);
  expect(bare).not.toHaveProperty('file');
  expect((await get(`/api/chat/files/${bare?.id}`, { 'x-chat-session': own.session })).status).toBe(404);
});

test('a file that was kept long enough says that it is gone and what to do, cleared away or not', async () => {
  const { session, chat } = await openSession();
  await send(chat);
  const [message] = await cards(session);
  const url = message?.file?.url ?? '';
  site.passMs(30 * DAY - 60_000);
  expect((await get(url, { 'x-chat-session': session })).status).toBe(200);
  site.passMs(60_000);
  const late = async () => {
    const response = await get(url, { 'x-chat-session': session });
    return [response.status, await response.json()];
  };
  const gone = [410, { error: { code: 'file_expired', message: expect.stringMatching(/sudah dihapus\. Minta lagi/) } }];
  expect(await late()).toEqual(gone);
  await site.uow.run('test.clear', (stores) =>
    stores.admin.retention.clear('files', site.now() + 1, '', { since: {}, sinceAll: null }),
  );
  expect(await late()).toEqual(gone);
});

test('a name that would break out of the header stays a name', async () => {
  const { session, chat } = await openSession();
  await send(chat, 'a"; x="b\r\nSet-Cookie: c=1 é (1).csv');
  const [message] = await cards(session);
  const response = await get(message?.file?.url ?? '', { 'x-chat-session': session });
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="a___x__b__Set-Cookie__c_1____1_.csv"; filename*=UTF-8''a%22%3B%20x%3D%22b%0D%0ASet-Cookie%3A%20c%3D1%20%C3%A9%20%281%29.csv`,
  );
});
