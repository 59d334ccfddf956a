/** Who is turned away when there is too much to do, in which words, and who never is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGate } from '../../commerce/gate.ts';
import { DEFAULT_SETTINGS } from '../../commerce/settings.ts';
import { until } from '../../tests/rig/until.ts';
import { openTestSite, type TestSite } from './testing.ts';

let site: TestSite;
let places = 0;
const gate = () => createGate(() => places);

async function message(id: string, lang = 'en') {
  return fetch(`${site.url}/api/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': lang },
    body: JSON.stringify({ session: await session(), id, text: 'halo' }),
  });
}

let known = '';
async function session(): Promise<string> {
  if (known) return known;
  const answer = await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' });
  known = ((await answer.json()) as { session: string }).session;
  return known;
}

const stored = async (id: string): Promise<boolean> => {
  const { messages } = (await (
    await fetch(`${site.url}/api/chat/messages`, { headers: { 'x-chat-session': await session() } })
  ).json()) as { messages: { id: string }[] };
  return messages.some((one) => one.id === id);
};

describe('when as many as allowed wait for their commit', () => {
  beforeEach(async () => {
    [known, places] = ['', 0];
    site = await openTestSite({ overrides: { gates: { webhooks: gate(), messages: gate() } } });
  });
  afterEach(() => site.close());

  test.each([
    ['en', /^One moment, it is very busy here\. Try again in [2-5] seconds\.$/],
    ['id', /^Sebentar ya, sedang ramai sekali\. Coba lagi dalam [2-5] detik\.$/],
  ])(
    'a message is answered with "one moment" in %s, not stored, and taken under the same id later',
    async (lang, words) => {
      const refused = await message('m1', lang);
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
      const { error } = (await refused.json()) as { error: { code: string; message: string } };
      expect(error.code).toBe('busy');
      expect(error.message).toMatch(words);
      expect(await stored('m1')).toBe(false);
      places = 1;
      expect(await (await message('m1', lang)).json()).toEqual({ id: 'm1', duplicate: false });
      expect(await (await message('m1', lang)).json()).toEqual({ id: 'm1', duplicate: true });
      expect(await stored('m1')).toBe(true);
    },
  );

  test('everything else goes on', async () => {
    for (const path of ['/healthz', '/readyz', '/', '/web/app.js'])
      expect([path, (await fetch(site.url + path)).status]).toEqual([path, 200]);
    expect((await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' })).status).toBe(201);
  });
});

describe('when memory or the event loop stay beyond their limit', () => {
  // More than any process has free of: under pressure from the first measurement on.
  const settings = { ...DEFAULT_SETTINGS, shedRssMb: 1 };
  beforeEach(async () => {
    [known, places] = ['', 10];
    site = await openTestSite({ overrides: { settings } });
  });
  afterEach(() => site.close());

  const ask = (path: string, headers: Record<string, string> = {}) => fetch(site.url + path, { headers });

  test('new work is refused once it lasts, health and the page are not', async () => {
    expect((await ask('/o/unknown')).status).toBe(404);
    await until(async () => (await ask('/o/unknown')).status === 503);
    for (const path of ['/healthz', '/readyz', '/', '/web/app.js'])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    const opened = await fetch(`${site.url}/api/chat/sessions`, { method: 'POST' });
    expect(opened.status).toBe(503);
    expect(((await opened.json()) as { error: { code: string } }).error.code).toBe('busy');
    const page = await ask('/o/unknown', { accept: 'text/html', 'accept-language': 'en' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('retry-after')).toMatch(/^[2-5]$/);
    expect(await page.text()).toContain('One moment, it is very busy here.');
  });

  test('a flood of refusals is one line in the log', async () => {
    await until(async () => (await ask('/o/unknown')).status === 503);
    for (let i = 0; i < 50; i += 1) await (await ask('/o/unknown')).text();
    expect(site.logged.filter(([, sentence]) => sentence.startsWith('too much to do'))).toHaveLength(1);
  });
});

test('a utilisation of 0 and limits of 0 switch a sign off', async () => {
  const off = { ...DEFAULT_SETTINGS, shedRssMb: 0, shedEventLoopMs: 0 };
  site = await openTestSite({ overrides: { settings: off } });
  expect((await fetch(`${site.url}/readyz`)).status).toBe(200);
  await site.close();
});
