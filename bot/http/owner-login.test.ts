import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import { createBullRunner } from '../../jobs/bullmq/runner.ts';
import { openJobBench } from '../../tests/contract/job-runner/bench.ts';
import { demandRedis, startRedis } from '../../tests/rig/redis-server.ts';
import { until } from '../../tests/rig/until.ts';
import { OWNER_COOKIE } from './owner-login.ts';
import { openTestSite, type TestSite } from './testing.ts';

const MINUTE = 60_000;
let site: TestSite;
let owner: string;

beforeEach(async () => {
  site = await openTestSite();
  owner = await person('person', 'all');
});
afterEach(() => site.close());

async function person(kind: 'person' | 'persona', scope: 'all' | 'practice'): Promise<string> {
  const id = randomUUID();
  await site.uow.run('test.person', async (s) => {
    await s.people.insert({ id, name: null, kind, createdAt: 1 });
    await s.people.grant({ personId: id, role: 'owner', scope, grantedAt: 1, revokedAt: null });
  });
  return id;
}

const actor = (personId: string, roles: Actor['roles'] = ['owner']): Actor => ({
  personId,
  chatId: null,
  roles,
  via: 'chat',
  environment: 'live',
  lang: 'en',
});

async function linkFor(who: Actor): Promise<string> {
  const answer = await site.commerce.ownerLink(who);
  if (!answer.ok) throw new Error(answer.reason);
  return new URL(answer.url).pathname;
}

const get = (path: string, cookie?: string, base = site.url) =>
  fetch(`${base}${path}`, { redirect: 'manual', headers: cookie ? { cookie } : {} });
const enter = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${site.url}/owner/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token: path.split('/').at(-1)! }),
  });
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

test('a link from the chat opens the pages once, and looking at it does not use it up', async () => {
  expect((await get('/queues')).status).toBe(401);
  const link = await linkFor(actor(owner));
  for (let look = 0; look < 2; look += 1) expect(await (await get(link)).text()).toContain('/owner/enter');
  const entered = await enter(link);
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/queues');
  expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  expect((await get('/queues', cookieOf(entered))).status).toBe(200);
  const again = await enter(link);
  expect(again.status).toBe(410);
  expect(again.headers.get('set-cookie')).toBeNull();
});

test('a link is good for five minutes, a newer one ends it, and the cookie lasts eight hours', async () => {
  const late = await linkFor(actor(owner));
  site.passMs(5 * MINUTE);
  expect((await enter(late)).status).toBe(410);
  const older = await linkFor(actor(owner));
  const newer = await linkFor(actor(owner));
  expect((await enter(older)).status).toBe(410);
  const cookie = cookieOf(await enter(newer));
  site.passMs(8 * 60 * MINUTE - 1000);
  expect((await get('/queues', cookie)).status).toBe(200);
  site.passMs(2000);
  expect((await get('/queues', cookie)).status).toBe(401);
});

test('nobody but the real owner gets a link', async () => {
  const persona = await person('persona', 'practice');
  expect(await site.commerce.ownerLink(actor(persona))).toMatchObject({ ok: false, reason: 'not_allowed' });
  expect(await site.commerce.ownerLink(actor(owner, ['manager']))).toMatchObject({ ok: false });
});

test('a forged, moved or foreign cookie opens nothing, nor does another site', async () => {
  const link = await linkFor(actor(owner));
  expect((await enter(link, { origin: 'https://evil.example' })).status).toBe(403);
  const cookie = cookieOf(await enter(link));
  const other = await person('person', 'all');
  const [id = '', expiresAt = '', sign = ''] = cookie.replace(`${OWNER_COOKIE}=`, '').split('.');
  const forged = [
    `${other}.${expiresAt}.${sign}`,
    `${id}.${Number(expiresAt) + 1}.${sign}`,
    `${id}.${expiresAt}.${sign.slice(1)}`,
    `${id}.${expiresAt}.`,
    '..',
  ];
  for (const value of forged) expect((await get('/queues', `${OWNER_COOKIE}=${value}`)).status).toBe(401);
});

test('who is the owner no more has no pages left, nor those opened before when they are one again', async () => {
  const [boss, other] = [await person('person', 'all'), await person('person', 'all')];
  const cookie = cookieOf(await enter(await linkFor(actor(boss))));
  const link = await linkFor(actor(boss));
  expect((await get('/queues', cookie)).status).toBe(200);
  const fired = { personId: boss, from: 'owner' } as const;
  expect(await site.commerce.revokeStaff(actor(other), 'fired', fired)).toEqual({ ok: true });
  expect((await get('/queues', cookie)).status).toBe(401);
  expect((await enter(link)).status).toBe(410);
  site.passMs(1000);
  const back = { personId: boss, role: 'owner', scope: 'all', revokedAt: null } as const;
  await site.uow.run('test.back', (s) => s.people.grant({ ...back, grantedAt: site.now() }));
  expect((await get('/queues', cookie)).status).toBe(401);
  expect((await get('/queues', cookieOf(await enter(await linkFor(actor(boss)))))).status).toBe(200);
});

describe.runIf(demandRedis('the page of the queues'))('the queues', () => {
  test('are shown to the owner, to look at and not to touch', async () => {
    const [redis, bench] = [await startRedis(), await openJobBench()];
    try {
      let made: ReturnType<typeof createBullRunner> | null = null;
      await bench.runner((deps) => (made = createBullRunner({ ...deps, redisUrl: redis.url, shop: async () => 'x' })));
      await site.close();
      site = await openTestSite({ overrides: { queues: () => made!.queues() } });
      owner = await person('person', 'all');
      await until(() => made!.queues().length > 0);
      expect((await get('/queues/api/queues')).status).toBe(401);
      const cookie = cookieOf(await enter(await linkFor(actor(owner))));
      const page = await get('/queues', cookie);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      const script = /src="(static\/js\/main[^"]+)"/.exec(await page.text())?.[1];
      expect((await get(`/queues/${script}`, cookie)).status).toBe(200);
      expect((await get(`/queues/${script}`)).status).toBe(401);
      const listed = (await (await get('/queues/api/queues', cookie)).json()) as {
        queues: { name: string; readOnlyMode: boolean }[];
      };
      expect(listed.queues.map(({ name }) => name)).toContain('payments');
      expect(listed.queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
      expect((await get('/')).headers.get('content-security-policy')).not.toContain('unsafe-inline');
    } finally {
      await bench.close();
      await redis.stop();
    }
  });
});
