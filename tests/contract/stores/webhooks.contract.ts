/** Providers, the log of calls, the log of deliveries, audit and settings on any engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../../commerce/ports/stores/index.ts';
import type { IntegrationLog, Provider } from '../../../commerce/provider/model.ts';
import { newProvider, newWebhook, type Open, type Opened } from './fixtures.ts';

export function webhooksContract(engine: string, open: Open): void {
  describe(`webhooks on ${engine}`, () => {
    let db: Opened;
    let provider: Provider;
    const run = <T>(work: (stores: Stores) => Promise<T>) => db.uow.run('test', work);

    beforeEach(async () => {
      db = await open();
      provider = newProvider(db.ids);
      await run((s) => s.providers.insert(provider));
    });
    afterEach(() => db.close());

    test('a delivery comes back as it came in', async () => {
      const row = newWebhook(db.ids, provider, { eventKey: 'e1' });
      expect(await run((s) => s.webhooks.append(row))).toBe('stored');
      expect(await db.uow.read.webhooks.get(row.id)).toEqual(row);
      await run((s) => s.webhooks.markProcessed(row.id, 7));
      expect(await db.uow.read.webhooks.get(row.id)).toEqual({ ...row, processedAt: 7 });
    });

    test('a repeated event is kept as a duplicate, in another commit and in the same', async () => {
      const rows = ['a', 'b', 'a', 'c', 'b'].map((eventKey) => newWebhook(db.ids, provider, { eventKey }));
      expect(await run((s) => s.webhooks.appendMany(rows))).toEqual([
        'stored',
        'stored',
        'duplicate',
        'stored',
        'duplicate',
      ]);
      const again = newWebhook(db.ids, provider, { eventKey: 'c' });
      expect(await run((s) => s.webhooks.append(again))).toBe('duplicate');
      expect(await db.uow.read.webhooks.get(again.id)).toEqual({ ...again, verdict: 'duplicate' });
      expect(await db.uow.read.webhooks.get(rows[0]!.id)).toEqual(rows[0]);
    });

    test('of parallel deliveries of one event exactly one is stored', async () => {
      const rows = Array.from({ length: 30 }, () => newWebhook(db.ids, provider, { eventKey: 'e' }));
      const answers = await Promise.all(rows.map((row) => run((s) => s.webhooks.append(row))));
      expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
    });

    test('a refused delivery never occupies the key of the real one', async () => {
      const forged = newWebhook(db.ids, provider, { eventKey: 'e', verdict: 'refused' });
      expect(await run((s) => s.webhooks.append(forged))).toBe('stored');
      expect(await run((s) => s.webhooks.append(newWebhook(db.ids, provider, { eventKey: 'e' })))).toBe('stored');
      expect((await db.uow.read.webhooks.get(forged.id))?.verdict).toBe('refused');
    });

    test('the same key of another provider is another event, and no key never repeats', async () => {
      const other = newProvider(db.ids);
      await run((s) => s.providers.insert(other));
      const rows = [
        newWebhook(db.ids, provider, { eventKey: 'e' }),
        newWebhook(db.ids, other, { eventKey: 'e' }),
        newWebhook(db.ids, provider),
        newWebhook(db.ids, provider),
      ];
      expect(new Set(await run((s) => s.webhooks.appendMany(rows)))).toEqual(new Set(['stored']));
      expect(await run((s) => s.webhooks.appendMany([]))).toEqual([]);
    });

    test('a large group commit answers in order', async () => {
      const rows = Array.from({ length: 333 }, (_, n) => newWebhook(db.ids, provider, { eventKey: `e${n % 200}` }));
      const answers = await run((s) => s.webhooks.appendMany(rows));
      expect(answers).toEqual(rows.map((_, n) => (n < 200 ? 'stored' : 'duplicate')));
      expect(await db.uow.read.webhooks.latest({ limit: 1000 })).toHaveLength(333);
    });

    test('a commit that is rolled back gives its keys back', async () => {
      const fail = db.uow.run('test', async (s) => {
        await s.webhooks.append(newWebhook(db.ids, provider, { eventKey: 'e' }));
        throw new Error('stop');
      });
      await expect(fail).rejects.toThrow('stop');
      expect(await run((s) => s.webhooks.append(newWebhook(db.ids, provider, { eventKey: 'e' })))).toBe('stored');
    });

    test('refused and unknown rows of a slug are counted since an instant', async () => {
      const at = (receivedAt: number, over = {}) => newWebhook(db.ids, provider, { receivedAt, ...over });
      await run((s) =>
        s.webhooks.appendMany([
          at(10, { verdict: 'refused' }),
          at(20, { verdict: 'refused' }),
          at(21, { verdict: 'unknown' }),
          at(22),
          newWebhook(db.ids, null, { receivedAt: 30 }),
        ]),
      );
      expect(await db.uow.read.webhooks.countRefused(provider.slug, 20)).toBe(2);
      expect(await db.uow.read.webhooks.countRefused('nobody', 0)).toBe(1);
      const latest = await db.uow.read.webhooks.latest({ slug: provider.slug, limit: 2 });
      expect(latest.map((row) => row.receivedAt)).toEqual([22, 21]);
      expect((await db.uow.read.webhooks.notTaken(20, 9)).map((row) => row.receivedAt)).toEqual([30, 21, 20]);
      expect((await db.uow.read.webhooks.notTaken(0, 1)).map((row) => row.receivedAt)).toEqual([30]);
    });

    test('a refused or worked off delivery is opened again, and is no refused one any more', async () => {
      const refused = newWebhook(db.ids, null, { verdict: 'unknown', reason: 'unknown slug', receivedAt: 30 });
      const done = newWebhook(db.ids, provider, { eventKey: 'e', processedAt: 9 });
      await run((s) => s.webhooks.appendMany([refused, done]));
      const { id: providerId, integrationType, environment } = provider;
      for (const { id } of [refused, done])
        await run((s) => s.webhooks.reopen(id, { providerId, integrationType, environment, reason: 'ok' }));
      expect(await db.uow.read.webhooks.get(refused.id)).toMatchObject({
        providerId,
        verdict: 'accepted',
        reason: 'ok',
        processedAt: null,
      });
      expect(await db.uow.read.webhooks.get(done.id)).toMatchObject({ eventKey: 'e', processedAt: null });
      expect(await db.uow.read.webhooks.notTaken(0, 9)).toEqual([]);
    });

    test('a delivery cannot claim another environment than its provider', async () => {
      await expect(
        run((s) => s.webhooks.append(newWebhook(db.ids, provider, { environment: 'live' }))),
      ).rejects.toThrow();
    });

    test('a provider comes back as it went in; a change raises its version and leaves slug and environment', async () => {
      expect(await db.uow.read.providers.bySlug(provider.slug)).toEqual(provider);
      await expect(run((s) => s.providers.insert(newProvider(db.ids, { slug: provider.slug })))).rejects.toThrow();
      const changed = {
        ...provider,
        name: 'New',
        isActive: false,
        slug: 'x',
        environment: 'live',
        version: 9,
      } as const;
      await run((s) => s.providers.update(changed));
      const expected = { ...provider, name: 'New', isActive: false, version: 2 };
      expect(await db.uow.read.providers.get(provider.id)).toEqual(expected);
      await run((s) => s.providers.setTestResult(provider.id, 'failed', 'no', 8));
      expect(await db.uow.read.providers.get(provider.id)).toMatchObject({ testStatus: 'failed', version: 2 });
    });

    test('providers are listed by type, environment and whether they are active', async () => {
      const off = newProvider(db.ids, { isActive: false, displayOrder: 0 });
      const live = newProvider(db.ids, { environment: 'live', integrationType: 'supplier' });
      await run(async (s) => {
        await s.providers.insert(off);
        await s.providers.insert(live);
      });
      const ids = async (filter?: object) => (await db.uow.read.providers.list(filter)).map((row) => row.id);
      expect(await ids()).toEqual([off.id, provider.id, live.id]);
      expect(await ids({ activeOnly: true, environment: 'practice' })).toEqual([provider.id]);
      expect(await ids({ integrationType: 'supplier' })).toEqual([live.id]);
    });

    test('a feature points to providers of its own environment', async () => {
      const feature = {
        feature: 'payment.qris',
        environment: 'practice',
        primaryProviderId: provider.id,
        primaryMethod: 'qris',
        fallbackProviderId: null,
        fallbackMethod: null,
      } as const;
      await run((s) => s.providers.setFeature(feature));
      await run((s) => s.providers.setFeature({ ...feature, primaryMethod: 'va' }));
      expect(await db.uow.read.providers.features()).toEqual([{ ...feature, primaryMethod: 'va' }]);
      expect(await db.uow.read.providers.feature('payment.qris', 'live')).toBeNull();
      await expect(run((s) => s.providers.setFeature({ ...feature, environment: 'live' }))).rejects.toThrow();
    });

    test('calls are logged, and the newest of an action is found', async () => {
      const call = (createdAt: number, over: Partial<IntegrationLog> = {}): IntegrationLog => ({
        id: db.ids.uuid(),
        providerId: provider.id,
        integrationType: 'payment',
        action: 'create',
        status: 'ok',
        latencyMs: 12,
        errorMessage: null,
        requestSummary: '',
        responseSummary: '',
        createdAt,
        ...over,
      });
      const rows = [call(1), call(2, { action: 'status' }), call(3), call(4, { providerId: 'other' })];
      await run(async (s) => {
        for (const row of rows) await s.integrationLogs.append(row);
      });
      expect(await db.uow.read.integrationLogs.lastAt(provider.id, 'create')).toBe(3);
      expect(await db.uow.read.integrationLogs.lastAt(provider.id, 'cancel')).toBeNull();
      expect(await db.uow.read.integrationLogs.latest({ providerId: provider.id, limit: 2 })).toEqual([
        rows[2],
        rows[1],
      ]);
      expect(await db.uow.read.integrationLogs.latest({ limit: 9 })).toHaveLength(4);
    });

    test('the audit trail is read by subject, settings are replaced', async () => {
      const row = {
        id: db.ids.uuid(),
        at: 1,
        personId: null,
        via: 'cli' as const,
        role: null,
        action: 'a',
        subject: 'orders:1',
        detail: '',
      };
      await run(async (s) => {
        await s.admin.audit.append(row);
        await s.admin.audit.append({ ...row, via: 'job', id: db.ids.uuid(), subject: 'orders:2' });
        await s.admin.settings.set('maxQty', '3');
        await s.admin.settings.set('maxQty', '4');
      });
      expect(await db.uow.read.admin.audit.latest(5, 'orders:1')).toEqual([row]);
      expect(await db.uow.read.admin.audit.latest(5)).toHaveLength(2);
      const { audit } = db.uow.read.admin;
      const by = async (search: Parameters<typeof audit.search>[0], limit = 5) =>
        (await audit.search(search, limit)).map(({ subject }) => subject);
      const boss = { ...row, id: db.ids.uuid(), at: 2, personId: 'p', via: 'chat' as const, role: 'owner' as const };
      await run((s) => s.admin.audit.append({ ...boss, action: 'staff.invited', subject: 'x:1' }));
      expect(await by({})).toEqual(['x:1', 'orders:2', 'orders:1']);
      expect(await by({}, 1)).toEqual(['x:1']);
      expect(await by({ byStaff: true })).toEqual(['x:1', 'orders:1']);
      expect(await by({ personIds: ['p', 'q'] })).toEqual(['x:1']);
      expect(await by({ personIds: [] })).toEqual([]);
      expect(await by({ acts: ['staff.', 'price.'] })).toEqual(['x:1']);
      expect(await by({ subjects: ['orders:1'] })).toEqual(['orders:1']);
      expect(await by({ from: 2 })).toEqual(['x:1']);
      expect(await by({ to: 2, byStaff: true })).toEqual(['orders:1']);
      const [newest, next] = await audit.search({}, 2);
      expect(await by({ before: newest ?? row })).toEqual(['orders:2', 'orders:1']);
      expect(await by({ before: next ?? row })).toEqual(['orders:1']);
      expect(await db.uow.read.admin.settings.all()).toEqual({ maxQty: '4' });
      expect(await db.uow.read.admin.settings.get('minQty')).toBeNull();
    });
  });
}
