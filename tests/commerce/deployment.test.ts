/** A paid deployment is set up once, under one id, and its end reaches the buyer once: by callback or by asking. */
import { expect, test } from 'vitest';
import { openDeployments } from '../support/deployments.ts';
import { MINUTE } from '../support/till.ts';

const { till, placed, paid, unit, row, made, calls, spoil } = openDeployments();

const goods = async () => (await till.said()).filter((key) => key.startsWith('goods'));

test('is sent to the endpoint only when it is paid, with the answer and the price, and ends by callback', async () => {
  const order = await placed('toko.example');
  expect(await made(order)).toEqual([]);
  await till.pay(`${order.code}-1`);
  await till.shop.commerce.checkPayment(till.buyer, order.code);
  expect(await row(order)).toMatchObject({ state: 'pending', productCode: 'BOT1' });
  expect(await made(order)).toEqual([]);
  await till.shop.settle();
  const [one] = await made(order);
  const id = (await row(order))?.id ?? '';
  expect(one).toMatchObject({ id, asks: 1 });
  expect(one?.order).toMatchObject({
    deployment_id: id,
    order_code: order.code,
    product: 'BOT1',
    quantity: 1,
    answer: 'toko.example',
    amount_idr: 75_000,
    payer: { channel: 'web', telegram_id: null },
  });
  expect(await row(order)).toMatchObject({ state: 'running' });
  expect(await goods()).toEqual([]);
  const body = { deployment_id: id, status: 'done', message: 'siap', url: 'https://x.example', credentials: 'a / b' };
  expect(await calls(body)).toBe('accepted');
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  expect(await row(order)).toMatchObject({ state: 'done' });
  expect(await goods()).toHaveLength(1);
  expect((await unit(order)).serialSealed).not.toContain('x.example');
  await till.expectSound(order);
});

test('a callback repeated fifty times, at once and later, delivers once', async () => {
  const order = await paid();
  await till.shop.settle();
  const id = (await row(order))?.id ?? '';
  const body = { deployment_id: id, status: 'done', url: 'https://x.example' };
  await Promise.all(Array.from({ length: 25 }, () => calls(body)));
  await till.shop.settle();
  for (let time = 0; time < 25; time += 1) await calls(body);
  await till.shop.settle();
  expect(await goods()).toHaveLength(1);
  await till.expectSound(order);
});

test('a forged, an old and a stranger callback do nothing, and do not keep the true one away', async () => {
  const order = await paid();
  await till.shop.settle();
  const id = (await row(order))?.id ?? '';
  const body = { deployment_id: id, status: 'failed', message: 'no' };
  expect(await calls(body, { secret: 'somebody-else-has-another-secret-000' })).toBe('refused');
  expect(await calls(body, { ageMs: 6 * MINUTE })).toBe('refused');
  await calls({ ...body, deployment_id: 'nobody-knows-this' });
  await till.shop.settle();
  expect((await unit(order)).state).toBe('pending');
  expect(await till.refunds(order)).toEqual([]);
  expect(await calls({ deployment_id: id, status: 'done', url: 'https://x.example' })).toBe('accepted');
  await till.shop.settle();
  expect(await till.state(order)).toBe('completed');
  await till.expectSound(order);
});

test('an endpoint that is down and then up is asked again under the same id and sets it up once', async () => {
  await spoil('http_500', { calls: 2 });
  const order = await paid();
  await till.shop.settle();
  expect(await row(order)).toMatchObject({ state: 'queued' });
  await till.shop.pass(7 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  const list = await made(order);
  expect(list).toHaveLength(1);
  expect(list[0]?.id).toBe((await row(order))?.id);
  expect(await goods()).toHaveLength(1);
  await till.expectSound(order);
});

test.each(['reset', 'silence', 'broken_json'])(
  'an answer lost after it was taken (%s) is no second one',
  async (kind) => {
    await spoil(kind, { calls: 1, ms: kind === 'silence' ? 200 : 0 });
    const order = await paid();
    await till.shop.settle();
    expect((await unit(order)).state).toBe('pending');
    await till.shop.pass(3 * MINUTE);
    expect(await till.state(order)).toBe('completed');
    expect(await made(order)).toMatchObject([{ asks: 2 }]);
    expect(await goods()).toHaveLength(1);
    await till.expectSound(order);
  },
);

test('an endpoint that stays silent leaves it to the owner, with the money held and nothing given back', async () => {
  await spoil('http_500');
  const order = await paid();
  await till.shop.pass(15 * MINUTE);
  expect((await unit(order)).state).toBe('review');
  expect(await till.cases(order)).toEqual([['purchase_unclear', 'open', 75_000]]);
  expect(await till.refunds(order)).toEqual([]);
  await till.shop.vendors.clearFaults();
  await till.shop.pass(60 * MINUTE);
  expect(await till.state(order)).toBe('completed');
  expect(await made(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('a refusal gives the money back at once', async () => {
  const order = await paid('tolak.example');
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await row(order)).toMatchObject({ state: 'failed' });
  expect(await goods()).toEqual([]);
  expect(await till.refunds(order)).toHaveLength(1);
  expect((await till.shop.core.uow.read.fulfilments.attemptsOf((await unit(order)).id)).length).toBe(1);
  await till.expectSound(order);
});

test('a failure told later gives the money back once', async () => {
  const order = await paid('gagal.example');
  await till.shop.settle();
  const body = { deployment_id: (await row(order))?.id, status: 'failed', message: 'server penuh' };
  for (let time = 0; time < 3; time += 1) await calls(body);
  await till.shop.settle();
  expect(await till.state(order)).toBe('failed');
  expect(await till.refunds(order)).toHaveLength(1);
  await till.expectSound(order);
});

test('a process that dies around the sending loses nothing and sets up one', async () => {
  for (const when of ['before', 'after'] as const) {
    await till.nextBuyer();
    const order = await paid();
    await till.shop.abandon(when);
    await till.shop.pass(5 * MINUTE);
    expect(await till.state(order)).toBe('completed');
    expect(await made(order)).toHaveLength(1);
    await till.expectSound(order);
  }
});

test('an endpoint without encryption or inside our own network is refused outside practice', async () => {
  const { commerce, core, owner } = till.shop;
  const add = (baseUrl: string) =>
    commerce.addProvider({ ...owner, environment: 'live' }, core.ids.uuid(), {
      presetId: 'deployment',
      environment: 'live',
      baseUrl,
      values: { signing_secret: 'x'.repeat(40), asks_status: '' },
    });
  for (const bad of [
    'http://deploy.example',
    'https://127.0.0.1',
    'https://10.0.0.8/x',
    'https://192.168.1.2',
    'https://[::1]',
  ])
    expect(await add(bad)).toMatchObject({ ok: false, reason: 'bad_input', detail: { field: 'base_url' } });
});
