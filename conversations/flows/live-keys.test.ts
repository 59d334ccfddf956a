/** Keys to real money: confirmed before they are kept or changed, and asked for with the PIN where one is set. */
import { expect, test } from 'vitest';
import type { Answer } from '../../commerce/app.ts';
import { drive, fakeCommerce } from './test-driver.ts';

const FIELD = {
  name: 'api_key',
  title: 'API key',
  example: 'abc',
  where: 'Dashboard',
  pattern: '[a-z]{3,}',
  secret: true,
  optional: false,
};
const FORM = {
  id: 'gate',
  name: 'Gate',
  type: 'payment' as const,
  fields: [FIELD],
  asksAddress: false,
  practiceValues: {},
  others: [],
};

/** The PIN 4821 opens the next act. */
function shop() {
  let isOpen = false;
  const guarded = (): Answer<never> | null => (isOpen ? null : { ok: false, reason: 'pin_needed' });
  return fakeCommerce({
    setupChoices: async () => ({
      ok: true,
      choices: [{ id: 'gate', name: 'Gate', type: 'payment', environments: ['live'] }],
    }),
    setupForm: async () => ({ ok: true, form: FORM }),
    addProvider: async () => guarded() ?? { ok: false, reason: 'conflict' },
    verifyStaffPin: async (_actor, pin) => {
      isOpen = pin === '4821';
      return { ok: true, verdict: isOpen ? { kind: 'ok' } : { kind: 'wrong', triesLeft: 4 } };
    },
  });
}

const namesOf = (calls: { name: string }[]) => calls.map(({ name }) => name).filter((name) => name !== 'mode');

test('a live key is kept after a yes and the PIN, and not before', async () => {
  const { app, calls } = shop();
  const owner = drive(app, { roles: ['owner'] });
  await owner.type('/tambah gate');
  await owner.type('kunci');
  expect(owner.text()).toContain('uang sungguhan. Simpan?');
  expect(namesOf(calls)).toEqual(['setupChoices', 'setupForm']);
  await owner.press('Ya, simpan');
  expect(owner.text()).toContain('Tindakan ini perlu PIN Anda');
  await owner.type('0000');
  expect(owner.text()).toContain('masih bisa dicoba 4 kali');
  await owner.type('4821');
  expect(owner.hasDialog()).toBe(false);
  expect(namesOf(calls)).toEqual([
    'setupChoices',
    'setupForm',
    'addProvider',
    'verifyStaffPin',
    'verifyStaffPin',
    'addProvider',
  ]);
  const [first, again] = calls.filter(({ name }) => name === 'addProvider').map(({ args }) => args[2]);
  expect(again).toEqual(first);
  expect(owner.problems).toEqual([]);
});

test('who says no keeps nothing', async () => {
  const { app, calls } = shop();
  const owner = drive(app, { roles: ['owner'], lang: 'en' });
  await owner.type('/add gate');
  await owner.type('kunci');
  await owner.press('Never mind');
  expect(owner.text()).toContain('were not kept');
  expect(namesOf(calls)).not.toContain('addProvider');
  expect(owner.problems).toEqual([]);
});
