/** Accounts are added, changed and taken out of use while money is under way at them. */
import { expect, test } from 'vitest';
import type { Actor } from '../../commerce/people/model.ts';
import type { Provider } from '../../commerce/provider/model.ts';
import { openTill, POLL } from '../support/till.ts';

const till = openTill();
const VALUES = { project: 'toko-latihan', api_key: 'practice-gateway-key' };
const WRONG = 'kunci-K3NARI-salah';
/** Who plays the owner of the practice shop. */
const owner = (): Actor => ({ ...till.buyer, roles: ['owner'] });

async function row(slug: string): Promise<Provider> {
  const provider = await till.shop.core.uow.run('test.row', (stores) => stores.providers.bySlug(slug));
  if (!provider) throw new Error(`no provider ${slug}`);
  return provider;
}

async function added(): Promise<Provider> {
  const input = { presetId: 'pakasir', environment: 'practice', values: VALUES, resting: true } as const;
  const answer = await till.shop.commerce.addProvider(owner(), till.shop.core.ids.uuid(), input);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.provider;
}

const act = () => till.shop.core.ids.uuid();

test('an account that was added rests: it serves nothing, and practice goes on', async () => {
  const { commerce, core } = till.shop;
  const { slug, baseUrl, isActive } = await added();
  expect({ isActive, baseUrl }).toEqual({ isActive: false, baseUrl: (await row('pakasir')).baseUrl });
  const card = await commerce.providerCard(owner(), slug);
  expect(card).toMatchObject({ ok: true, card: { serves: [], standsBehind: [], present: 'Pakasir (practice)' } });
  const live = { presetId: 'pakasir', environment: 'live', values: VALUES, resting: true } as const;
  expect(await commerce.addProvider(till.shop.owner, act(), live)).toMatchObject({ ok: true });
  expect((await commerce.mode()).practice).toBe(true);
  expect((await core.uow.read.providers.features()).every((one) => one.environment === 'practice')).toBe(true);
});

test('who plays the owner gives practice accounts no address, and touches no real one', async () => {
  const { commerce } = till.shop;
  const input = { presetId: 'pakasir', environment: 'practice', values: VALUES, resting: true } as const;
  const elsewhere = await commerce.addProvider(owner(), act(), { ...input, baseUrl: 'http://169.254.169.254' });
  expect(elsewhere).toMatchObject({ ok: true, provider: { baseUrl: (await row('pakasir')).baseUrl } });
  const [live] = await till.shop.core.uow.read.providers.list({ environment: 'live' });
  const { slug, version } = live ?? { slug: '', version: 0 };
  const real = { slug, version };
  const no = { ok: false, reason: 'not_allowed' };
  expect(await commerce.providerCard(owner(), slug)).toMatchObject(no);
  expect(await commerce.testProvider(owner(), slug)).toMatchObject(no);
  expect(await commerce.useProvider(owner(), act(), { ...real, place: 'first' })).toMatchObject(no);
  expect(await commerce.removeProvider(owner(), act(), real)).toMatchObject(no);
  const change = { ...real, field: 'api_key', value: WRONG };
  expect(await commerce.changeCredential(owner(), act(), change)).toMatchObject(no);
  const desk: Actor = { ...till.buyer, roles: ['front_desk'] };
  for (const asked of [
    commerce.setupChoices(desk),
    commerce.providerLines(desk),
    commerce.webhookNews(desk, 'pakasir'),
  ])
    expect(await asked).toMatchObject(no);
});

test('a key that does not work takes the place of none that does, and is kept nowhere', async () => {
  const { commerce, core } = till.shop;
  const before = await row('pakasir');
  const change = { slug: 'pakasir', version: before.version, field: 'api_key', value: WRONG };
  const changed = await commerce.changeCredential(owner(), act(), change);
  expect(changed).toMatchObject({ ok: true, saved: false, test: { ok: false, reason: 'credentials' } });
  expect(await row('pakasir')).toEqual(before);
  expect(JSON.stringify(changed)).not.toContain(WRONG);
  const resting = await added();
  const kept = await commerce.changeCredential(owner(), act(), {
    ...change,
    slug: resting.slug,
    version: resting.version,
  });
  expect(kept).toMatchObject({ ok: true, saved: true });
  expect(await row(resting.slug)).toMatchObject({ isActive: false, testStatus: 'failed', version: 2 });
  const audits = await core.uow.read.admin.audit.latest(100);
  expect(audits[0]).toMatchObject({ action: 'provider.credential', detail: `${resting.slug} api_key` });
  expect(JSON.stringify([audits, await row(resting.slug)])).not.toContain(WRONG);
});

test('money that is under way at an account arrives after its key was changed and it was disabled', async () => {
  const { commerce } = till.shop;
  const order = await till.placed();
  const { version } = await row('pakasir');
  const change = { slug: 'pakasir', version, field: 'api_key', value: VALUES.api_key };
  expect(await commerce.changeCredential(owner(), act(), change)).toMatchObject({ ok: true, saved: true });
  const next = await added();
  const use = { slug: next.slug, version: next.version, place: 'first' } as const;
  expect(await commerce.useProvider(owner(), act(), use)).toMatchObject({ ok: true });
  const rest = { slug: 'pakasir', version: version + 1 };
  expect(await commerce.removeProvider(owner(), act(), rest)).toMatchObject({ reason: 'wrong_state' });
  expect(await commerce.restProvider(owner(), act(), rest)).toMatchObject({ ok: true });
  const gone = { slug: 'pakasir', version: version + 2 };
  const refused = { ok: false, reason: 'wrong_state', detail: { kind: 'payments' } };
  expect(await commerce.removeProvider(owner(), act(), gone)).toMatchObject(refused);
  await till.pay(`${order.code}-1`);
  await till.shop.pass(POLL);
  expect(await till.state(order)).toBe('completed');
});

test('of two owners at once one changes it and the other is told, and a repeated wish changes nothing more', async () => {
  const { commerce } = till.shop;
  const { slug, version } = await added();
  const asked = { slug, version, place: 'behind' } as const;
  const answers = await Promise.all(
    ['one', 'two'].map((key) => commerce.useProvider(owner(), `${slug}:${key}`, asked)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'conflict' });
  const won = answers[0]?.ok ? 'one' : 'two';
  expect(await commerce.useProvider(owner(), `${slug}:${won}`, asked)).toMatchObject({ ok: true });
  expect((await row(slug)).version).toBe(version + 1);
});
