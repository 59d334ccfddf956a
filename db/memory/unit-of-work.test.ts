/** Units over tables in memory: whole or not at all, also when the disk fails, and hidden from outside until committed. */
import { beforeEach, expect, test } from 'vitest';
import { StaleWrite } from '../../commerce/ports/unit-of-work.ts';
import { DatabaseFull, NestedUnit } from '../errors.ts';
import { testIds } from '../testing.ts';
import { aCode, newId } from '../../tests/contract/stores/samples.ts';
import { openInMemory, type InMemory } from './open.ts';

let shop: InMemory;
let steps: string[];
let fails: string | null;

const unused = (): never => {
  throw new Error('nothing is sealed here');
};
const noVault = {
  seal: unused,
  open: unused,
  sealBytes: unused,
  openBytes: unused,
  sealCredentials: unused,
  openCredentials: unused,
  fingerprint: unused,
};

beforeEach(() => {
  steps = [];
  fails = null;
  shop = openInMemory({
    ids: testIds,
    vault: noVault,
    hook: (step) => {
      if (step === fails) throw new DatabaseFull('no room');
      steps.push(step);
    },
  });
});

const set = (key: string, value: string) => shop.uow.run('set', (s) => s.admin.settings.set(key, value));
const get = (key: string) => shop.uow.read.admin.settings.get(key);

test('what a unit wrote is seen from outside after its commit and not before', async () => {
  await set('k', 'old');
  await shop.uow.run('a', async (s) => {
    await s.admin.settings.set('k', 'new');
    await s.admin.settings.set('other', 'x');
    expect(await s.admin.settings.all()).toEqual({ k: 'new', other: 'x' });
    expect(await shop.uow.read.admin.settings.all()).toEqual({ k: 'old' });
  });
  expect(await get('k')).toBe('new');
  expect(steps).toEqual(['set:before-commit', 'set:committed', 'a:before-commit', 'a:committed']);
});

test('a commit that fails leaves nothing of its unit, and the next unit works', async () => {
  const product = newId();
  await shop.uow.run('stock', (s) => s.stock.add([aCode(product), aCode(product)]));
  fails = 'sell:before-commit';
  const sell = () => shop.uow.run('sell', (s) => s.stock.reserve(product, 'order', 2));
  await expect(sell()).rejects.toThrow(DatabaseFull);
  expect(await shop.uow.read.stock.available(product)).toBe(2);
  fails = null;
  expect(await sell()).toBe(true);
  expect(await shop.uow.read.stock.available(product)).toBe(0);
});

test('a rollback puts back every index: keys are free again, queues keep their order', async () => {
  const product = newId();
  const [first, second] = [aCode(product), aCode(product)];
  await shop.uow.run('stock', (s) => s.stock.add([first, second]));
  const failed = shop.uow.run('a', async (s) => {
    await s.stock.reserve(product, 'order', 1);
    await s.stock.add([aCode(product, { fingerprint: 'kept' })]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await shop.uow.run('b', (s) => s.stock.add([aCode(product, { fingerprint: 'kept' })]))).toBe(1);
  await shop.uow.run('c', (s) => s.stock.reserve(product, 'order', 1));
  expect((await shop.uow.run('d', (s) => s.stock.draw('order', product, newId())))?.id).toBe(first.id);
});

test('a lost compare-and-set runs the unit again; a unit inside a unit is refused', async () => {
  let runs = 0;
  await shop.uow.run('a', async (s) => {
    runs += 1;
    await s.admin.settings.set(`run ${runs}`, 'x');
    if (runs < 3) throw new StaleWrite('somebody was first');
  });
  expect(await shop.uow.read.admin.settings.all()).toEqual({ 'run 3': 'x' });
  const nested = shop.uow.run('outer', () => set('k', 'v'));
  await expect(nested).rejects.toThrow(NestedUnit);
});

test('parallel units queue in the order they came, and none loses an update', async () => {
  await set('n', '');
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      shop.uow.run('add', async (s) => {
        const before = await s.admin.settings.get('n');
        await Promise.resolve();
        await s.admin.settings.set('n', `${before} ${index}`);
      }),
    ),
  );
  expect(await get('n')).toBe(Array.from({ length: 20 }, (_, index) => ` ${index}`).join(''));
});

test('writing through the reading stores throws', async () => {
  await expect(shop.uow.read.admin.settings.set('k', 'v')).rejects.toThrow('readonly');
});

test('nobody changes a stored row in place', async () => {
  const code = aCode(newId());
  await shop.uow.run('a', (s) => s.stock.add([code]));
  const kept = shop.rows.stockCodes.get(code.id);
  expect(kept).toEqual(code);
  expect(kept).not.toBe(code);
  expect(() => Object.assign(kept ?? {}, { state: 'sold' })).toThrow(TypeError);
});
