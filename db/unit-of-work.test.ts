import { afterEach, beforeEach, expect, test } from 'vitest';
import { StaleWrite } from '../commerce/ports/unit-of-work.ts';
import { NestedUnit } from './errors.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

let db: TestDatabase;
let steps: string[];

beforeEach(async () => {
  steps = [];
  db = await openTestDatabase({ hook: (step) => steps.push(step) });
});
afterEach(() => db.close());

const sweep = { name: 'chat.sweep', payload: {}, dedupeKey: 'sweep' } as const;
const nextTick = () => new Promise((resolve) => setImmediate(resolve));

test('a unit is durable when it resolves, and the hook is called round its commit', async () => {
  const result = await db.uow.run('a', async (stores) => {
    await stores.admin.settings.set('k', 'v');
    steps.push('work');
    expect(await db.uow.read.admin.settings.get('k')).toBeNull();
    return 7;
  });
  expect(result).toBe(7);
  expect(steps).toEqual(['work', 'a:before-commit', 'a:committed']);
  expect(await db.uow.read.admin.settings.get('k')).toBe('v');
});

test('an error rolls everything back and reaches the caller; the next unit works', async () => {
  const failed = db.uow.run('a', async (stores) => {
    await stores.admin.settings.set('k', 'v');
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(steps).toEqual([]);
  expect(await db.uow.read.admin.settings.get('k')).toBeNull();
  await db.uow.run('b', (stores) => stores.admin.settings.set('k', 'w'));
  expect(await db.uow.read.admin.settings.get('k')).toBe('w');
});

test('a hook that ends before the commit leaves nothing', async () => {
  const path = { path: db.path, masterKey: db.masterKey };
  const other = await openTestDatabase({
    ...path,
    hook: (step) => {
      if (step === 'a:before-commit') throw new Error('ended');
    },
  });
  await expect(other.uow.run('a', (stores) => stores.admin.settings.set('k', 'v'))).rejects.toThrow('ended');
  await other.close();
  expect(await db.uow.read.admin.settings.get('k')).toBeNull();
});

test('a unit inside a unit throws at once instead of waiting for itself', async () => {
  const outer = db.uow.run('outer', async (stores) => {
    await stores.admin.settings.set('k', 'v');
    await db.uow.run('inner', (inner) => inner.admin.settings.set('k', 'w'));
  });
  await expect(outer).rejects.toThrow(NestedUnit);
  await expect(outer).rejects.toThrow('"inner" was started inside unit "outer"');
  expect(await db.uow.read.admin.settings.get('k')).toBeNull();
});

test('a unit that something started during another, but after it ended, is none inside it', async () => {
  let later: Promise<unknown> = Promise.resolve();
  await db.uow.run('a', async () => {
    later = nextTick().then(nextTick).then(nextTick);
    later = later.then(() => db.uow.run('b', (stores) => stores.admin.settings.set('k', 'v')));
  });
  await later;
  expect(await db.uow.read.admin.settings.get('k')).toBe('v');
});

test('writing through the reading stores throws, also inside a unit', async () => {
  await expect(db.uow.read.admin.settings.set('k', 'v')).rejects.toThrow('readonly');
  const inside = db.uow.run('a', () => db.uow.read.admin.settings.set('k', 'v'));
  await expect(inside).rejects.toThrow('readonly');
});

test('parallel units queue and none loses an update', async () => {
  await db.uow.run('start', (stores) => stores.admin.settings.set('n', '0'));
  await Promise.all(
    Array.from({ length: 100 }, () =>
      db.uow.run('add', async (stores) => {
        const n = Number(await stores.admin.settings.get('n'));
        await nextTick();
        await stores.admin.settings.set('n', String(n + 1));
      }),
    ),
  );
  expect(await db.uow.read.admin.settings.get('n')).toBe('100');
});

test('two processes queue as well', async () => {
  const other = await openTestDatabase({ path: db.path, masterKey: db.masterKey });
  await db.uow.run('start', (stores) => stores.admin.settings.set('n', '0'));
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      (index % 2 === 0 ? db : other).uow.run('add', async (stores) => {
        const n = Number(await stores.admin.settings.get('n'));
        await nextTick();
        await stores.admin.settings.set('n', String(n + 1));
      }),
    ),
  );
  await other.close();
  expect(await db.uow.read.admin.settings.get('n')).toBe('60');
});

test('a lost compare-and-set runs the whole unit again, but not for ever', async () => {
  let runs = 0;
  await db.uow.run('a', async (stores) => {
    runs += 1;
    await stores.admin.settings.set(`run ${runs}`, 'x');
    if (runs < 3) throw new StaleWrite('somebody was first');
  });
  expect(await db.uow.read.admin.settings.all()).toEqual({ 'run 3': 'x' });
  expect(steps).toEqual(['a:before-commit', 'a:committed']);

  let tries = 0;
  const hopeless = db.uow.run('b', async () => {
    tries += 1;
    throw new StaleWrite('always');
  });
  await expect(hopeless).rejects.toThrow(StaleWrite);
  expect(tries).toBeGreaterThan(3);
  expect(tries).toBeLessThan(100);
});

test('listeners hear what a commit added, and only then', async () => {
  const heard: object[] = [];
  db.uow.onCommit((added) => heard.push(added));
  await db.uow.run('a', (stores) => stores.jobs.add(sweep, 1));
  await nextTick();
  expect(heard).toEqual([{ jobs: true, outgoing: false, inbox: false }]);

  await db.uow.run('known', (stores) => stores.jobs.add(sweep, 1));
  await db.uow.run('nothing', (stores) => stores.admin.settings.set('k', 'v'));
  await db.uow
    .run('rolled back', async (stores) => {
      await stores.jobs.addMany([{ name: 'alerts.deliver', payload: {} }], 1);
      throw new Error('no');
    })
    .catch(() => {});
  await nextTick();
  expect(heard).toHaveLength(1);
});
