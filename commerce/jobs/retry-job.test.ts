import { expect, onTestFinished, test } from 'vitest';
import { openTestDatabase, testIds } from '../../db/testing.ts';
import type { Core } from '../core.ts';
import type { Actor } from '../people/model.ts';
import { retryJob } from './retry-job.ts';

const OWNER: Actor = { personId: 'p', chatId: null, roles: ['owner'], via: 'chat', environment: 'live', lang: 'id' };

test('only a dead job, only by those who may, and noted', async () => {
  const db = await openTestDatabase();
  onTestFinished(() => db.close());
  const core = { uow: db.uow, clock: { now: () => 2000 }, ids: testIds } as unknown as Core;
  const id = await db.uow.run('test', async (s) => {
    const added = await s.jobs.add({ name: 'order.expire', payload: { orderId: 'o' }, dedupeKey: 'k' }, 1000);
    await s.jobs.claim('w', 1000, 1500, 1);
    return added ?? '';
  });
  await db.uow.run('test', async (s) => {
    await s.people.insert({ id: 'p', name: null, kind: 'person', createdAt: 0 });
    await s.people.grant({ personId: 'p', role: 'owner', scope: 'practice', grantedAt: 0, revokedAt: null });
  });
  expect(await retryJob(core, OWNER, id)).toEqual({ ok: false, reason: 'not_allowed' });
  await db.uow.run('test', (s) =>
    s.people.grant({ personId: 'p', role: 'owner', scope: 'all', grantedAt: 0, revokedAt: null }),
  );
  expect(await retryJob(core, OWNER, id)).toEqual({ ok: false, reason: 'wrong_state' });
  await db.uow.run('test', (s) => s.jobs.fail(id, 'w', 1000, 'boom', 'dead'));
  expect(await retryJob(core, { ...OWNER, roles: ['front_desk'] }, id)).toEqual({ ok: false, reason: 'not_allowed' });
  expect(await retryJob(core, OWNER, 'nope')).toEqual({ ok: false, reason: 'not_found' });
  expect(await db.uow.read.jobs.get(id)).toMatchObject({ state: 'dead' });
  expect(await db.uow.read.admin.audit.latest(10)).toEqual([]);

  expect(await retryJob(core, OWNER, id)).toEqual({ ok: true, name: 'order.expire' });
  expect(await db.uow.read.jobs.get(id)).toMatchObject({ state: 'ready', runAt: 2000, attempts: 0 });
  expect(await db.uow.read.admin.audit.latest(10)).toMatchObject([{ action: 'job.retried', subject: `jobs:${id}` }]);
});
