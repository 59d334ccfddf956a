/** The transaction PIN: asked before the balance is spent, and no more wrong ones looked at than may be tried. */
import { afterEach, expect, test } from 'vitest';
import type { Core } from '../../commerce/core.ts';
import { verifyPin } from '../../commerce/people/verify-pin.ts';
import { openReseller, type TestReseller } from '../support/reseller.ts';
import { MINUTE, openTill } from '../support/till.ts';

const till = openTill();
const PIN = '4829';
const LOCK = 15 * MINUTE;

const key = () => till.shop.core.ids.uuid();
const tried = (reseller: TestReseller, pin: string) => till.shop.commerce.verifyPin(reseller.actor, pin);
const set = (reseller: TestReseller, pin: string | null, current: string | null = null) =>
  till.shop.commerce.setPin(reseller.actor, key(), { pin, current });
const row = (reseller: TestReseller) => till.shop.core.uow.read.resellers.get(reseller.actor.personId ?? '');

async function withPin(balanceIdr = 0): Promise<TestReseller> {
  const reseller = await openReseller(till.shop, balanceIdr);
  expect(await set(reseller, PIN)).toEqual({ ok: true });
  return reseller;
}

afterEach(() => expect(till.shop.failures).toEqual([]));

test('is set, asked, changed and removed; nothing of it stands in the rows', async () => {
  const reseller = await openReseller(till.shop, 0);
  expect(await tried(reseller, '0')).toEqual({ kind: 'ok' });
  for (const pin of ['1234', '777777']) expect(await set(reseller, pin)).toMatchObject({ reason: 'weak_pin' });
  expect(await set(reseller, '12')).toMatchObject({ reason: 'bad_input' });
  expect(await set(reseller, PIN)).toEqual({ ok: true });
  expect((await row(reseller))?.pinHash).toMatch(/^argon2id\$/);
  expect(await tried(reseller, '4828')).toEqual({ kind: 'wrong', triesLeft: 4 });
  expect(await tried(reseller, PIN)).toEqual({ kind: 'ok' });
  expect(await row(reseller)).toMatchObject({ pinFailures: 0 });
  expect(await set(reseller, '739182', '4828')).toMatchObject({ reason: 'wrong_pin', detail: { triesLeft: 4 } });
  expect(await set(reseller, '739182', PIN)).toEqual({ ok: true });
  expect(await tried(reseller, PIN)).toEqual({ kind: 'wrong', triesLeft: 4 });
  expect(await set(reseller, null, '739182')).toEqual({ ok: true });
  expect(await tried(reseller, 'anything')).toEqual({ kind: 'ok' });
  expect(await set({ ...reseller, actor: till.buyer }, PIN)).toMatchObject({ reason: 'not_allowed' });
});

test('a change said again under its key is one change and costs no try', async () => {
  const reseller = await withPin();
  const [once, input] = [key(), { pin: '739182', current: PIN }];
  const { commerce } = till.shop;
  expect(await commerce.setPin(reseller.actor, once, input)).toEqual({ ok: true });
  expect(await commerce.setPin(reseller.actor, once, input)).toEqual({ ok: true });
  expect(await commerce.setPin(reseller.actor, once, { ...input, pin: null })).toMatchObject({ reason: 'conflict' });
  expect(await row(reseller)).toMatchObject({ pinFailures: 0 });
});

test('five wrong ones lock it, also for the right one, and the next round locks longer', async () => {
  const reseller = await withPin();
  for (const left of [4, 3, 2, 1]) expect(await tried(reseller, '0001')).toEqual({ kind: 'wrong', triesLeft: left });
  expect(await tried(reseller, '0001')).toMatchObject({ kind: 'locked' });
  expect(await tried(reseller, PIN)).toMatchObject({ kind: 'locked' });
  await till.shop.skip(LOCK + 1);
  for (let count = 0; count < 5; count++) await tried(reseller, '0001');
  await till.shop.skip(LOCK + 1);
  expect(await tried(reseller, PIN)).toMatchObject({ kind: 'locked' });
  await till.shop.skip(LOCK + 1);
  expect(await tried(reseller, PIN)).toEqual({ kind: 'ok' });
  expect(await row(reseller)).toMatchObject({ pinFailures: 0, pinLockedUntil: null });
});

test('twenty wrong ones at once count as twenty', async () => {
  const reseller = await withPin();
  const core: Core = { ...till.shop.core, settings: { ...till.shop.core.settings, pinTries: 100 } };
  await Promise.all(Array.from({ length: 20 }, () => verifyPin(core, reseller.actor, '0001')));
  expect(await row(reseller)).toMatchObject({ pinFailures: 20, pinLockedUntil: null });
});

test('of fifty guesses at once five are looked at, whichever they are', async () => {
  const reseller = await withPin();
  let lookedAt = 0;
  const { pins } = till.shop.core;
  const counted = {
    ...pins,
    async matches(keyed: string, hash: string) {
      lookedAt += 1;
      return pins.matches(keyed, hash);
    },
  };
  const core: Core = { ...till.shop.core, pins: counted };
  const guesses = Array.from({ length: 50 }, (_, at) => verifyPin(core, reseller.actor, `${1000 + at}`));
  const kinds = (await Promise.all(guesses)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'locked')).toHaveLength(46);
  expect(lookedAt).toBe(5);
  expect(await row(reseller)).toMatchObject({ pinFailures: 5 });
});

test('the balance opens for minutes after the right PIN, and for nobody without it', async () => {
  const reseller = await withPin(30_000);
  const item = await till.voucher();
  expect(await reseller.buy(item)).toMatchObject({ reason: 'pin_needed' });
  await tried(reseller, '0001');
  expect(await reseller.buy(item)).toMatchObject({ reason: 'pin_needed' });
  await tried(reseller, PIN);
  expect(await reseller.buy(item)).toMatchObject({ ok: true });
  expect(await reseller.buy(item)).toMatchObject({ ok: true });
  await till.shop.skip(6 * MINUTE);
  expect(await reseller.buy(item)).toMatchObject({ reason: 'pin_needed' });
  await till.shop.settle();
});
